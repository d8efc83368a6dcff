import { pageContext } from '@/app/_server/session'
import { Button } from '@/app/_ui/button'
import { SelectField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Beside } from '@/app/_ui/page'

interface ChoiceProps {
  chosenId: string
  departments: readonly { id: string; name: string; site: string }[]
  /** What all of them together are called, where that can be chosen too. */
  whole?: string
  /** What else stays in the address. */
  fields?: Record<string, string>
}

/** Another department on the same page, or all of them; nothing for whoever has one. */
export async function DepartmentChoice({ chosenId, departments, whole, fields = {} }: ChoiceProps) {
  if (departments.length + (whole ? 1 : 0) < 2) return null
  const { t } = await pageContext()
  return (
    <form method="get">
      <Beside>
        <HiddenFields fields={fields} />
        <SelectField
          name="department"
          label={t('rosters.department')}
          defaultValue={chosenId}
          options={[
            ...(whole ? [{ value: '', label: whole }] : []),
            ...departments.map(({ id, name, site }) => ({ value: id, label: `${name}, ${site}` })),
          ]}
        />
        <Button>{t('rosters.show')}</Button>
      </Beside>
    </form>
  )
}
