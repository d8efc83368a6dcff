import type { checkIns, promises } from '@/db/schema/check-ins'
import { addDays, instantAt, weekdayOf, type CalendarDate } from './clock'
import { diceOf, idOf, type Dice } from './dice'
import type { Diary } from './diary'
import type { Pair } from './pairings'
import { promiseTexts } from './promise-texts'
import type { Resident } from './cast'

export type CheckIn = typeof checkIns.$inferInsert
type PromiseRow = typeof promises.$inferInsert

/** Who talks with whom on which day: kept so that the sessions can stand on the same days. */
export type Talk = { pair: Pair; on: CalendarDate; row: CheckIn }

const topics = [
  'roster',
  'duties',
  'part-time',
  'administration',
  'guidance',
  'career',
  'collaboration',
  'other-work',
]
const declinesLast = new Set(['K1017', 'K1031', 'K1044', 'K1052'])
const offeredTwice = new Set(['K1033'])

const supervisorOn = (pairs: readonly Pair[], on: CalendarDate) =>
  pairs.find((pair) => pair.fromOn <= on && (pair.untilOn === null || on < pair.untilOn))

/** Days before the Monday of the last talk on record; none when nothing is on record. */
function lastDays(resident: Resident, dice: Dice): number | undefined {
  if (resident.onRecord === 'fresh') return dice.between(4, 62)
  if (resident.onRecord === 'soon') return 78
  if (resident.onRecord === 'overdue') return dice.between(97, 150)
  return undefined
}

/** How far a talk may move to an earlier day: the last one must stay on its side of the 90 days, until next Sunday. */
const mostEarlier = (resident: Resident, back: number) =>
  resident.onRecord === 'soon' ? 6 : Math.max(16, 80 - back)

/** The days of the talks of one resident, last first: from the last one back to her first weeks, three months apart. */
function talkDays(
  resident: Resident,
  pairs: readonly Pair[],
  diary: Diary,
  monday: CalendarDate,
): CalendarDate[] {
  const dice = diceOf(`check-ins ${resident.staffNumber}`)
  const days: CalendarDate[] = []
  let back = lastDays(resident, dice)
  while (back !== undefined && days.length < 4) {
    const wanted = addDays(monday, -back)
    const pair = supervisorOn(pairs, wanted)
    if (!pair || wanted < addDays(resident.stays[0].fromOn, 10)) break
    const on = diary.nearest(resident.id, pair.guide.id, wanted, -1, mostEarlier(resident, back))
    if (on && on >= pair.fromOn && on !== days.at(-1)) days.push(on)
    back += dice.between(78, 90)
  }
  return days
}

const loggedAt = (on: CalendarDate, dice: Dice) => instantAt(on, 17 * 60 + dice.between(2, 75))

function talkOf(pair: Pair, on: CalendarDate, outcome: 'held' | 'offered' | 'declined', diary: Diary): Talk {
  const { resident, guide } = pair
  const dice = diceOf(`check-in ${resident.staffNumber} ${outcome} ${on}`)
  const isHeld = outcome === 'held'
  const next = isHeld || dice.chance(0.5) ? addDays(on, isHeld ? dice.between(80, 88) : 28) : null
  const row: CheckIn = {
    id: idOf(`check-in ${resident.staffNumber} ${on}`),
    residentId: resident.id,
    supervisorId: guide.id,
    outcome,
    happenedOn: on,
    topics: isHeld ? dice.some(topics, dice.between(1, 3)) : [],
    nextOn: next && (diary.nearest(resident.id, guide.id, next, -1, 12) ?? null),
    loggedAt: loggedAt(on, dice),
  }
  return { pair, on, row }
}

/** Talks of all residents: mostly held, some declined (both are on record), some only offered (not on record). */
export function talksOf(
  residents: readonly Resident[],
  supervisors: readonly Pair[],
  diary: Diary,
  monday: CalendarDate,
): Talk[] {
  return residents.flatMap((resident) => {
    const pairs = supervisors.filter((pair) => pair.resident === resident)
    const days = talkDays(resident, pairs, diary, monday)
    const talks = days.flatMap((on, index) => {
      const pair = supervisorOn(pairs, on)
      const outcome = index === 0 && declinesLast.has(resident.staffNumber) ? 'declined' : 'held'
      return pair ? [talkOf(pair, on, outcome, diary)] : []
    })
    if (resident.onRecord !== 'offered') return talks
    const offers = offeredTwice.has(resident.staffNumber) ? [11, 30] : [9]
    const offered = offers.flatMap((back) => {
      const pair = supervisorOn(pairs, addDays(monday, -back))
      const on = pair && diary.nearest(resident.id, pair.guide.id, addDays(monday, -back), -1, 25)
      return pair && on ? [talkOf(pair, on, 'offered', diary)] : []
    })
    return [...talks, ...offered]
  })
}

/** One or two promises of most talks held, on a topic of that talk, never one twice; kept as the months go by. */
export function promiseRows(talks: readonly Talk[], monday: CalendarDate): PromiseRow[] {
  const given = new Set<string>()
  return talks.flatMap(({ pair, on, row }) => {
    if (row.outcome !== 'held') return []
    const number = pair.resident.staffNumber
    const key = `promises ${number} ${on}`
    const dice = diceOf(key)
    const fitting = promiseTexts.filter(
      ({ topic, text }) => row.topics?.includes(topic) && !given.has(`${number} ${text}`),
    )
    const chosen = dice.some(fitting, dice.chance(0.75) ? (dice.chance(0.25) ? 2 : 1) : 0)
    return chosen.map(({ text, by }, index) => {
      given.add(`${number} ${text}`)
      const ownerId = by === 'supervisor' ? pair.guide.id : pair.resident.id
      const dueOn = addDays(on, 7 * dice.between(2, 8))
      const days = dice.between(6, 45)
      const keptOn = addDays(on, weekdayOf(addDays(on, days)) > 4 ? days - 2 : days)
      const isKept = dice.chance(0.7) && keptOn < monday
      // Half of what was not kept was called so, in the week after its date.
      const saidOn = addDays(dueOn, 7 - weekdayOf(dueOn))
      const isMissed = !isKept && saidOn < monday && diceOf(`${key} ${index} not kept`).chance(0.5)
      return {
        id: idOf(`${key} ${index}`),
        checkInId: row.id ?? '',
        text,
        ownerId,
        dueOn,
        madeAt: row.loggedAt,
        keptAt: isKept ? instantAt(keptOn, 11 * 60 + 30) : null,
        keptById: isKept ? ownerId : null,
        notKeptAt: isMissed ? instantAt(saidOn, 11 * 60 + 30) : null,
        notKeptById: isMissed ? pair.resident.id : null,
      }
    })
  })
}
