import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { departments, people, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import type { CalendarDate } from '@/lib/time'
import { loadDependences } from './independence'
import { stateOf, type QuestionFacts } from './rules'

/** What the commands ask before they judge. Each in the command's own transaction, after the lock. */

/** The departments in which somebody is a resident on a day or will be. */
export async function listResidentDepartments(
  tx: Transaction,
  residentId: string,
  on: CalendarDate,
): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ departmentId: roles.departmentId })
    .from(roles)
    .where(
      and(
        eq(roles.personId, residentId),
        eq(roles.role, 'resident'),
        or(isNull(roles.untilOn), gt(roles.untilOn, on)),
      ),
    )
  return rows.flatMap((row) => row.departmentId ?? [])
}

/** Which roles these people hold on a day, as 'person role'; closed accounts hold none. */
export async function loadRolesOn(
  tx: Transaction,
  personIds: string[],
  on: CalendarDate,
): Promise<Set<string>> {
  const rows = await tx
    .selectDistinct({ personId: roles.personId, role: roles.role })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(and(inArray(roles.personId, personIds), isNull(people.closedAt), heldOn(roles, on)))
  return new Set(rows.map((row) => `${row.personId} ${row.role}`))
}

/** One pairing with the departments of its resident; undefined when there is none that row security shows. */
export async function loadPairing(tx: Transaction, pairingId: string, on: CalendarDate) {
  const [pairing] = await tx.select().from(pairings).where(eq(pairings.id, pairingId))
  if (!pairing) return undefined
  return { ...pairing, departmentIds: await listResidentDepartments(tx, pairing.residentId, on) }
}

/** What decides whether a resident can be paired with a mentor. `taking` is a proposal that is being taken up: it does not count as open. */
export async function loadQuestionFacts(
  tx: Transaction,
  residentId: string,
  guideId: string,
  today: CalendarDate,
  taking?: string,
): Promise<QuestionFacts> {
  const hers = await tx
    .select()
    .from(pairings)
    .where(and(eq(pairings.residentId, residentId), eq(pairings.kind, 'mentor')))
  const states = hers
    .filter((pairing) => pairing.id !== taking)
    .map((pairing) => ({ guideId: pairing.guideId, state: stateOf(pairing, today) }))
  const open = states.find(({ state }) => state === 'asked' || state === 'proposed')?.state
  const [room] = await tx.execute<{ room: number }>(sql`select app.mentor_room(${guideId}) as room`)
  const [dependence] = await loadDependences(tx, [{ residentId, mentorId: guideId }], today)
  return {
    residentId,
    guideId,
    isMentor: (await loadRolesOn(tx, [guideId], today)).has(`${guideId} mentor`),
    open: open === 'asked' || open === 'proposed' ? open : null,
    mentorId: states.find(({ state }) => state === 'active' || state === 'coming')?.guideId ?? null,
    room: room?.room ?? 0,
    dependence: dependence ?? null,
  }
}

/** Where people are now or next, by 'person role'. */
export async function listDepartmentsOf(tx: Transaction, personIds: string[], today: CalendarDate) {
  const places = new Map<string, string[]>()
  if (personIds.length === 0) return places
  const rows = await tx
    .select({
      personId: roles.personId,
      role: roles.role,
      department: sql<string>`${departments.name} || ', ' || ${departments.site}`,
    })
    .from(roles)
    .innerJoin(departments, eq(departments.id, roles.departmentId))
    .where(
      and(
        inArray(roles.personId, [...new Set(personIds)]),
        inArray(roles.role, ['resident', 'supervisor', 'mentor']),
        or(isNull(roles.untilOn), gt(roles.untilOn, today)),
      ),
    )
    .orderBy(asc(roles.fromOn), asc(departments.name))
  for (const { personId, role, department } of rows) {
    const known = places.get(`${personId} ${role}`) ?? []
    if (!known.includes(department)) places.set(`${personId} ${role}`, [...known, department])
  }
  return places
}
