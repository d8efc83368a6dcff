import { and, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { roles } from '@/db/schema/people'
import type { Message } from '@/lib/command'
import { heldOn } from '@/lib/held'
import { todayOn, type CalendarDate } from '@/lib/time'

/**
 * Why a mentor is not independent of a resident (domain: "mentor never assesses, rosters or selects this resident, now
 * or in the 12 months before"). The sentences are in `words/<language>/refusals.json` and `pairings.json`.
 */
export const dependences = [
  'supervised-her',
  'assesses-in-her-department',
  'rosters-her',
  'selects',
  'resident-beside-her',
] as const
export type Dependence = (typeof dependences)[number]

/** From the first day until the first day without; open when null. */
export interface Period {
  fromOn: CalendarDate
  untilOn: CalendarDate | null
}

export interface RolePeriod extends Period {
  role: string
  departmentId: string | null
}

/** What independence is judged by. Roles that ended and roles that are to begin belong to it. */
export interface IndependenceFacts {
  /** The day on which it is asked. */
  on: CalendarDate
  /** Accepted pairings in which this mentor is her supervisor. */
  supervisions: readonly Period[]
  mentorRoles: readonly RolePeriod[]
  residentRoles: readonly RolePeriod[]
}

/** The day that lies 12 months before; for 29 February the 28th. */
export function yearBefore(on: CalendarDate): CalendarDate {
  const year = String(Number(on.slice(0, 4)) - 1).padStart(4, '0')
  return on.endsWith('-02-29') ? `${year}-02-28` : `${year}${on.slice(4)}`
}

const holdsOn = (period: Period, on: CalendarDate) =>
  period.fromOn <= on && (period.untilOn === null || on < period.untilOn)

const endsAfter = (period: Period, on: CalendarDate) => period.untilOn === null || period.untilOn > on

/**
 * The reason why this mentor is not independent of this resident, or null. What counts is the last 12 months, today, and
 * whatever is already on record for later: a mentor who is to supervise her next month is no choice today.
 */
export function refuseIndependence(facts: IndependenceFacts): Dependence | null {
  const since = yearBefore(facts.on)
  const lately = (period: Period) => endsAfter(period, since)
  if (facts.supervisions.some(lately)) return 'supervised-her'

  const mentorRoles = facts.mentorRoles.filter(lately)
  const residencies = facts.residentRoles.filter((held) => held.role === 'resident').filter(lately)
  if (overlaps('supervisor')) return 'assesses-in-her-department'
  if (overlaps('secretary')) return 'rosters-her'
  if (mentorRoles.some((held) => held.role === 'coordinator')) return 'selects'
  const isBesideHer = mentorRoles.some(
    (held) =>
      held.role === 'resident' &&
      holdsOn(held, facts.on) &&
      residencies.some((hers) => hers.departmentId === held.departmentId && holdsOn(hers, facts.on)),
  )
  return isBesideHer ? 'resident-beside-her' : null

  /** Held where she is or was: today, or in days that both were there. */
  function overlaps(role: string): boolean {
    return mentorRoles.some(
      (held) =>
        held.role === role &&
        held.departmentId !== null &&
        residencies.some(
          (hers) =>
            hers.departmentId === held.departmentId &&
            (holdsOn(held, facts.on) || shareADay(held, hers, since)),
        ),
    )
  }
}

function shareADay(a: Period, b: Period, since: CalendarDate): boolean {
  const fromOn = [a.fromOn, b.fromOn, since].reduce((latest, on) => (on > latest ? on : latest))
  return endsAfter(a, fromOn) && endsAfter(b, fromOn)
}

// What is on record ----------------------------------------------------------------------------------------------

/** A mentor and a resident of whom independence is asked. */
interface Pair {
  residentId: string
  mentorId: string
}

/** A mentor pairing found not to be independent, which it was before. */
export interface FoundConflict {
  pairingId: string
  residentId: string
  mentorId: string
  conflict: Dependence
}

const uuids = (ids: Iterable<string>) => sql`${`{${[...new Set(ids)].join(',')}}`}::uuid[]`

/** The rule for each of these pairs, in two queries, whatever their number. */
export async function loadDependences(
  tx: Transaction,
  pairs: readonly Pair[],
  on: CalendarDate,
): Promise<(Dependence | null)[]> {
  if (pairs.length === 0) return []
  const judge = await loadJudge(
    tx,
    pairs.map((pair) => pair.residentId),
    pairs.map((pair) => pair.mentorId),
    on,
  )
  return pairs.map(judge)
}

/**
 * The facts for the rule in two queries, as the rule itself for any pair of these people. Row security leaves in what the
 * rule needs: a resident sees who supervises her, a mentor whether that was he, a coordinator and the worker everything.
 */
export async function loadJudge(
  tx: Transaction,
  residents: readonly string[],
  mentors: readonly string[],
  on: CalendarDate,
): Promise<(pair: Pair) => Dependence | null> {
  const residentIds = uuids(residents)
  const mentorIds = uuids(mentors)
  const since = yearBefore(on)
  const held = await tx
    .select({
      personId: roles.personId,
      role: roles.role,
      departmentId: roles.departmentId,
      fromOn: roles.fromOn,
      untilOn: roles.untilOn,
    })
    .from(roles)
    .where(
      and(
        sql`(${roles.personId} = any(${residentIds}) or ${roles.personId} = any(${mentorIds}))`,
        inArray(roles.role, ['resident', 'supervisor', 'secretary', 'coordinator']),
        or(isNull(roles.untilOn), gt(roles.untilOn, since)),
      ),
    )
  const supervisions = await tx
    .select({
      residentId: pairings.residentId,
      guideId: pairings.guideId,
      fromOn: pairings.fromOn,
      untilOn: pairings.untilOn,
    })
    .from(pairings)
    .where(
      and(
        eq(pairings.kind, 'supervisor'),
        isNotNull(pairings.acceptedAt),
        sql`${pairings.residentId} = any(${residentIds}) and ${pairings.guideId} = any(${mentorIds})`,
      ),
    )
  const rolesOf = grouped(held, (role) => role.personId)
  const supervisionsOf = grouped(supervisions, (each) => `${each.residentId} ${each.guideId}`)
  return (pair) =>
    refuseIndependence({
      on,
      supervisions: supervisionsOf.get(`${pair.residentId} ${pair.mentorId}`) ?? [],
      mentorRoles: rolesOf.get(pair.mentorId) ?? [],
      residentRoles: rolesOf.get(pair.residentId) ?? [],
    })
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/**
 * Judges every mentor pairing that holds again, after roles or supervisors have changed: in the transaction of the
 * coordinator who changes them, or of the worker. Four queries, whatever their number. A pairing that is independent
 * again loses its mark; one that stays in conflict keeps the instant at which that was found. With a `residentId` only hers.
 * @returns the pairings that were independent until now
 */
export async function recheckIndependence(
  tx: Transaction,
  now: Date,
  residentId?: string,
): Promise<FoundConflict[]> {
  const on = todayOn(now)
  const standing = await tx
    .select({
      pairingId: pairings.id,
      residentId: pairings.residentId,
      mentorId: pairings.guideId,
      conflict: pairings.conflict,
    })
    .from(pairings)
    .where(
      and(
        eq(pairings.kind, 'mentor'),
        residentId ? eq(pairings.residentId, residentId) : undefined,
        isNotNull(pairings.acceptedAt),
        or(isNull(pairings.untilOn), gt(pairings.untilOn, on)),
      ),
    )
  const judged = await loadDependences(tx, standing, on)
  const changed = standing.flatMap((pairing, index) => {
    const found = judged[index] ?? null
    return found === pairing.conflict ? [] : [{ id: pairing.pairingId, conflict: found }]
  })
  if (changed.length > 0)
    await tx.execute(sql`
      update pairings set conflict = found.conflict,
        conflict_found_at = case when found.conflict is null then null
          else coalesce(pairings.conflict_found_at, ${now.toISOString()}::timestamptz) end
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as found (id uuid, conflict text)
      where pairings.id = found.id`)
  return standing.flatMap(({ conflict, ...pairing }, index) => {
    const found = judged[index]
    return found && conflict === null ? [{ ...pairing, conflict: found }] : []
  })
}

/**
 * The nightly check, in a transaction of the worker: also finds what nobody recorded today, such as twelve months that
 * have passed. Answers what was found, with a message for each coordinator; the worker puts those in the outbox.
 */
export async function recheckIndependenceNightly(tx: Transaction, now: Date) {
  const found = await recheckIndependence(tx, now)
  if (found.length === 0) return { found, messages: [] }
  const on = todayOn(now)
  const coordinators = await tx
    .selectDistinct({ personId: roles.personId })
    .from(roles)
    .where(and(eq(roles.role, 'coordinator'), heldOn(roles, on)))
  const messages = found.flatMap(({ pairingId }) =>
    coordinators.map(({ personId }): Message => ({
      kind: 'pairing.conflict',
      recipientId: personId,
      data: { pairingId },
      onceKey: `pairing.conflict:${pairingId}:${on}:${personId}`,
    })),
  )
  return { found, messages }
}
