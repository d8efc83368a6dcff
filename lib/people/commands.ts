import { and, eq, isNull, sql } from 'drizzle-orm'
import { contacts, departments, people, residencies, roles, signIns } from '@/db/schema/people'
import { command, Refusal } from '@/lib/command'
import type { Role } from '@/lib/viewer'
import { addPersonInput, chooseLocaleInput, closePersonInput, endRoleInput } from './input'
import { mayClosePerson, mayGiveRole, mayKeepPeople } from './policy'

/** Adds one person with a first role (coordinator, admin). Nobody gets an account by signing in. */
export const addPerson = command('person.add', addPersonInput, async ({ tx, viewer }, input) => {
  const personId = crypto.randomUUID()
  if (!mayKeepPeople(viewer) || !mayGiveRole(viewer, input.role, personId)) throw new Refusal('forbidden')
  const [sameNumber] = await tx
    .select({ id: people.id })
    .from(people)
    .where(eq(people.staffNumber, input.staffNumber))
  if (sameNumber) throw new Refusal('number-known', { number: input.staffNumber })
  const [sameEmail] = await tx
    .select({ id: contacts.personId })
    .from(contacts)
    .where(eq(sql`lower(${contacts.email})`, input.email.toLowerCase()))
  if (sameEmail) throw new Refusal('email-known', { email: input.email })
  if (input.departmentId) {
    const [department] = await tx.select().from(departments).where(eq(departments.id, input.departmentId))
    if (!department) throw new Refusal('not-found')
  }
  await tx.insert(people).values({
    id: personId,
    staffNumber: input.staffNumber,
    givenName: input.givenName,
    familyName: input.familyName,
  })
  await tx.insert(contacts).values({ personId, email: input.email.toLowerCase() })
  const roleId = crypto.randomUUID()
  await tx.insert(roles).values({
    id: roleId,
    personId,
    role: input.role,
    departmentId: input.departmentId,
    fromOn: input.fromOn,
  })
  if (input.role === 'resident')
    await tx.insert(residencies).values({ roleId, kind: input.kind ?? 'anios', fte: input.fte ?? 1 })
  return { result: { id: personId }, audit: { subjectId: personId, about: [personId] } }
})

/** Ends a role: `untilOn` is the first day on which its rights are gone. */
export const endRole = command('role.end', endRoleInput, async ({ tx, viewer }, input) => {
  const [held] = await tx.select().from(roles).where(eq(roles.id, input.roleId))
  if (!held) throw new Refusal('not-found')
  if (!mayGiveRole(viewer, held.role as Role, held.personId)) throw new Refusal('forbidden')
  if (input.untilOn <= held.fromOn) throw new Refusal('ends-before-it-begins')
  await tx.update(roles).set({ untilOn: input.untilOn }).where(eq(roles.id, held.id))
  return { result: { personId: held.personId }, audit: { subjectId: held.id, about: [held.personId] } }
})

/** Closes an account (admin): every sign-in of it ends at its next request. */
export const closePerson = command('person.close', closePersonInput, async ({ tx, viewer, now }, input) => {
  if (!mayClosePerson(viewer, input.personId)) throw new Refusal('forbidden')
  const closed = await tx
    .update(people)
    .set({ closedAt: now, closedById: viewer.id })
    .where(and(eq(people.id, input.personId), isNull(people.closedAt)))
    .returning({ id: people.id })
  if (closed.length === 0) throw new Refusal('not-found')
  return {
    result: { personId: input.personId },
    audit: { subjectId: input.personId, about: [input.personId] },
  }
})

/** Ends every sign-in of somebody else (admin): a lost phone, a shared computer. */
export const endSignInsOf = command(
  'sign-in.end-all',
  closePersonInput,
  async ({ tx, viewer, now }, input) => {
    if (!mayClosePerson(viewer, input.personId)) throw new Refusal('forbidden')
    await tx
      .update(signIns)
      .set({ endedAt: now, endedById: viewer.id })
      .where(and(eq(signIns.personId, input.personId), isNull(signIns.endedAt)))
    return {
      result: { personId: input.personId },
      audit: { subjectId: input.personId, about: [input.personId] },
    }
  },
)

/** The language in which Klankbord speaks to the viewer, on screen and by mail. */
export const chooseLocale = command('profile.locale', chooseLocaleInput, async ({ tx, viewer }, input) => {
  await tx.update(contacts).set({ locale: input.locale }).where(eq(contacts.personId, viewer.id))
  return { result: null, audit: { about: [viewer.id] } }
})
