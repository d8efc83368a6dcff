import { randomUUID } from 'node:crypto'
import { demoPeople } from '@/db/seed/demo-accounts'
import { publicHoliday } from '@/lib/availability/holidays'
import { addDaysOn, daysBetweenOn, mondayOf, todayOn, type CalendarDate } from '@/lib/time'
import type { Hospital } from './hospital'
import { demoFile } from './verbs-imports'

/** The Monday that the published rosters begin on; source and licence stand beside the files. */
const publishedOn = '2027-01-04'

/** A published roster as somebody would upload it. */
export interface PublishedRoster {
  file: string
  csv: string
  shifts: number
  /** Staff numbers of everybody in it. */
  names: string[]
}

/** A published roster with its own weekdays and times, from another Monday on. */
export async function publishedRoster(file: string, monday: CalendarDate): Promise<PublishedRoster> {
  const published = (await demoFile(`rosters/${file}`)).toString('utf8')
  const later = daysBetweenOn(publishedOn, monday)
  const csv = published.replace(/\d{4}-\d{2}-\d{2}/g, (date) => addDaysOn(date, later))
  const rows = csv.trim().split('\n').slice(1)
  const names = [...new Set(rows.map((row) => row.split(',')[0] ?? ''))]
  return { file, csv, shifts: rows.length, names }
}

/** The first Monday from two weeks on after which so many weeks have no public holiday on a weekday. */
export function plainMonday(weeks: number): CalendarDate {
  let monday = addDaysOn(mondayOf(todayOn(new Date())), 14)
  const isPlain = () =>
    Array.from({ length: weeks * 7 }, (_, day) => day).every(
      (day) => day % 7 > 4 || publicHoliday(addDaysOn(monday, day)) === null,
    )
  while (!isPlain()) monday = addDaysOn(monday, 7)
  return monday
}

/** A department whose residents are those of a roster, and which the demo's secretary plans for. Gives its id. */
export async function departmentOf(
  { owner }: Hospital,
  name: string,
  { names }: PublishedRoster,
): Promise<string> {
  const id: string = randomUUID()
  const people = names.map((staffNumber) => ({
    id: randomUUID() as string,
    staff_number: staffNumber,
    given_name: staffNumber,
    family_name: name,
  }))
  await owner`insert into departments (id, code, name, site) values (${id}, ${name}, ${name}, 'Noord')`
  await owner`insert into people ${owner(people)}`
  await owner`insert into contacts ${owner(people.map((one) => ({ person_id: one.id, email: `${one.id}@klankbord.example` })))}`
  const roles = [
    ...people.map((one) => ({ person_id: one.id, role: 'resident' })),
    { person_id: demoPeople.secretary.id, role: 'secretary' },
  ].map((held) => ({ ...held, department_id: id, from_on: '2020-01-01' }))
  await owner`insert into roles ${owner(roles)}`
  return id
}

interface MeetingSeat {
  groupId: string
  personId: string
  /** She works that date, and nothing of her roster keeps her: no evening or night then, and no night just behind her. */
  isFree: boolean
}

/** What is stored of the groups of a department: who is in them, when they meet, and who has a seat. */
export async function storedGroups({ owner }: Hospital, departmentId: string) {
  const members = await owner<{ groupId: string; personId: string }[]>`
    select m.group_id as "groupId", m.person_id as "personId"
    from group_members m join groups g on g.id = m.group_id where g.department_id = ${departmentId}`
  const meetings = await owner<{ groupId: string; startsAt: Date }[]>`
    select m.group_id as "groupId", s.starts_at as "startsAt"
    from group_meetings m join groups g on g.id = m.group_id join sessions s on s.id = m.session_id
    where g.department_id = ${departmentId} and s.cancelled_at is null`
  // Asked of the roster as it is stored, not of what planned with it.
  const seats = await owner<MeetingSeat[]>`
    select m.group_id as "groupId", p.person_id as "personId",
      exists (select from shifts f where f.person_id = p.person_id
        and (f.starts_at at time zone 'Europe/Amsterdam')::date = (s.starts_at at time zone 'Europe/Amsterdam')::date)
      and not exists (select from shifts f where f.person_id = p.person_id and f.kind <> 'day'
        and f.starts_at < s.ends_at
        and f.ends_at + case f.kind when 'night' then interval '11 hours' else interval '0' end > s.starts_at)
      as "isFree"
    from group_meetings m join groups g on g.id = m.group_id join sessions s on s.id = m.session_id
    join session_people p on p.session_id = s.id and p.part = 'resident' where g.department_id = ${departmentId}`
  return { members, meetings, seats }
}
