import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import { joinEffects, leaveEffect } from '@/lib/groups/member-effects'
import { moveSomebody } from '../actions'
import { changeWords } from '../said'
import type { DraftPage } from './board-view'

/** Where one person could go, the best group first, with what it does to both groups before anything is changed. */
export async function MemberSheet({ page, personId }: { page: DraftPage; personId: string }) {
  const { t, locale } = await pageContext()
  const { plan, board } = page
  const person = board.ground.residents.find(({ id }) => id === personId)
  if (!person) return null
  const leave = leaveEffect(board, personId)
  const from = leave?.group
  const places = joinEffects(board, plan.asked, personId)
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
        {leave && (
          <Soft>
            {t('groupPlans.member.leaves', { name: person.name, change: changeWords(t, locale, leave) })}
          </Soft>
        )}
        <ActionForm action={moveSomebody} label={t('groupPlans.member.title', { name: person.name })}>
          <HiddenFields fields={fields} />
          <Rows>
            {places.map(({ group, present, held, obstacle, change }) => (
              <Row
                key={group.id}
                title={t('groupPlans.member.to', { group: group.name, present, held })}
                about={obstacle ? t(`groupPlans.member.${obstacle}`) : changeWords(t, locale, change)}
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
        {leave && (
          <OneButton action={moveSomebody} fields={fields} tone="quiet">
            {t('groupPlans.member.out')}
          </OneButton>
        )}
      </Stack>
    </Sheet>
  )
}
