import type { sessionPeople, sessions } from '@/db/schema/sessions'
import type { Guide } from './cast'
import type { Talk } from './check-ins'
import { addDays, instantAt, type CalendarDate } from './clock'
import { diceOf, idOf } from './dice'
import type { Diary } from './diary'
import type { Pair } from './pairings'

type SessionRow = typeof sessions.$inferInsert
type Seat = typeof sessionPeople.$inferInsert
export type SessionRows = { sessions: SessionRow[]; sessionPeople: Seat[] }

/** Everybody meets in a room of her own, so that no room is given twice. */
const roomOf = (guide: Guide) => {
  const number = Number(guide.staffNumber.slice(2))
  return `Kamer ${Math.floor(number / 100)}.${String(number % 100).padStart(2, '0')}`
}

/** The resident of the demo has booked nothing yet: her next times are free. */
const booksNothing = new Set(['K1001'])
/** The supervisor of the demo has not planned the talks that are owed. */
const owesTalks = new Set(['K1101'])
const cancels = new Set(['K1010', 'K1025', 'K1042'])

type Wanted = {
  form: string
  minutes: number
  pair: Pair
  on: CalendarDate
  isBookedByGuide: boolean
  /** The guide has not said yes: it is her first question, asked when the pairing was. */
  isAsked?: boolean
}

/** Books what is wanted, day by day, so that nobody is in two places; what finds no room is left out. */
class Book {
  readonly rows: SessionRows = { sessions: [], sessionPeople: [] }

  constructor(
    private readonly diary: Diary,
    private readonly monday: CalendarDate,
  ) {}

  /** Looks for a time on the date or one of the next ten days. */
  plan(wanted: Wanted, most = 10): boolean {
    const { pair, form, minutes } = wanted
    const dice = diceOf(`session ${form} ${pair.resident.staffNumber} ${wanted.on}`)
    const skip = dice.between(0, 9)
    for (let days = 0; days <= most; days += 1) {
      const on = addDays(wanted.on, days)
      if (on < pair.fromOn || (pair.untilOn !== null && on >= pair.untilOn)) continue
      const meeting = this.diary.book(pair.resident.id, pair.guide.id, on, minutes, skip)
      if (!meeting) continue
      this.write(wanted, meeting.startsAt, meeting.endsAt, on)
      return true
    }
    return false
  }

  private write(
    { form, pair, isBookedByGuide, isAsked = false }: Wanted,
    startsAt: Date,
    endsAt: Date,
    on: CalendarDate,
  ): void {
    const { resident, guide } = pair
    const key = `session ${form} ${resident.staffNumber} ${startsAt.toISOString()}`
    const dice = diceOf(key)
    const id = idOf(key)
    const bookedById = isBookedByGuide ? guide.id : resident.id
    const early = addDays(on, -dice.between(9, 20))
    const bookedOn = early < this.monday ? early : addDays(this.monday, -dice.between(3, 9))
    const isCancelled = form === 'mentor-session' && cancels.has(resident.staffNumber) && on >= this.monday
    const cancelledAt = isCancelled ? instantAt(addDays(this.monday, -2), 9 * 60 + 50) : null
    const isMoved = !isCancelled && !isAsked && on > this.monday && dice.chance(0.15)
    this.rows.sessions.push({
      id,
      form,
      startsAt,
      endsAt,
      place: form === 'psychologist-session' ? null : roomOf(guide),
      bookedById,
      bookedAt: instantAt(isAsked ? pair.fromOn : bookedOn, 12 * 60 + dice.between(0, 240)),
      movedAt: isMoved ? instantAt(addDays(this.monday, -2), 13 * 60 + 15) : null,
      movedById: isMoved ? resident.id : null,
      cancelledAt,
      cancelledById: cancelledAt && resident.id,
      sequence: isMoved || isCancelled ? 1 : 0,
    })
    const during = `[${startsAt.toISOString()},${endsAt.toISOString()})`
    for (const [person, part] of [[resident, 'resident'] as const, [guide, 'guide'] as const])
      this.rows.sessionPeople.push({
        sessionId: id,
        personId: person.id,
        part,
        during,
        releasedAt: cancelledAt,
        // The demo lasts longer than the three days that a question is open.
        answerBy: isAsked && part === 'guide' ? new Date(startsAt.getTime() - 3_600_000) : null,
      })
  }
}

/** Sessions of mentors, check-ins and psychologists: three months back and eight weeks ahead. */
export function sessionRows(
  diary: Diary,
  monday: CalendarDate,
  talks: readonly Talk[],
  supervisors: readonly Pair[],
  mentors: readonly Pair[],
  psychologists: { accepted: readonly Pair[]; others: readonly Pair[] },
): SessionRows {
  const book = new Book(diary, monday)
  const plan = (
    form: string,
    minutes: number,
    pair: Pair,
    on: CalendarDate,
    isBookedByGuide = false,
    most = 10,
  ) => book.plan({ form, minutes, pair, on, isBookedByGuide }, most)
  const inDays = (days: number) => addDays(monday, days)

  // The talks that were held stand on the day they were held.
  for (const { pair, on, row } of talks)
    if (row.outcome === 'held' && on > inDays(-84)) plan('check-in', 30, pair, on, true, 0)

  for (const pair of supervisors) {
    const { resident, untilOn } = pair
    if (untilOn !== null || booksNothing.has(resident.staffNumber)) continue
    const dice = diceOf(`planned check-in ${resident.staffNumber}`)
    const isDue = resident.onRecord === 'soon' || (resident.onRecord === 'new' && dice.chance(0.7))
    if (isDue) plan('check-in', 30, pair, inDays(dice.between(7, 9)), true)
    else if (resident.onRecord === 'overdue' && !owesTalks.has(pair.guide.staffNumber) && dice.chance(0.3))
      plan('check-in', 30, pair, inDays(8), true)
    else if (resident.onRecord === 'fresh' && dice.chance(0.15)) plan('check-in', 30, pair, inDays(35), true)
  }

  for (const pair of mentors) {
    const dice = diceOf(`mentor sessions ${pair.resident.staffNumber}`)
    for (const back of [190, 101, 24]) {
      if (dice.chance(0.75)) plan('mentor-session', 45, pair, inDays(-back + dice.between(0, 9)))
    }
    const isAhead = cancels.has(pair.resident.staffNumber) || dice.chance(0.45)
    if (isAhead && !booksNothing.has(pair.resident.staffNumber))
      plan('mentor-session', 45, pair, inDays(dice.between(1, 45)))
  }

  for (const pair of psychologists.accepted)
    for (const days of [-20, 8]) plan('psychologist-session', 45, pair, inDays(days))
  for (const pair of psychologists.others)
    book.plan({
      form: 'psychologist-session',
      minutes: 45,
      pair,
      on: inDays(8),
      isBookedByGuide: false,
      isAsked: true,
    })
  return book.rows
}
