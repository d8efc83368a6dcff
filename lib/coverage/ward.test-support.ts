import type { Sql } from 'postgres'
import { addDaysOn, type CalendarDate, todayOn } from '@/lib/time'
import type { Role } from '@/lib/viewer'

/** Lays out a small hospital for the tests of coverage and check-ins, as the owner of the database. Days count from today. */
export function wardOf(owner: Sql) {
  let made = 0
  const today = todayOn(new Date())
  const on = (days: number): CalendarDate => addDaysOn(today, days)

  const department = async (name: string) => {
    const [row] = await owner<{ id: string }[]>`
      insert into departments (code, name, site) values (${name.toLowerCase()}, ${name}, 'Noord') returning id`
    return row?.id ?? ''
  }
  const role = async (
    personId: string,
    held: Role,
    departmentId: string | null,
    from = -400,
    until?: number,
  ) => {
    const [row] = await owner<{ id: string }[]>`
      insert into roles (person_id, role, department_id, from_on, until_on)
      values (${personId}, ${held}, ${departmentId}, ${on(from)}, ${until === undefined ? null : on(until)}) returning id`
    if (held === 'resident')
      await owner`insert into residencies (role_id, kind, fte) values (${row?.id ?? ''}, 'anios', 1)`
    return row?.id ?? ''
  }
  const person = async (
    name: string,
    held?: Role,
    departmentId: string | null = null,
    from?: number,
    until?: number,
  ) => {
    made += 1
    const [row] = await owner<{ id: string }[]>`
      insert into people (staff_number, given_name, family_name) values (${`T${made}`}, ${name}, 'Test') returning id`
    const id = row?.id ?? ''
    await owner`insert into contacts (person_id, email) values (${id}, ${`t${made}@klankbord.example`})`
    if (held) await role(id, held, departmentId, from, until)
    return id
  }
  const pair = async (residentId: string, guideId: string, from = -400, until?: number) => {
    const [row] = await owner<{ id: string }[]>`
      insert into pairings (kind, resident_id, guide_id, from_on, until_on, accepted_at)
      values ('supervisor', ${residentId}, ${guideId}, ${on(from)}, ${until === undefined ? null : on(until)}, now()) returning id`
    return row?.id ?? ''
  }
  const checkIn = async (
    residentId: string,
    supervisorId: string,
    outcome: 'held' | 'offered' | 'declined',
    day: number,
    loggedAt = new Date(),
  ) => {
    const [row] = await owner<{ id: string }[]>`
      insert into check_ins (resident_id, supervisor_id, outcome, happened_on, topics, logged_at)
      values (${residentId}, ${supervisorId}, ${outcome}, ${on(day)}, ${outcome === 'held' ? ['roster'] : []}, ${loggedAt}) returning id`
    return row?.id ?? ''
  }
  const promise = async (checkInId: string, ownerId: string, text = 'Geen dienst na een cursusdag.') => {
    const [row] = await owner<{ id: string }[]>`
      insert into promises (check_in_id, text, owner_id, due_on) values (${checkInId}, ${text}, ${ownerId}, ${on(14)}) returning id`
    return row?.id ?? ''
  }
  /** A planned check-in session at noon UTC, in days from today. */
  const session = async (residentId: string, guideId: string, day: number) => {
    const startsAt = new Date(`${on(day)}T12:00:00Z`)
    const endsAt = new Date(`${on(day)}T12:30:00Z`)
    const [row] = await owner<{ id: string }[]>`
      insert into sessions (form, starts_at, ends_at, booked_by_id) values ('check-in', ${startsAt}, ${endsAt}, ${guideId}) returning id`
    const id = row?.id ?? ''
    for (const [personId, part] of [
      [residentId, 'resident'],
      [guideId, 'guide'],
    ] as const)
      await owner`
        insert into session_people (session_id, person_id, part, during)
        values (${id}, ${personId}, ${part}, tstzrange(${startsAt}, ${endsAt}))`
    return id
  }
  return { on, today, department, role, person, pair, checkIn, promise, session }
}

export type Ward = ReturnType<typeof wardOf>
