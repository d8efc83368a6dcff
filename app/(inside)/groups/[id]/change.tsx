import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { Disclosure } from '@/app/_ui/disclosure'
import { SelectField, TextField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { GroupPage } from '@/lib/groups/queries'
import { change, end, handOver } from '../actions'
import type { Choices } from './members'

/** What may change of the group itself: name, room, quorum, who facilitates, and that it ends. */
export async function ChangeGroup({ group, choices }: { group: GroupPage; choices: Choices }) {
  const { t } = await pageContext()
  return (
    <Disclosure title={t('groups.change.open')}>
      <Stack gap={6}>
        <ActionForm action={change} label={t('groups.change.title')}>
          <HiddenFields fields={{ groupId: group.id }} />
          <Stack gap={4}>
            <TextField name="name" label={t('groups.change.name')} defaultValue={group.name} maxLength={80} />
            <SelectField
              name="roomId"
              label={t('groups.make.room')}
              optional
              empty={t('groups.make.noRoom')}
              defaultValue={group.roomId ?? undefined}
              options={choices.rooms.map(({ id, name, places }) => ({
                value: id,
                label: t('groups.make.places', { name, count: places }),
              }))}
            />
            <TextField
              name="quorum"
              type="number"
              inputMode="numeric"
              width="short"
              label={t('groups.change.quorum')}
              defaultValue={String(group.quorum)}
            />
            <Line>
              <SubmitButton>{t('groups.change.save')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
        {choices.guides.length > 0 && (
          <ActionForm action={handOver} label={t('groups.change.facilitator')}>
            <HiddenFields fields={{ groupId: group.id }} />
            <Stack gap={4}>
              <SelectField
                name="facilitatorId"
                label={t('groups.change.facilitator')}
                hint={t('groups.change.facilitatorHint')}
                empty={t('groups.make.facilitatorEmpty')}
                options={choices.guides.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <Line>
                <SubmitButton>{t('groups.change.facilitatorButton')}</SubmitButton>
              </Line>
            </Stack>
          </ActionForm>
        )}
        <Line>
          <LinkButton href={`/groups/${group.id}?end=1`} tone="danger" prefetch={false}>
            {t('groups.change.end')}
          </LinkButton>
        </Line>
      </Stack>
    </Disclosure>
  )
}

/** The question before it ends: everybody in it gets a message. */
export async function EndGroup({ group }: { group: GroupPage }) {
  const { t } = await pageContext()
  return (
    <ConfirmSheet
      title={t('groups.change.endTitle', { name: group.name })}
      closeHref={`/groups/${group.id}`}
      closeLabel={t('common.close')}
      action={end}
      fields={{ groupId: group.id }}
      confirm={t('groups.change.endConfirm')}
      keep={t('groups.change.endKeep')}
    >
      <p>{t('groups.change.endText', { count: group.members.length + 1 })}</p>
    </ConfirmSheet>
  )
}
