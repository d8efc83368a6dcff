import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import type { OwnConflict } from '@/lib/sessions/conflicts'
import { formatRange, type CalendarDate } from '@/lib/time'
import styles from './agenda.module.css'
import { sessionInWords, type Telling } from './shown'

/** How many are named; the others are in the days themselves. */
const mostNamed = 3

interface NoticeProps {
  conflicts: readonly OwnConflict[]
  today: CalendarDate
  telling: Telling
}

/**
 * What no longer fits one's rest since the roster changed: when, why, and where to mend it; apart from that, calmly, what came
 * into somebody's own time. Nothing when all of it fits.
 */
export function ConflictNotice({ conflicts, ...rest }: NoticeProps) {
  const calm = conflicts.filter(({ isCalm }) => isCalm)
  const broken = conflicts.filter(({ isCalm }) => !isCalm)
  return (
    <>
      <Group conflicts={broken} {...rest} />
      <Group conflicts={calm} isCalm {...rest} />
    </>
  )
}

function Group({ conflicts, isCalm, today, telling }: NoticeProps & { isCalm?: boolean }) {
  if (conflicts.length === 0) return null
  const { t, locale, isDiscreet } = telling
  const title = t(isCalm ? 'agenda.conflict.changed' : 'agenda.conflict.title', { count: conflicts.length })
  return (
    <div className={styles.note} data-print="no">
      <Notice tone={isCalm ? 'info' : 'attention'} title={title}>
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
