import { pageContext } from '@/app/_server/session'
import { Disclosure } from '@/app/_ui/disclosure'
import { Section, Stack } from '@/app/_ui/page'
import { groupChanges, listAgain } from '@/lib/groups/again-changes'
import { sayEach } from '@/lib/groups/planner/changes'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import type { DraftPage } from './board-view'

/** So many are in sight; the rest is folded away, so that the board is near. */
const shown = 6

const Sentences = ({ said }: { said: readonly string[] }) => (
  <ul>
    {said.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
)

/** Of groups that are planned again: what is different from what people know, one sentence each. */
export async function Changes({ page }: { page: DraftPage }) {
  const { t, locale, now } = await pageContext()
  const { board } = page
  const { published } = board.ground
  if (!published) return null
  const changes = listAgain(groupChanges(published, board.draft))
  const groupOf = new Map(board.draft.groups.map(({ id, name }) => [id, name]))
  const said = sayEach(
    t,
    changes,
    (id) => groupOf.get(id) ?? board.nameOf(id),
    (at) => `${formatDate(dateOf(at), locale, todayOn(now))}, ${formatTime(at, locale)}`,
  )
  return (
    <Section title={t('groupPlans.again.changes')} count={changes.length}>
      <Stack gap={3}>
        <Sentences said={said.slice(0, shown)} />
        {said.length > shown && (
          <Disclosure title={t('groupPlans.again.more', { count: said.length - shown })}>
            <Sentences said={said.slice(shown)} />
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}
