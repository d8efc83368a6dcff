import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { listToNote } from '@/lib/groups/led'
import { formatRange, todayOn } from '@/lib/time'

/** The meetings that she led and of which nobody knows yet who was there; nothing when there are none. */
export async function MeetingsToNote() {
  const { viewer, locale, t, now } = await pageContext()
  const meetings = await listToNote(viewer, now)
  if (meetings.length === 0) return null
  return (
    <Section title={t('attendance.toNote.title')} lead={t('attendance.toNote.text')}>
      <Rows label={t('attendance.toNote.title')}>
        {meetings.map(({ groupId, sessionId, name, startsAt, endsAt }) => (
          <Row
            key={sessionId}
            title={name}
            about={formatRange(startsAt, endsAt, locale, todayOn(now))}
            action={
              <LinkButton
                href={`/groups/${groupId}/attendance/${sessionId}`}
                tone="primary"
                label={`${t('attendance.toNote.open')}: ${name}`}
              >
                {t('attendance.toNote.open')}
              </LinkButton>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}
