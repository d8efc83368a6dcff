import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import { rename } from '../actions'
import type { DraftPage } from './board-view'

/** One group of a draft: who is in it and how often each can come, and its name. */
export async function GroupSheet({ page, groupId }: { page: DraftPage; groupId: string }) {
  const { t } = await pageContext()
  const { plan, board } = page
  const group = board.draft.groups.find(({ id }) => id === groupId)
  if (!group) return null
  const departmentOf = new Map(board.ground.residents.map(({ id, department }) => [id, department]))
  return (
    <Sheet title={group.name} closeHref={`/groups/plan/${plan.id}`} closeLabel={t('common.close')}>
      <Stack gap={4}>
        <p>{t('groupPlans.group.about', { name: board.nameOf(group.facilitatorId) })}</p>
        <Rows label={group.name}>
          {group.members.map((id) => (
            <Row
              key={id}
              title={board.nameOf(id)}
              about={`${departmentOf.get(id) ?? ''} · ${t('groupPlans.group.share', board.shareOf(id, group))}`}
              action={
                <LinkButton
                  href={`/groups/plan/${plan.id}?person=${id}`}
                  size="small"
                  tone="quiet"
                  prefetch={false}
                  label={`${t('groupPlans.member.move')}: ${board.nameOf(id)}`}
                >
                  {t('groupPlans.member.move')}
                </LinkButton>
              }
            />
          ))}
        </Rows>
        <ActionForm action={rename} label={t('groupPlans.group.rename')}>
          <HiddenFields fields={{ planId: plan.id, seen: plan.version, groupId: group.id }} />
          <Stack gap={3}>
            <TextField
              name="name"
              label={t('groupPlans.group.rename')}
              defaultValue={group.name}
              maxLength={80}
            />
            <Line>
              <SubmitButton>{t('groupPlans.group.save')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Stack>
    </Sheet>
  )
}
