import type { Metadata } from 'next'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { CalendarKeys } from '@/app/_ui/calendar-keys'
import { PageHeader } from '@/app/_ui/page'
import { PeriodBar, Views } from '@/app/_ui/period-bar'
import { loadAgenda } from '@/lib/sessions/agenda'
import { listOwnConflicts } from '@/lib/sessions/conflicts'
import { addDaysOn, formatDate, isoWeekOf, todayOn, type CalendarDate } from '@/lib/time'
import { holds } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import styles from './agenda.module.css'
import { ConflictNotice } from './conflict-notice'
import { MonthView } from './month-view'
import {
  agendaHref,
  monthAfter,
  monthInWords,
  monthOf,
  readPeriod,
  weekInWords,
  type AgendaSearch,
  type Period,
} from './period'
import { shownSessions, type Telling } from './shown'
import { FormFilter, Tools } from './tools'
import { WeekView } from './week-view'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('agenda.title') }
}

/** One's own agenda: sessions, with the roster and the holidays as a quiet background. A week, or a month. */
export default async function AgendaPage({ searchParams }: { searchParams: Promise<AgendaSearch> }) {
  const { viewer, locale, t, now } = await pageContext()
  const today = todayOn(now)
  const period = readPeriod(await searchParams, today)
  const agenda = await loadAgenda(viewer, period.fromOn, period.untilOn, now)
  const conflicts = await listOwnConflicts(viewer, now)
  const sessions = shownSessions(agenda.sessions, period.forms)
  const telling = { t, locale, isDiscreet: period.isDiscreet }
  const shown = { period, today, sessions, shifts: agenda.shifts, telling }
  const isMonth = period.view === 'month'
  const isEmpty = sessions.length + agenda.shifts.length === 0
  const mayBookHere = holds(viewer, 'resident', 'supervisor', 'mentor', 'psychologist')
  return (
    <div className={styles.agenda} data-wide="">
      <PageHeader
        title={t('agenda.title')}
        lead={
          <>
            <Lead period={period} today={today} telling={telling} />
            <span className={styles.whose}>
              {' '}
              · {viewer.givenName} {viewer.familyName}
            </span>
          </>
        }
        actions={
          mayBookHere && (
            <LinkButton href="/sessions/book" icon="plus" tone="primary">
              {t('sessions.book.title')}
            </LinkButton>
          )
        }
      />
      <CalendarKeys
        at={`${period.view} ${period.fromOn}`}
        shape={isMonth ? 'table' : 'columns'}
        hint={t(isMonth ? 'agenda.keysMonth' : 'agenda.keys')}
      >
        <div className={styles.bar} data-print="no">
          <PeriodBar label={t('agenda.pages')} {...stepsOf(period, telling)} />
          <Views
            label={t('agenda.views')}
            views={(['week', 'month'] as const).map((view) => ({
              href: agendaHref(period, { view }),
              label: t(`agenda.view.${view}`),
              isHere: view === period.view,
            }))}
          />
          <div className={styles.tools}>
            <FormFilter
              t={t}
              period={period}
              present={shownSessions(agenda.sessions, []).map(({ form }) => form)}
            />
            <Tools t={t} period={period} />
          </div>
        </div>
        <ConflictNotice conflicts={conflicts} today={today} telling={telling} />
        {isEmpty && (
          <p className={styles.note}>
            {t(isMonth ? 'agenda.emptyMonth' : 'agenda.emptyWeek')} {!mayBookHere && t('agenda.emptyOther')}
          </p>
        )}
        {isMonth ? <MonthView {...shown} /> : <WeekView {...shown} />}
      </CalendarKeys>
    </div>
  )
}

/** Which days these are. A list of now says from when; a grid and a sheet of paper say which week. */
function Lead({
  period,
  today,
  telling: { t, locale },
}: {
  period: Period
  today: CalendarDate
  telling: Telling
}) {
  if (period.view === 'month') return monthInWords(monthOf(period), locale)
  const week = t('agenda.weekOf', {
    week: isoWeekOf(period.monday),
    dates: weekInWords(period.monday, locale),
  })
  if (period.askedOn !== null) return week
  return (
    <>
      <span className={styles.wide}>{week}</span>
      <span className={styles.narrow}>{t('agenda.fromToday', { date: formatDate(today, locale) })}</span>
    </>
  )
}

function stepsOf(period: Period, { t }: Telling) {
  const step = (n: 1 | -1) =>
    period.view === 'month' ? monthAfter(monthOf(period), n) : addDaysOn(period.monday, n * 7)
  return {
    previous: { href: agendaHref(period, { week: step(-1) }), label: t(`agenda.previous.${period.view}`) },
    next: { href: agendaHref(period, { week: step(1) }), label: t(`agenda.next.${period.view}`) },
    today: { href: agendaHref(period, { week: null }), label: t('agenda.toToday') },
  }
}
