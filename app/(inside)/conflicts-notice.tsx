import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Line, Soft, Stack } from '@/app/_ui/page'
import { SlotChoices } from '@/app/_ui/slot-grid'
import { listOwnConflicts } from '@/lib/sessions/conflicts'
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
      {conflicts.map(({ session, why, next }) => {
        const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
        return (
          <Notice
            key={session.id}
            tone="attention"
            title={t('sessions.conflict.title', { when, name: nameOfOther(t, session) })}
          >
            <Stack gap={3}>
              <p>{why}</p>
              {next.length > 0 && (
                <>
                  <Soft>{t('sessions.conflict.next')}</Soft>
                  <SlotChoices
                    choices={slotChoices(
                      next,
                      locale,
                      now,
                      (startsAt) => `/sessions/${session.id}/move?at=${startsAt.toISOString()}`,
                    )}
                  />
                </>
              )}
              <Line>
                <LinkButton
                  href={`/sessions/${session.id}`}
                  size="small"
                  label={`${t('sessions.open')}: ${when}`}
                >
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
