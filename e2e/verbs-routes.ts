import { addDaysOn, instantAt, todayOn } from '@/lib/time'
import { demoPeople } from '@/db/seed/demo-accounts'
import { departmentId } from '@/db/seed/departments'
import { demoGroup } from '@/db/seed/groups'
import type { DemoPerson } from './domain'
import type { Hospital } from './hospital'
import { person } from './verbs-people'

const { newcomer, mentor, psychologist } = demoPeople
const surgery = departmentId('surgery-north')

/** Pages about one thing, whose address holds an id of this hospital. */
export interface Things {
  /** A shift that the secretary of the demo planned. */
  shiftId: string
  /** A shift of a department that is not hers. */
  shiftElsewhereId: string
  /** A mentor session that is still to come, of the mentor of the demo with a resident who is not in the picker. */
  sessionId: string
  /** A session in confidence with the psychologist of the demo. */
  confidentialId: string
  /** The department where nobody of the picker works. */
  departmentElsewhereId: string
  /** The department of the secretary, the supervisor and most residents of the picker. */
  surgeryId: string
}

export async function listThings({ owner }: Hospital): Promise<Things> {
  const shiftOf = async (staffNumber: string) => {
    const [row] = await owner<{ id: string }[]>`
      select s.id from shifts s join people p on p.id = s.person_id
      where p.staff_number = ${staffNumber} and s.starts_at > now() order by s.starts_at limit 1`
    return row?.id ?? ''
  }
  const [session] = await owner<{ id: string }[]>`
    select s.id from sessions s join session_people g on g.session_id = s.id and g.person_id = ${mentor.id}
    where s.form = 'mentor-session' and s.starts_at > now() + interval '3 days' and s.cancelled_at is null
    order by s.starts_at limit 1`
  const [confidential] = await owner<{ id: string }[]>`
    select s.id from sessions s join session_people g on g.session_id = s.id and g.person_id = ${psychologist.id}
    where s.form = 'psychologist-session' order by s.starts_at desc limit 1`
  const [department] = await owner<{ id: string }[]>`select id from departments where code = 'medicine-north'`
  return {
    shiftId: await shiftOf(newcomer.staffNumber),
    shiftElsewhereId: await shiftOf('K1009'),
    sessionId: session?.id ?? '',
    confidentialId: confidential?.id ?? '',
    departmentElsewhereId: department?.id ?? '',
    surgeryId: surgery,
  }
}

/** Every kind of page that each of them can open, with what is on it. */
export function pagesOf(who: DemoPerson, { shiftId, sessionId }: Things): string[] {
  const everybodys = [
    '/',
    '/agenda',
    '/agenda?view=month',
    '/agenda?discreet=1',
    '/agenda/follow',
    '/people',
    `/people/${newcomer.id}`,
    '/profile',
  ]
  const own: Record<DemoPerson, string[]> = {
    resident: [
      '/quiet-door',
      '/self-check',
      '/profile/counters',
      '/check-ins',
      '/pairings',
      '/pairings/mentors',
      '/groups',
      '/rosters',
      '/rosters/feeds',
      '/sessions/book',
      `/sessions/book?form=mentor-session&with=${mentor.id}`,
      `/sessions/book/series?form=mentor-session&with=${mentor.id}&at=${instantAt(addDaysOn(todayOn(new Date()), 7), '13:00').toISOString()}&every=weeks&everyWeeks=2&count=3`,
      '/sessions/any',
      '/sessions/seats',
      '/sessions/wait',
      '/people?search=nobody',
    ],
    newcomer: ['/check-ins', '/pairings', '/pairings/mentors', `/pairings/mentors?ask=${mentor.id}`],
    supervisor: [
      '/check-ins',
      '/figures',
      `/check-ins?open=${newcomer.id}`,
      `/check-ins/with/${person('K1003').id}`,
      '/pairings',
      '/rosters',
      '/rosters?view=mine',
      '/sessions/book',
      '/meeting-hours',
    ],
    mentor: [
      '/meeting-hours',
      '/meeting-hours?form=mentor-session',
      '/meeting-hours/absence',
      '/meeting-hours/absence?from0=2027-03-01&until0=2027-03-12',
      '/pairings',
      '/sessions/book',
      `/sessions/${sessionId}`,
      `/sessions/${sessionId}?cancel=1`,
      `/sessions/${sessionId}?place=1`,
      `/sessions/${sessionId}/move`,
    ],
    psychologist: [
      '/quiet-door',
      '/meeting-hours',
      '/pairings',
      '/groups',
      `/groups/${demoGroup.id}`,
      `/groups/${demoGroup.id}/attendance/${demoGroup.toNoteId}`,
      `/groups/${demoGroup.id}/quorum/${demoGroup.nextId}`,
      `/groups/${demoGroup.id}/sheet`,
    ],
    nurse: ['/rosters', '/rosters/conflicts', '/sessions/plan', '/sessions/plan/new'],
    student: [],
    secretary: [
      '/norms',
      '/figures',
      '/check-ins',
      '/log/messages',
      '/pairings',
      `/pairings/${newcomer.id}`,
      '/rosters',
      `/rosters/${shiftId}`,
      '/rosters/import',
      '/rosters/codes',
      '/rosters/feeds',
      '/rosters/conflicts',
      '/rosters/working-time',
      '/meeting-hours',
      '/sessions/plan',
      '/sessions/plan/new',
      '/rooms',
      '/groups',
      '/groups/new',
      `/groups/new?form=intervision&department=${surgery}`,
      '/groups/plan',
      '/groups/plan/new',
      `/groups/plan/new?form=intervision&department=${surgery}`,
    ],
    coordinator: [
      '/norms',
      '/figures',
      `/figures?department=${surgery}`,
      '/figures/mirror',
      '/figures/visitation',
      '/check-ins',
      '/pairings',
      '/pairings?without=1',
      '/pairings/mentors/proposal',
      '/pairings/mentors/proposal?apart=1',
      `/pairings/${newcomer.id}`,
      '/people/new',
      '/people/import',
      '/hospitals',
      '/rosters',
      '/rosters/conflicts',
      '/rosters/working-time',
      '/sessions/plan',
      '/rooms',
    ],
    admin: ['/log', '/log/messages', '/people/new', '/people?page=2'],
  }
  return [...everybodys, ...own[who]]
}

export const everybody = Object.keys(demoPeople) as DemoPerson[]
