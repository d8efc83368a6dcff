import { pageContext } from '@/app/_server/session'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { scopes, type Scope } from '@/lib/sessions/series-rules'

/** This one, this and the following, or all that are still to come; asked only of what is one of a series. */
export async function ScopeChoice({
  planned,
  chosen = 'one',
}: {
  planned: { seriesId: string | null; othersToCome: number }
  chosen?: Scope
}) {
  const { t } = await pageContext()
  if (!planned.seriesId || planned.othersToCome === 0) return <input type="hidden" name="scope" value="one" />
  return (
    <ChoiceGroup
      name="scope"
      legend={t('planning.session.scope')}
      look="cards"
      defaultValue={[chosen]}
      choices={scopes.map((scope) => ({ value: scope, label: t(`planning.session.${scope}`) }))}
    />
  )
}
