import type { Transaction } from '@/db/client'
import type { rosterFeeds } from '@/db/schema/feeds'
import type { CalendarEntry } from './calendar'
import { countStanding, loadNamed, loadStaffNumber, type loadMeanings } from './followed'
import { personsOf, referencesIn, shiftsFollowed, type Followed } from './whose'
import type { FeedShift } from './without-overlap'

type Feed = typeof rosterFeeds.$inferSelect

/** What a calendar says of each person in it. */
export interface Told {
  shifts: Map<string, FeedShift[]>
  /** Entries that found no place: no end, or of nobody whom this calendar is to be read for. */
  unplaced: number
  /** Shifts from today on that stand in the roster from this calendar, by person. */
  standing: ReadonlyMap<string, number>
}

/** Whose shifts a calendar tells, and which: of one person all, of a department's those of the people its entries name. */
export async function loadTold(
  tx: Transaction,
  { id, personId, departmentId }: Feed,
  read: { shifts: readonly CalendarEntry[]; unplaced: number },
  { departmentIds, meanings }: Awaited<ReturnType<typeof loadMeanings>>,
): Promise<Told> {
  if (personId) {
    const staffNumber = await loadStaffNumber(tx, personId)
    const shifts = shiftsFollowed(read.shifts, { staffNumber, departmentIds }, meanings)
    const standing = await countStanding(tx, id, null)
    return { shifts: new Map([[personId, shifts]]), unplaced: read.unplaced, standing }
  }
  if (!departmentId) throw new Error('a calendar of nobody')
  const named = await loadNamed(tx, departmentId, referencesIn(read.shifts))
  const standing = await countStanding(tx, id, departmentId)
  const { byPerson, nobodys } = apart(read.shifts, named)
  // Of whom it tells nothing any more, what it told before goes too.
  const shifts = new Map<string, FeedShift[]>([...standing.keys()].map((gone) => [gone, []]))
  for (const [own, { person, entries }] of byPerson)
    shifts.set(own, shiftsFollowed(entries, person, meanings))
  return { shifts, unplaced: read.unplaced + nobodys, standing }
}

function apart(entries: readonly CalendarEntry[], named: Awaited<ReturnType<typeof loadNamed>>) {
  const byPerson = new Map<string, { person: Followed; entries: CalendarEntry[] }>()
  let nobodys = 0
  for (const entry of entries) {
    const people = personsOf(entry, named).flatMap((reference) => named.get(reference) ?? [])
    if (people.length === 0) nobodys += 1
    for (const person of people) {
      const own = byPerson.get(person.id) ?? { person, entries: [] }
      own.entries.push(entry)
      byPerson.set(person.id, own)
    }
  }
  return { byPerson, nobodys }
}
