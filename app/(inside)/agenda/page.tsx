import type { Metadata } from 'next'
import Link from 'next/link'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import type { PlannedSession } from '@/lib/sessions/listing'
import { loadAgenda, type AgendaShift } from '@/lib/sessions/agenda'
import {
  addDaysOn,
  addMinutes,
  dateOf,
  formatDate,
  formatTime,
  isCalendarDate,
  isoWeekOf,
  mondayOf,
  startOfDayAt,
  todayOn,
  type CalendarDate,
  type Locale,
} from '@/lib/time'
import { words } from '@/lib/words/words'
import styles from './agenda.module.css'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('sessions.agenda.title') }
}

/** One's own week: sessions, with the roster as a quiet background. A list by day on a phone, seven columns on a desktop. */
export default async function AgendaPage({ searchParams }: { searchParams: Promise<{ week?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { week } = await searchParams
  const today = todayOn(now)
  const monday = mondayOf(week && isCalendarDate(week) ? week : today)
  const agenda = await loadAgenda(viewer, monday, addDaysOn(monday, 7), now)
  const days = Array.from({ length: 7 }, (_, day) => addDaysOn(monday, day))
  const hrefOf = (on: CalendarDate) => `/agenda?week=${on}`
  return (
    <>
      <PageHeader
        title={t('sessions.agenda.title')}
        lead={t('sessions.agenda.lead')}
        actions={
          <LinkButton href="/sessions/book" icon="plus">
            {t('sessions.book.title')}
          </LinkButton>
        }
      />
      <Pagination
        label={t('sessions.agenda.pages')}
        words={t('sessions.agenda.week', { week: isoWeekOf(monday) })}
        previous={{ href: hrefOf(addDaysOn(monday, -7)), label: t('sessions.agenda.previous') }}
        next={{ href: hrefOf(addDaysOn(monday, 7)), label: t('sessions.agenda.next') }}
      />
      <ol className={styles.week}>
        {days.map((on) => {
          const sessions = agenda.sessions.filter((session) => dateOf(session.startsAt) === on)
          const shifts = agenda.shifts.filter((shift) => touches(shift, on))
          return (
            <li key={on} className={styles.day} data-today={on === today ? '' : undefined}>
              <h2 className={styles.date}>
                {formatDate(on, locale, today)}
                {on === today && <span className={styles.today}>{t('sessions.agenda.today')}</span>}
              </h2>
              <ul className={styles.items}>
                {shifts.map((shift) => (
                  <li key={shift.startsAt.toISOString()} className={styles.shift} data-kind={shift.kind}>
                    <span className={styles.time}>{shiftTimes(shift, on)}</span>{' '}
                    {t(`common.shift.${shift.kind}`)}
                  </li>
                ))}
                {sessions.map((session) => (
                  <li key={session.id}>
                    <SessionLink
                      session={session}
                      locale={locale}
                      form={t(`common.form.${session.form as 'check-in'}`)}
                    />
                  </li>
                ))}
                {sessions.length + shifts.length === 0 && (
                  <li className={styles.nothing}>{t('sessions.agenda.nothing')}</li>
                )}
              </ul>
            </li>
          )
        })}
      </ol>
      {monday !== mondayOf(today) && <LinkButton href="/agenda">{t('sessions.agenda.thisWeek')}</LinkButton>}
    </>
  )

  /** What of a shift lies on this day: a night shows its start on one day and its end on the next. */
  function shiftTimes(shift: AgendaShift, on: CalendarDate): string {
    const startsToday = dateOf(shift.startsAt) === on
    const endsToday = dateOf(addMinutes(shift.endsAt, -1)) === on
    if (startsToday && endsToday && shift.endsAt.getTime() === startOfDayAt(addDaysOn(on, 1)).getTime())
      return shift.startsAt.getTime() === startOfDayAt(on).getTime()
        ? t('sessions.agenda.allDay')
        : `${formatTime(shift.startsAt, locale)}–24:00`
    if (startsToday) return `${formatTime(shift.startsAt, locale)}–${formatTime(shift.endsAt, locale)}`
    return endsToday
      ? t('sessions.agenda.until', { time: formatTime(shift.endsAt, locale) })
      : t('sessions.agenda.allDay')
  }
}

function SessionLink({ session, locale, form }: { session: PlannedSession; locale: Locale; form: string }) {
  return (
    <Link href={`/sessions/${session.id}`} className={styles.session}>
      <span className={styles.time}>
        {formatTime(session.startsAt, locale)}–{formatTime(session.endsAt, locale)}
      </span>
      <strong>{form}</strong>
      <span>
        {session.other?.givenName} {session.other?.familyName}
        {session.place && `, ${session.place}`}
      </span>
    </Link>
  )
}

function touches(shift: AgendaShift, on: CalendarDate): boolean {
  return shift.startsAt < startOfDayAt(addDaysOn(on, 1)) && shift.endsAt > startOfDayAt(on)
}
