import { as, type Transaction } from '@/db/client'
import type { Refused } from '@/lib/availability/explain'
import type { Reason } from '@/lib/availability/reasons'
import type { Range } from '@/lib/availability/shifts'
import { listHolders } from '@/lib/people/holders'
import { addDaysOn, startOfDayAt, todayOn } from '@/lib/time'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { clashSentence, type ClashKind, type JudgedClash } from './clashes'
import { loadBlocks, loadShifts, mostWithTimes, rangeOf, refuseAgain, weeksAhead } from './conflicts'
import { explainRefused } from './explain'
import { membersOf } from './gathering'
import { clashesAt, loadGroupFacts, without, type Gathering, type GroupFacts } from './group-times'
import { isPlanner } from './office-queries'
import { gatheringIn, listPlannedUntil, nextMoves, type Planned } from './planned-queries'
import { loadSetAside } from './rest-aside'

/** What others planned and does not fit a resident's roster any more, as her secretary sees it: when, never what or with whom. */
export interface RosterConflict {
  personId: string
  name: string
  startsAt: Date
  endsAt: Date
  why: string
}

/** What she planned herself that does not fit somebody's roster any more, with times that would. */
export interface PlannedConflict {
  session: Planned
  /** Who cannot, in the fewest words. */
  why: string
  /** The next times at which all can and its room is free, one a day; null beyond the first few, for which they are not looked up. */
  next: Date[] | null
}

/**
 * What does not fit any more: of what the viewer plans (matrix rows 12, 13, 16 and 17), and, for a secretary, of everything else in
 * the time of the residents of her departments, of which she reads that they are busy. Four queries, and three for each of the
 * first few (`withTimes`) that she can move.
 */
export async function listRosterConflicts(
  viewer: Viewer,
  now: Date,
  withTimes = mostWithTimes,
): Promise<{ planned: PlannedConflict[]; others: RosterConflict[] }> {
  if (!isPlanner(viewer)) return { planned: [], others: [] }
  const departmentIds = departmentsOf(viewer, 'secretary')
  const untilAt = startOfDayAt(addDaysOn(todayOn(now), weeksAhead * 7))
  return as(viewer.id, async (tx) => {
    const mine = await listPlannedUntil(tx, viewer, now, untilAt)
    const planned = await listPlannedConflicts(tx, viewer, mine, now, withTimes)
    if (departmentIds.length === 0) return { planned, others: [] }
    const residents = await listHolders(tx, 'resident', departmentIds)
    if (residents.length === 0) return { planned, others: [] }
    const ids = residents.map(({ id }) => id)
    const shifts = await loadShifts(tx, ids, now)
    const blocks = await loadBlocks(tx, ids, now)
    const others = residents.flatMap(({ id, name }) => {
      const own = blocks.get(id) ?? []
      return own.flatMap((block) => {
        if (block.startAt <= now || mine.some((session) => isOf(session, id, block))) return []
        const busy = own.filter((other) => other !== block)
        const refused = refuseAgain(id, shifts.get(id) ?? [], busy, block, false)
        // Inside an evening shift stands what is held on shift, which is as it should be.
        if (!refused || isInsideEvening(refused)) return []
        const why = explainRefused(words(viewer.locale), viewer.locale, refused, { isOwn: false, now })
        return [{ personId: id, name, startsAt: block.startAt, endsAt: block.endAt, why }]
      })
    })
    return { planned, others }
  })
}

/** Is this block of her time this session? Blocks are rounded outwards. */
function isOf(
  { residents, startsAt, endsAt }: Planned,
  personId: string,
  { startAt, endAt }: Range,
): boolean {
  return residents.some(({ id }) => id === personId) && startAt <= startsAt && endsAt <= endAt
}

/** Where a roster does not reach yet nothing is broken. */
const rosterKinds = new Set<ClashKind>(['shift', 'rest', 'busy'])

/**
 * As `refuseAgain`: each is asked as if it were her only session, and among her others, where none is at the same time. Rest that
 * an office accepted with a reason is left out, what a roster brought later is not.
 */
function clashesAgain(
  facts: GroupFacts,
  gathering: Gathering,
  startsAt: Date,
  now: Date,
  isAccepted: (personId: string, rule: Reason) => boolean,
): JudgedClash[] {
  const alone = new Map([...facts].map(([id, hers]) => [id, { ...hers, busy: [] }]))
  const found = clashesAt(alone, gathering, startsAt, now)
  const known = new Set(found.map(({ personId }) => personId))
  const among = clashesAt(facts, gathering, startsAt, now).filter(({ kind }) => kind !== 'busy')
  const all = [...found, ...among]
  const accepted = new Set(
    all.flatMap(({ personId, rule }) => (personId && rule && isAccepted(personId, rule) ? [personId] : [])),
  )
  return [...found, ...among.filter(({ personId }) => !known.has(personId))].filter(
    ({ personId, kind }) =>
      personId !== null && rosterKinds.has(kind) && !(kind === 'rest' && accepted.has(personId)),
  )
}

async function listPlannedConflicts(
  tx: Transaction,
  viewer: Viewer,
  mine: readonly Planned[],
  now: Date,
  withTimes: number,
): Promise<PlannedConflict[]> {
  const untilOn = addDaysOn(todayOn(now), weeksAhead * 7)
  const asked = mine.filter(({ startsAt }) => startsAt > now)
  const ids = [...new Set(asked.flatMap((session) => membersOf(gatheringIn(session))))]
  if (ids.length === 0) return []
  const facts = await loadGroupFacts(tx, ids, { fromOn: todayOn(now), untilOn })
  const names = new Map(
    asked
      .flatMap(({ residents, guide }) => [...residents, guide].flatMap((seat) => seat ?? []))
      .map(({ id, name }) => [id, name] as const),
  )
  const isAccepted = await loadSetAside(
    tx,
    asked.flatMap(({ id, plannedAnywayAt }) => (plannedAnywayAt ? [id] : [])),
  )
  const found: PlannedConflict[] = []
  for (const session of asked) {
    const gathering = gatheringIn(session)
    const free = without(facts, membersOf(gathering), rangeOf(session))
    const clashes = clashesAgain(free, gathering, session.startsAt, now, (personId, rule) =>
      isAccepted(session.id, personId, rule),
    )
    if (clashes.length === 0) continue
    const why = clashSentence(words(viewer.locale), clashes, names)
    const next = found.length < withTimes ? await nextMoves(tx, session, now) : null
    found.push({ session, why, next })
  }
  return found
}

function isInsideEvening({ reason, because, startAt, endAt }: Refused): boolean {
  return (
    reason === 'on-shift' &&
    because?.kind === 'evening' &&
    because.startAt <= startAt &&
    endAt <= because.endAt
  )
}
