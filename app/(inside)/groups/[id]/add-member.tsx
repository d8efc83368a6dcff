import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { DateField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Panel, Stack } from '@/app/_ui/page'
import { PersonPicker } from '@/app/_ui/person-picker'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { GroupPage } from '@/lib/groups/queries'
import { todayOn } from '@/lib/time'
import { join } from '../actions'
import type { Choices } from './members'

/** One more resident, of whatever department, from a day on. */
export async function AddMember({ group, choices }: { group: GroupPage; choices: Choices }) {
  const { t, now } = await pageContext()
  const today = todayOn(now)
  return (
    <Panel>
      <ActionForm action={join} label={t('groups.members.add')}>
        <HiddenFields fields={{ groupId: group.id }} />
        <Stack gap={4}>
          <h3>{t('groups.members.add')}</h3>
          <PersonPicker
            name="personId"
            label={t('groups.members.who')}
            empty={t('groups.members.whoEmpty')}
            nobody={t('groups.members.whoNobody')}
            openLabel={t('groups.members.whoOpen')}
            people={choices.residents.map(({ id, name, department }) => ({
              value: id,
              label: name,
              about: department ?? undefined,
            }))}
          />
          <DateField
            name="fromOn"
            label={t('groups.members.firstDay')}
            hint={t('groups.members.firstDayHint')}
            min={today}
            defaultValue={today}
          />
          <Line>
            <SubmitButton>{t('groups.members.addButton')}</SubmitButton>
          </Line>
        </Stack>
      </ActionForm>
    </Panel>
  )
}
