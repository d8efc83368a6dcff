import type { ReactNode } from 'react'
import { Disclosure } from '@/app/_ui/disclosure'
import { Panel, Section, Soft, Stack } from '@/app/_ui/page'
import type { loadOwnCheckIns } from '@/lib/check-ins/queries'
import { dateOf, formatDate, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { keep } from './actions'
import styles from './check-ins.module.css'
import { PastTalk } from './past-check-in'

type Own = NonNullable<Awaited<ReturnType<typeof loadOwnCheckIns>>>

interface OwnProps {
  own: Own
  locale: Locale
  t: Words
  now: Date
  /** What she can do about the next one. */
  children: ReactNode
}

/** A resident's own check-ins. What is missing is her supervisor's debt: nothing here marks her. */
export function OwnCheckIns({ own, locale, t, now, children }: OwnProps) {
  const today = todayOn(now)
  return (
    <Section title={t('checkIns.mine.title')}>
      <Stack>
        <Panel tone="accent">
          {standingOf(own.state, locale, t, today).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Panel>
        {children}
        {own.checkIns.length === 0 ? (
          <Soft>{t('checkIns.mine.empty')}</Soft>
        ) : (
          <ul className={styles.talks}>
            {own.checkIns.map((checkIn) => (
              <PastTalk key={checkIn.id} self="resident" {...{ checkIn, keep, locale, t, today }} />
            ))}
          </ul>
        )}
        <Disclosure title={t('checkIns.mine.others')}>{t('checkIns.mine.othersText')}</Disclosure>
      </Stack>
    </Section>
  )
}

function standingOf(state: Own['state'], locale: Locale, t: Words, today: string): string[] {
  const written = (on: string) => formatDate(on, locale, today)
  const invites = state?.supervisor
    ? t('checkIns.mine.invites', { name: state.supervisor })
    : t('checkIns.mine.noSupervisor')
  const last = state?.lastOn
    ? t('checkIns.mine.last', { date: written(state.lastOn) })
    : t('checkIns.mine.none')
  if (state?.nextAt) return [last, t('checkIns.mine.next', { date: written(dateOf(state.nextAt)) })]
  if (!state?.lastOn || state.state === 'overdue') return [last, invites]
  return state.dueOn ? [last, t('checkIns.mine.nextBy', { date: written(state.dueOn) })] : [last]
}
