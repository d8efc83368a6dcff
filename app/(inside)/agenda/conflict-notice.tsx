import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import type { OwnConflict } from '@/lib/sessions/conflicts'
import { formatRange, type CalendarDate } from '@/lib/time'
import styles from './agenda.module.css'
import { sessionInWords, type Telling } from './shown'

/** How many are named; the others are in the days themselves. */
const mostNamed = 3

/** What no longer fits one's rest since the roster changed: when, why, and where to mend it. Nothing when all of it fits. */
export function ConflictNotice({
  conflicts,
  today,
  telling,
}: {
  conflicts: readonly OwnConflict[]
  today: CalendarDate
  telling: Telling
}) {
  if (conflicts.length === 0) return null
  const { t, locale, isDiscreet } = telling
  return (
    <div className={styles.note} data-print="no">
      <Notice tone="attention" title={t('agenda.conflict.title', { count: conflicts.length })}>
        <ul className={styles.conflicts}>
          {conflicts.slice(0, mostNamed).map(({ session, why, next }) => {
            const when = formatRange(session.startsAt, session.endsAt, locale, today)
            const mayMove = next.length > 0
            return (
              <li key={session.id} className={styles.conflict}>
                <span>
                  <strong>{when}</strong>
                  {!isDiscreet && ` · ${sessionInWords(session, telling).title}. ${why}`}
                </span>
                <LinkButton
                  href={`/sessions/${session.id}${mayMove ? '/move' : ''}`}
                  size="small"
                  prefetch={false}
                  label={`${t(mayMove ? 'sessions.moveButton' : 'sessions.open')}: ${when}`}
                >
                  {t(mayMove ? 'sessions.moveButton' : 'sessions.open')}
                </LinkButton>
              </li>
            )
          })}
        </ul>
        {conflicts.length > mostNamed && <p>{t('agenda.more', { count: conflicts.length - mostNamed })}</p>}
      </Notice>
    </div>
  )
}
