import { and, asc, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { residencies, roles } from '@/db/schema/people'
import { shifts } from '@/db/schema/rosters'
import { workingTime } from '@/lib/availability/settings'
import type { Shift, ShiftKind } from '@/lib/availability/shifts'
import { noteRead } from '@/lib/command'
import { heldOn, supervisesOn } from '@/lib/held'
import { listHolders } from '@/lib/people/holders'
import { addDaysOn, mondayOf, startOfDayAt, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { averageOf, loadOf, weeksOfLoad, type Breach, type Load } from './load'
import { mayReadBreaches, mayReadOwnLoad } from './policy'

/** The load of the last weeks; null for whoever has none of her own to look at. Two queries. */
export async function loadOwnLoad(viewer: Viewer, now: Date): Promise<ResidentLoad | null> {
  if (!mayReadOwnLoad(viewer)) return null
  return as(viewer.id, (tx) => loadOne(tx, viewer.id, now))
}

/** The load of one of her residents, for a supervisor beside the check-in. Null when she is not hers. Three queries. */
export async function loadResidentLoad(
  viewer: Viewer,
  residentId: string,
  now: Date,
): Promise<ResidentLoad | null> {
  return as(viewer.id, async (tx) => {
    const [pairing] = await tx
      .select({ id: pairings.id })
      .from(pairings)
      .where(and(eq(pairings.guideId, viewer.id), eq(pairings.residentId, residentId), supervisesOn()))
    return pairing ? loadOne(tx, residentId, now) : null
  })
}

/** The load of a resident, with how much of the week she works. */
export interface ResidentLoad extends Load {
  /** 1 is full-time; null when it is not known. */
  fte: number | null
}

async function loadOne(tx: Transaction, personId: string, now: Date): Promise<ResidentLoad> {
  const { mondayOn, weeks } = weeksOfLoad(todayOn(now))
  const worked = await loadWorked(tx, [personId], mondayOn, weeks)
  const [residency] = await tx
    .select({ fte: sql<number | null>`sum(${residencies.fte})::float` })
    .from(residencies)
    .innerJoin(roles, eq(roles.id, residencies.roleId))
    .where(and(eq(roles.personId, personId), eq(roles.role, 'resident'), heldOn(roles)))
  return { ...loadOf(worked.get(personId) ?? [], mondayOn, weeks), fte: residency?.fte ?? null }
}

/** Everybody's work with the ends as they were noted, from as far before these weeks as the rules look back. One query. */
async function loadWorked(
  tx: Transaction,
  personIds: readonly string[],
  mondayOn: CalendarDate,
  weeks: number,
): Promise<Map<string, Shift[]>> {
  const worked = new Map<string, Shift[]>()
  if (personIds.length === 0) return worked
  const fromAt = startOfDayAt(addDaysOn(mondayOn, -7 * workingTime().averageWeeks))
  const untilAt = startOfDayAt(addDaysOn(mondayOn, 7 * (weeks + 1)))
  const rows = await tx
    .select({
      personId: shifts.personId,
      kind: shifts.kind,
      startsAt: shifts.startsAt,
      endsAt: shifts.endsAt,
      endedAt: shifts.endedAt,
    })
    .from(shifts)
    .where(
      and(
        inArray(shifts.personId, [...personIds]),
        ne(shifts.kind, 'leave'),
        gt(shifts.endsAt, fromAt),
        lt(shifts.startsAt, untilAt),
      ),
    )
    .orderBy(asc(shifts.startsAt))
  for (const { personId, kind, startsAt, endsAt, endedAt } of rows) {
    const list = worked.get(personId) ?? []
    worked.set(personId, list)
    list.push({ kind: kind as ShiftKind, startAt: startsAt, endAt: endedAt ?? endsAt })
  }
  return worked
}

/** Breaches are looked for in so many weeks before this one, and as far ahead as rosters reach. */
const weeksBack = 4
const weeksAhead = 12

/** With fewer people behind it a figure is not shown. */
const leastPeople = 5

export interface PersonBreach extends Breach {
  personId: string
  name: string
}

/**
 * Where the rosters of a department's residents break a rule, in order of date, and how much they work on average: over whole weeks that
 * are over, of at least five people, or not at all. Null for whoever may not know. Two queries, and what was read is noted.
 */
export async function loadBreaches(viewer: Viewer, departmentId: string, now: Date) {
  if (!mayReadBreaches(viewer, departmentId)) return null
  const thisMonday = mondayOf(todayOn(now))
  const mondayOn = addDaysOn(thisMonday, -7 * weeksBack)
  return as(viewer.id, async (tx) => {
    const residents = await listHolders(tx, 'resident', [departmentId])
    const ids = residents.map(({ id }) => id)
    const worked = await loadWorked(tx, ids, mondayOn, weeksBack + weeksAhead)
    const loads = residents.map(({ id, name }) => ({
      id,
      name,
      load: loadOf(worked.get(id) ?? [], mondayOn, weeksBack + weeksAhead),
    }))
    const found = loads.flatMap(({ id, name, load }): PersonBreach[] =>
      load.breaches.map((breach) => ({ ...breach, personId: id, name })),
    )
    await noteRead(tx, viewer, 'load.read', [...new Set(found.map(({ personId }) => personId))])
    // Who did not work in those weeks, as a newcomer, says nothing about them.
    const averages = loads
      .map(({ load }) => averageOf(load.weeks.slice(0, weeksBack), load.since))
      .filter((average) => average > 0)
    return {
      fromOn: mondayOn,
      breaches: found.toSorted((a, b) => a.on.localeCompare(b.on) || a.name.localeCompare(b.name, 'nl')),
      figure:
        averages.length >= leastPeople
          ? {
              people: averages.length,
              average: averages.reduce((sum, one) => sum + one, 0) / averages.length,
            }
          : null,
      weeks: weeksBack,
    }
  })
}
