import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import { memberPlaces } from '@/lib/groups/board-changes'
import { moveSomebody } from '../actions'
import type { DraftPage } from './board-view'

/** Where one person could go, the best group first, with what it does to both groups before anything is changed. */
export async function MemberSheet({ page, personId }: { page: DraftPage; personId: string }) {
  const { t } = await pageContext()
  const { plan, board } = page
  const person = board.ground.residents.find(({ id }) => id === personId)
  if (!person) return null
  const from = board.draft.groups.find(({ members }) => members.includes(personId))
  const places = memberPlaces(board, plan.asked, personId)
  const fields = { planId: plan.id, seen: plan.version, personId }
  return (
    <Sheet
      title={t('groupPlans.member.title', { name: person.name })}
      closeHref={`/groups/plan/${plan.id}`}
      closeLabel={t('common.close')}
    >
      <Stack gap={4}>
        <p>
          {from
            ? t('groupPlans.member.now', { group: from.name, ...board.shareOf(personId, from) })
            : t('groupPlans.member.none')}
        </p>
        <ActionForm action={moveSomebody} label={t('groupPlans.member.title', { name: person.name })}>
          <HiddenFields fields={fields} />
          <Rows>
            {places.map(({ group, present, held, size, obstacle }) => (
              <Row
                key={group.id}
                title={t('groupPlans.member.to', { group: group.name, present, held, size })}
                about={
                  obstacle
                    ? t(`groupPlans.member.${obstacle}`)
                    : from &&
                      t('groupPlans.member.nowLeft', { group: from.name, count: from.members.length - 1 })
                }
                action={
                  !obstacle && (
                    <SubmitButton name="toGroupId" value={group.id}>
                      {t('groupPlans.member.take', { group: group.name })}
                    </SubmitButton>
                  )
                }
              />
            ))}
          </Rows>
        </ActionForm>
        {from && (
          <>
            <OneButton action={moveSomebody} fields={fields} tone="quiet">
              {t('groupPlans.member.out')}
            </OneButton>
            <Soft>
              {t('groupPlans.member.nowLeft', { group: from.name, count: from.members.length - 1 })}
            </Soft>
          </>
        )}
      </Stack>
    </Sheet>
  )
}
