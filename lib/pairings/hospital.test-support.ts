import type { Sql } from 'postgres'
import { addDaysOn, todayOn, type CalendarDate } from '@/lib/time'
import type { Role } from '@/lib/viewer'

/** A small hospital for the tests of pairings, relative to today: row security asks the clock of the database. */
export const today = todayOn(new Date())
export const day = (n: number): CalendarDate => addDaysOn(today, n)

export interface Person {
  id: string
  name: string
}

type Held = [role: Role, department: 'surgery' | 'medicine' | null, from?: number, until?: number]

/** Lays out people as the owner of the database; days count from today. */
export function hospital(owner: Sql) {
  const departments = new Map<string, string>()
  let number = 0

  async function departmentId(code: string): Promise<string> {
    const known = departments.get(code)
    if (known) return known
    const id = crypto.randomUUID()
    departments.set(code, id)
    await owner`insert into departments (id, code, name, site, phone) values (${id}, ${code}, ${code}, 'Noord', null)`
    return id
  }

  async function giveRole(holder: Person, ...[role, department, from = -400, until]: Held): Promise<void> {
    const id = department && (await departmentId(department))
    await owner`insert into roles (person_id, role, department_id, from_on, until_on)
      values (${holder.id}, ${role}, ${id}, ${day(from)}, ${until === undefined ? null : day(until)})`
  }

  async function person(name: string, ...held: Held[]): Promise<Person> {
    const made = { id: crypto.randomUUID(), name }
    number += 1
    await owner`insert into people (id, staff_number, given_name, family_name) values (${made.id}, ${`T${number}`}, ${name}, 'Test')`
    await owner`insert into contacts (person_id, email) values (${made.id}, ${`t${number}@example.nl`})`
    for (const each of held) await giveRole(made, ...each)
    return made
  }

  async function mentor(name: string, places: number, ...held: Held[]): Promise<Person> {
    const made = await person(name, ['mentor', null], ...held)
    await owner`insert into mentor_places (person_id, places) values (${made.id}, ${places})`
    return made
  }

  /** A pairing that holds, as if it was agreed on long ago. */
  async function paired(
    kind: 'supervisor' | 'mentor' | 'psychologist',
    resident: Person,
    guide: Person,
    from = -100,
    until?: number,
  ) {
    const id = crypto.randomUUID()
    const untilOn = until === undefined ? null : day(until)
    await owner`insert into pairings (id, kind, resident_id, guide_id, from_on, until_on, asked_at, asked_by_id, accepted_at, accepted_by_id)
      values (${id}, ${kind}, ${resident.id}, ${guide.id}, ${day(from)}, ${untilOn}, now(), ${resident.id}, now(), ${guide.id})`
    return id
  }

  /** A session of two that is booked, so many days from today at noon UTC. */
  async function session(form: string, resident: Person, guide: Person, inDays: number) {
    const id = crypto.randomUUID()
    const starts = `${day(inDays)}T12:00:00Z`
    const ends = `${day(inDays)}T12:45:00Z`
    await owner`insert into sessions (id, form, starts_at, ends_at, booked_by_id) values (${id}, ${form}, ${starts}, ${ends}, ${resident.id})`
    for (const [who, part] of [
      [resident, 'resident'],
      [guide, 'guide'],
    ] as const)
      await owner`insert into session_people (session_id, person_id, part, during)
        values (${id}, ${who.id}, ${part}, tstzrange(${starts}, ${ends}))`
    return id
  }

  const pairing = async (id: string) =>
    (await owner`select *, from_on::text, until_on::text from pairings where id = ${id}`)[0]
  const messagesAbout = async (pairingId: string) =>
    (
      await owner`select kind, recipient_id from outbox where data ->> 'pairingId' = ${pairingId} order by created_at, kind`
    ).map((row) => `${row.kind} ${row.recipient_id}`)

  return { departmentId, giveRole, person, mentor, paired, session, pairing, messagesAbout }
}
