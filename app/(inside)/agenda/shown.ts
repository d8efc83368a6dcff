import { schoolRegion } from '@/app/_server/settings'
import { holidayOn } from '@/lib/availability/settings'
import { schoolHolidayNamedOn, schoolHolidaysBetween } from '@/lib/availability/school-holidays'
import type { AgendaShift } from '@/lib/sessions/agenda'
import type { PlannedSession } from '@/lib/sessions/listing'
import { addDaysOn, dateOf, formatTime, startOfDayAt, type CalendarDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import type { GridBlock } from '@/app/_ui/grid-item'
import { nameOfOther, stateWord, whereIs } from '../sessions/said'
import { clockChangeIn, type Piece } from './axis'

/** What an agenda says, in one language, and what it leaves out when others can read along. */
export interface Telling {
  t: Words
  locale: Locale
  isDiscreet: boolean
}

/** What is to be shown of somebody's sessions: not what has lapsed, and only the forms that were asked for. */
export function shownSessions(sessions: readonly PlannedSession[], forms: readonly string[]) {
  return sessions.filter(
    (session) => session.state !== 'expired' && (forms.length === 0 || forms.includes(session.form)),
  )
}

/** What somebody reading along may know of a session: that its time is taken. */
export function sessionInWords(session: PlannedSession, { t, isDiscreet }: Telling) {
  if (isDiscreet) return { title: t('common.busy'), detail: null, state: undefined }
  const where = whereIs(session) ?? (session.link ? t('sessions.online') : null)
  return {
    title: t(`common.form.${session.form as 'check-in'}`),
    detail: [nameOfOther(t, session), where].filter(Boolean).join(', '),
    state: stateOf(session, t),
  }
}

const tones = { asked: 'soon', offered: 'hold', held: 'good', missed: 'neutral' } as const

function stateOf(session: PlannedSession, t: Words): GridBlock['state'] {
  const word = stateWord(t, session)
  const { state } = session
  return word !== null && state in tones ? { tone: tones[state as keyof typeof tones], word } : undefined
}

/** What of something lies on this day: a night shows its start on one day and its end on the next. */
export function timesOn<Item extends { startsAt: Date; endsAt: Date }>(
  { item, on, isWholeDay }: Piece<Item>,
  { t, locale }: Telling,
): GridBlock['time'] {
  if (isWholeDay) return { from: t('agenda.allDay'), rest: '' }
  const { startsAt, endsAt } = item
  if (dateOf(startsAt) !== on)
    return { from: t('agenda.until', { time: formatTime(endsAt, locale) }), rest: '' }
  const isUntilMidnight = endsAt.getTime() === startOfDayAt(addDaysOn(on, 1)).getTime()
  return {
    from: formatTime(startsAt, locale),
    rest: `–${isUntilMidnight ? '24:00' : formatTime(endsAt, locale)}`,
  }
}

/** Leave is nobody else's business: somebody reading along sees that the time is taken. */
export function shiftInWords({ kind }: AgendaShift, { t, isDiscreet }: Telling, isShort = false) {
  if (isDiscreet && kind === 'leave') return { word: t('common.busy'), ground: 'var(--shift-on-call)' }
  return {
    word: t(isShort ? `agenda.shortShift.${kind}` : `common.shift.${kind}`),
    ground: `var(--shift-${kind})`,
  }
}

/** What is special about a date: a public holiday, a school holiday, a day of 23 or 25 hours. */
export function notesOn(on: CalendarDate, { t }: Telling, isFirst = false): string[] {
  const holiday = holidayOn(on)
  // A list that begins in the middle of a holiday says so too.
  const school = isFirst
    ? schoolHolidaysBetween(on, addDaysOn(on, 1), schoolRegion)[0]?.name
    : schoolHolidayNamedOn(on, schoolRegion)
  const change = clockChangeIn([on])
  return [
    ...(holiday ? [t(`agenda.holiday.${holiday}`)] : []),
    ...(school ? [t(`availability.schoolHoliday.${school}`)] : []),
    ...(change ? [t(change.dayHours === 25 ? 'agenda.winterTime' : 'agenda.summerTime')] : []),
  ]
}
