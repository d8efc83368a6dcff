import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { checkInCorrections, checkIns, promises } from '@/db/schema/check-ins'
import { people } from '@/db/schema/people'
import type { CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { mayCorrectCheckIn, mayReadCheckIn } from './policy'
import { isInPlace, type Outcome, type Topic } from './rules'

/** What is said of a talk. */
export interface Said {
  happenedOn: CalendarDate
  outcome: Outcome
  topics: Topic[]
}

export interface PastCheckIn extends Said {
  id: string
  nextOn: CalendarDate | null
  /** The other of the two who can read it. */
  otherName: string
  /** What was added after a day, newest first; the newest counts. What was written first stays above. */
  corrections: (Said & { id: string; correctedAt: Date })[]
  promises: PromiseMade[]
  /** How the viewer can correct it, if she can. */
  correcting: 'in-place' | 'beside' | null
}

export interface PromiseMade {
  id: string
  text: string
  owner: 'supervisor' | 'resident'
  dueOn: CalendarDate | null
  keptAt: Date | null
  notKeptAt: Date | null
}

const resident = alias(people, 'resident')
const supervisor = alias(people, 'supervisor')

/** Check-ins of these two columns, newest first, with what was added to them and their promises. Three queries. */
export async function loadPast(
  tx: Transaction,
  viewer: Viewer,
  where: Parameters<typeof and>[0],
  now: Date,
): Promise<PastCheckIn[]> {
  const rows = await tx
    .select({
      id: checkIns.id,
      residentId: checkIns.residentId,
      supervisorId: checkIns.supervisorId,
      happenedOn: checkIns.happenedOn,
      outcome: checkIns.outcome,
      topics: checkIns.topics,
      nextOn: checkIns.nextOn,
      loggedAt: checkIns.loggedAt,
      residentName: resident.givenName,
      residentFamilyName: resident.familyName,
      supervisorName: supervisor.givenName,
      supervisorFamilyName: supervisor.familyName,
    })
    .from(checkIns)
    .innerJoin(resident, eq(resident.id, checkIns.residentId))
    .innerJoin(supervisor, eq(supervisor.id, checkIns.supervisorId))
    .where(and(where, isNull(checkIns.withdrawnAt)))
    .orderBy(desc(checkIns.happenedOn), desc(checkIns.loggedAt))
  const readable = rows.filter((row) => mayReadCheckIn(viewer, row))
  const ids = readable.map((row) => row.id)
  const [made, added] = await Promise.all([loadPromises(tx, ids), loadCorrections(tx, ids)])
  return readable.map((row) => ({
    id: row.id,
    happenedOn: row.happenedOn,
    outcome: row.outcome as Outcome,
    topics: row.topics as Topic[],
    nextOn: row.nextOn,
    otherName:
      row.residentId === viewer.id
        ? `${row.supervisorName} ${row.supervisorFamilyName}`
        : `${row.residentName} ${row.residentFamilyName}`,
    corrections: added
      .filter((correction) => correction.checkInId === row.id)
      .map(({ id, correctedAt, happenedOn, outcome, topics }) => ({
        id,
        correctedAt,
        happenedOn,
        outcome: outcome as Outcome,
        topics: topics as Topic[],
      })),
    promises: made
      .filter((promise) => promise.checkInId === row.id)
      .map(({ ownerId, checkInId: _, ...promise }) => ({
        ...promise,
        owner: ownerId === row.supervisorId ? ('supervisor' as const) : ('resident' as const),
      })),
    correcting: !mayCorrectCheckIn(viewer, row) ? null : isInPlace(row.loggedAt, now) ? 'in-place' : 'beside',
  }))
}

async function loadCorrections(tx: Transaction, checkInIds: string[]) {
  if (checkInIds.length === 0) return []
  return tx
    .select()
    .from(checkInCorrections)
    .where(inArray(checkInCorrections.checkInId, checkInIds))
    .orderBy(desc(checkInCorrections.correctedAt), desc(checkInCorrections.id))
}

async function loadPromises(tx: Transaction, checkInIds: string[]) {
  if (checkInIds.length === 0) return []
  return tx
    .select({
      id: promises.id,
      checkInId: promises.checkInId,
      text: promises.text,
      ownerId: promises.ownerId,
      dueOn: promises.dueOn,
      keptAt: promises.keptAt,
      notKeptAt: promises.notKeptAt,
    })
    .from(promises)
    .where(inArray(promises.checkInId, checkInIds))
    .orderBy(asc(promises.dueOn), asc(promises.id))
}
