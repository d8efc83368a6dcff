import { MonthTable, type MonthDay } from '@/app/_ui/month-table'
import { holidayOn } from '@/lib/availability/settings'
import type { AgendaShift } from '@/lib/sessions/agenda'
import type { PlannedSession } from '@/lib/sessions/listing'
import { addDaysOn, formatDateLong, formatTime, isoWeekOf, type CalendarDate } from '@/lib/time'
import { piecesOn } from './axis'
import { agendaHref, datesOf, monthInWords, monthOf, type Period } from './period'
import { notesOn, sessionInWords, shiftInWords, type Telling } from './shown'

interface Month {
  period: Period
  today: CalendarDate
  sessions: readonly PlannedSession[]
  shifts: readonly AgendaShift[]
  telling: Telling
}

/** How many sessions a day of the month names. */
const mostLines = 3

/** A month as a table of weeks; each day leads to its week. */
export function MonthView(month: Month) {
  const { period, telling } = month
  const { t, locale } = telling
  const dates = datesOf(period)
  const mondays = dates.filter((_, index) => index % 7 === 0)
  return (
    <MonthTable
      caption={t('agenda.monthOf', { month: monthInWords(monthOf(period), locale) })}
      weekTitle={{ short: t('agenda.weekShort'), long: t('agenda.view.week') }}
      weekdays={[0, 1, 2, 3, 4, 5, 6].map((day) => {
        const long = t(`common.weekday.${day as 0}`)
        return { long, short: long.slice(0, locale === 'nl' ? 2 : 3) }
      })}
      weeks={mondays.map((monday) => ({
        key: monday,
        href: agendaHref(period, { view: 'week', week: monday }),
        number: String(isoWeekOf(monday)),
        label: t('agenda.week', { week: isoWeekOf(monday) }),
        days: [0, 1, 2, 3, 4, 5, 6].map((day) => dayOf(addDaysOn(monday, day), month)),
      }))}
    />
  )
}

function dayOf(on: CalendarDate, { period, today, sessions, shifts, telling }: Month): MonthDay {
  const { t, locale } = telling
  const blocks = piecesOn(sessions, on)
  // A night counts for the day on which it begins.
  const backs = piecesOn(shifts, on).filter(
    (piece) => piece.isWholeDay || piece.item.startsAt >= piece.fromAt,
  )
  const count = blocks.length
  return {
    key: on,
    href: `${agendaHref(period, { view: 'week', week: on })}#${on}`,
    number: String(Number(on.slice(8))),
    label: t('agenda.dayLabel', { date: formatDateLong(on, locale), count }),
    isToday: on === today,
    isOutside: on.slice(0, 7) !== monthOf(period).slice(0, 7),
    isQuiet: holidayOn(on) !== null,
    notes: notesOn(on, telling),
    backs: backs.map(({ item }) => {
      const { word, ground } = shiftInWords(item, telling, true)
      return { key: item.startsAt.toISOString() + item.kind, word, ground }
    }),
    lines: blocks.slice(0, mostLines).map(({ item, fromAt }) => ({
      key: item.id,
      time: formatTime(fromAt),
      words: sessionInWords(item, telling).title,
    })),
    count: count > 0 ? `${count}×` : null,
    more: count > mostLines ? t('agenda.more', { count: count - mostLines }) : null,
  }
}
