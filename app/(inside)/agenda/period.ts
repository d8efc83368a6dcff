import { addressOf, bookableForms, formAtAddress, officeForms } from '@/lib/sessions/forms'
import {
  addDaysOn,
  daysBetweenOn,
  formatDate,
  formatDateLong,
  isCalendarDate,
  mondayOf,
  type CalendarDate,
  type Locale,
} from '@/lib/time'

export interface AgendaSearch {
  week?: string | string[]
  view?: string | string[]
  form?: string | string[]
  discreet?: string | string[]
}

/** What the address asks for: which days, in which shape, which forms, and whether a bystander may read along. */
export interface Period {
  view: 'week' | 'month'
  /** The week that was asked for, or the one of today. */
  monday: CalendarDate
  /** The dates that are shown; `untilOn` is not among them. */
  fromOn: CalendarDate
  untilOn: CalendarDate
  /** The date in the address; null when there is none, and a list begins with today. */
  askedOn: CalendarDate | null
  forms: string[]
  isDiscreet: boolean
}

const allForms = [...bookableForms, ...officeForms]
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Years that a calendar can be turned to; beyond them the address is taken for a mistake. */
const isInReach = (on: string) => isCalendarDate(on) && on > '2000-01-10' && on < '2099-12-01'

export function readPeriod(search: AgendaSearch, today: CalendarDate): Period {
  const week = first(search.week)
  const askedOn = week !== undefined && isInReach(week) ? week : null
  const monday = mondayOf(askedOn ?? today)
  const isDiscreet = first(search.discreet) === '1'
  const view = first(search.view) === 'month' ? 'month' : 'week'
  const forms = isDiscreet
    ? []
    : [search.form ?? []].flat().flatMap((name) => formAtAddress(name, allForms) ?? [])
  const shared = { view, monday, askedOn, forms, isDiscreet } as const
  if (view === 'month') {
    const fromOn = mondayOf(firstOfMonth(askedOn ?? today))
    return { ...shared, fromOn, untilOn: addDaysOn(mondayOf(lastOfMonth(askedOn ?? today)), 7) }
  }
  // The list of now goes on for seven days from today, so that a Sunday does not stand alone.
  const untilOn = askedOn ? monday : addDaysOn(today, 7)
  const after = addDaysOn(monday, 7)
  return { ...shared, fromOn: monday, untilOn: untilOn > after ? untilOn : after }
}

const firstOfMonth = (on: CalendarDate) => `${on.slice(0, 7)}-01`
const lastOfMonth = (on: CalendarDate) => addDaysOn(firstOfMonth(addDaysOn(firstOfMonth(on), 31)), -1)

/** The month of which these weeks are shown: the one that holds the first date after their first Sunday. */
export function monthOf(period: Period): CalendarDate {
  return firstOfMonth(addDaysOn(period.fromOn, 6))
}

export function monthAfter(month: CalendarDate, n: 1 | -1): CalendarDate {
  return firstOfMonth(addDaysOn(month, n === 1 ? 31 : -1))
}

/** The address of another period or shape; forms and discretion stay as they are unless they are given. */
export function agendaHref(
  period: Period,
  change: { week?: CalendarDate | null; view?: Period['view']; isDiscreet?: boolean },
): string {
  const { view = period.view, isDiscreet = period.isDiscreet } = change
  const week = change.week === undefined ? period.askedOn : change.week
  const query = new URLSearchParams()
  if (view === 'month') query.set('view', 'month')
  if (week) query.set('week', week)
  for (const form of isDiscreet ? [] : period.forms) query.append('form', addressOf(form))
  if (isDiscreet) query.set('discreet', '1')
  const text = query.toString()
  return text ? `/agenda?${text}` : '/agenda'
}

/** "ma 23 nov – zo 29 nov 2026": a week without its number. */
export function weekInWords(monday: CalendarDate, locale: Locale): string {
  const sunday = addDaysOn(monday, 6)
  return `${formatDate(monday, locale, sunday)} – ${formatDate(sunday, locale, sunday)} ${sunday.slice(0, 4)}`
}

/** "november 2026". */
export function monthInWords(month: CalendarDate, locale: Locale): string {
  return formatDateLong(month, locale).split(' ').slice(2).join(' ')
}

/** Every date of the period. */
export function datesOf({ fromOn, untilOn }: Period): CalendarDate[] {
  return Array.from({ length: daysBetweenOn(fromOn, untilOn) }, (_, day) => addDaysOn(fromOn, day))
}
