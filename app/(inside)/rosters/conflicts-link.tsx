import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { listRosterConflicts } from '@/lib/sessions/roster-conflicts'

/** How many sessions do not fit the roster any more, for who plans, with the way to them; nothing when all fit. */
export async function ConflictsLink() {
  const { viewer, t, now } = await pageContext()
  const { planned, others } = await listRosterConflicts(viewer, now, 0)
  const count = planned.length + others.length
  if (count === 0) return null
  return (
    <Notice
      tone="attention"
      title={t('rosters.conflicts.now', { count })}
      action={<LinkButton href="/rosters/conflicts">{t('rosters.conflicts.see')}</LinkButton>}
    />
  )
}
