import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { testDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { layOutWard } from './ward.test-support'

type RoleRow = { person_id: string; role: string; department_id: string | null; from_on: string }

/** A department whose office plans: some residents on day shifts, a psychologist, a second one, a nurse, a secretary, the coordinator. */
export async function layOutOffice(owner: postgres.Sql, count: number) {
  const ward = await layOutWard(owner, count, 'supervisor')
  const id = () => randomUUID()
  const people = {
    psychologist: id(),
    psychologist2: id(),
    nurse: id(),
    secretary: id(),
    coordinator: id(),
    elsewhere: id(),
    admin: id(),
  }
  const otherDepartmentId = id()
  await owner`insert into departments (id, code, name, site) values (${otherDepartmentId}, ${otherDepartmentId}, 'Interne', 'Noord')`
  await owner`insert into people ${owner(Object.entries(people).map(([name, personId]) => ({ id: personId, staff_number: personId, given_name: name, family_name: 'Kantoor' })))}`
  await owner`insert into contacts ${owner(Object.values(people).map((personId) => ({ person_id: personId, email: `${personId}@klankbord.example` })))}`
  const role = (person_id: string, name: string, department_id: string | null): RoleRow => ({
    person_id,
    role: name,
    department_id,
    from_on: '2020-01-01',
  })
  await owner`insert into roles ${owner([
    role(people.psychologist, 'psychologist', null),
    role(people.psychologist2, 'psychologist', null),
    role(people.nurse, 'nurse', ward.departmentId),
    role(people.secretary, 'secretary', ward.departmentId),
    role(people.coordinator, 'coordinator', null),
    role(people.elsewhere, 'secretary', otherDepartmentId),
    role(people.admin, 'admin', null),
  ])}`
  const room = async (places: number) => {
    const roomId = id()
    await owner`insert into rooms (id, name, site, places) values (${roomId}, ${`Kamer ${roomId.slice(0, 4)}`}, 'Noord', ${places})`
    return roomId
  }
  const at = (day: number, wall: string) => instantAt(addDaysOn(ward.monday, day), wall)
  const shift = (personId: string, kind: string, startsAt: Date, endsAt: Date) =>
    owner`insert into shifts (person_id, starts_at, ends_at, kind) values (${personId}, ${startsAt}, ${endsAt}, ${kind})`
  const noShift = (personId: string, day: number) =>
    owner`delete from shifts where person_id = ${personId} and starts_at >= ${at(day, '00:00')} and starts_at < ${at(day + 1, '00:00')}`
  return { ...ward, ...people, otherDepartmentId, room, at, shift, noShift }
}

export type Office = Awaited<ReturnType<typeof layOutOffice>>

/** A database with such a department, and who acts in most tests of it signed in; the guide is the psychologist. */
export async function openOffice(count: number) {
  const database = await testDatabase()
  const office = await layOutOffice(database.owner, count)
  return {
    database,
    office,
    secretary: await signInAs(office.secretary),
    coordinator: await signInAs(office.coordinator),
    nurse: await signInAs(office.nurse),
    elsewhere: await signInAs(office.elsewhere),
    guide: await signInAs(office.psychologist),
    resident: await signInAs(office.residentIds[0]!),
  }
}
