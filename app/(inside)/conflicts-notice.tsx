import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Line, Soft, Stack } from '@/app/_ui/page'
import { SlotChoices } from '@/app/_ui/slot-grid'
import { listOwnConflicts } from '@/lib/sessions/conflicts'
import type { PlannedSession } from '@/lib/sessions/listing'
import { formatRange, todayOn } from '@/lib/time'
import { nameOfOther } from './sessions/said'
import { slotChoices } from './sessions/slots'

/** Sessions that the roster does not fit any more, each with why and the next times that would; nothing when all fit. */
export async function ConflictsNotice() {
  const { viewer, locale, t, now } = await pageContext()
  const conflicts = await listOwnConflicts(viewer, now)
  if (conflicts.length === 0) return null
  return (
    <Stack>
      {conflicts.map(({ session, why, next, isCalm }) => {
        const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
        return (
          <Notice
            key={session.id}
            tone={isCalm ? 'info' : 'attention'}
            title={t(isCalm ? 'sessions.conflict.changed' : 'sessions.conflict.title', {
              when,
              name: nameOfOther(t, session),
            })}
          >
            <Stack gap={3}>
              <p>{isCalm ? `${why} ${t('sessions.conflict.ask')}` : why}</p>
              {next.length > 0 && (
                <>
                  <Soft>{t('sessions.conflict.next')}</Soft>
                  <SlotChoices
                    choices={slotChoices(
                      next.map((startAt) => ({ startAt })),
                      locale,
                      now,
                      (startsAt) => `${pathOf(session)}/move?at=${startsAt.toISOString()}`,
                    )}
                  />
                </>
              )}
              <Line>
                <LinkButton href={pathOf(session)} size="small" label={`${t('sessions.open')}: ${when}`}>
                  {t('sessions.open')}
                </LinkButton>
              </Line>
            </Stack>
          </Notice>
        )
      })}
    </Stack>
  )
}

/** Where she changes it: what an office planned is changed where it was planned, when she leads it. */
function pathOf({ id, departmentId, part }: PlannedSession): string {
  return departmentId !== null && part === 'guide' ? `/sessions/plan/${id}` : `/sessions/${id}`
}
