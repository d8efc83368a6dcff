import { residentsOn } from './cast'
import { promiseRows, talksOf, type CheckIn } from './check-ins'
import { addDays, type CalendarDate } from './clock'
import { demoPeople } from './demo-accounts'
import { Diary } from './diary'
import { groupRows, type GroupRows } from './groups'
import { officeRows, type OfficeRows } from './office'
import { mentorPairs, psychologistPairs, supervisorPairs, type PairingRow } from './pairings'
import { peopleRows, weeklyHoursRows, type Hours, type PeopleRows } from './people'
import { shiftRows, weeksBefore, type Shift } from './rosters'
import { sessionRows, type SessionRows } from './sessions'

export type Hospital = PeopleRows &
  SessionRows &
  Omit<GroupRows, keyof SessionRows> &
  Pick<OfficeRows, 'rooms' | 'series'> & {
    weeklyHours: Hours[]
    shifts: Shift[]
    pairings: PairingRow[]
    checkIns: CheckIn[]
    promises: ReturnType<typeof promiseRows>
  }

/**
 * The invented hospital of the demo as plain rows, relative to a Monday in Europe/Amsterdam. The same Monday gives the
 * same rows, ids included. Everything before the Monday has happened, everything from it on is planned.
 */
export function hospital(monday: CalendarDate): Hospital {
  const residents = residentsOn(monday)
  const weeklyHours = weeklyHoursRows()
  const shown = new Set(Object.values(demoPeople).map((person) => person.staffNumber))
  const shifts = shiftRows(monday, residents, weeklyHours, shown)
  const supervisors = supervisorPairs(monday, residents)
  const mentors = mentorPairs(monday, residents, supervisors)
  const psychologists = psychologistPairs(monday, residents)
  const diary = new Diary(weeklyHours, shifts, addDays(monday, -7 * weeksBefore))
  const talks = talksOf(residents, supervisors, diary, monday)
  const pairs = [
    ...supervisors,
    ...mentors.accepted,
    ...mentors.others,
    ...psychologists.accepted,
    ...psychologists.others,
  ]
  const meetings = sessionRows(diary, monday, talks, supervisors, mentors.accepted, psychologists)
  const office = officeRows(diary, monday, residents)
  const { sessions, sessionPeople, ...groups } = groupRows(diary, monday, residents)
  return {
    ...peopleRows(monday, residents),
    weeklyHours,
    shifts,
    pairings: pairs.map((pair) => pair.row),
    checkIns: talks.map((talk) => talk.row),
    promises: promiseRows(talks, monday),
    rooms: office.rooms,
    series: office.series,
    ...groups,
    sessions: [...meetings.sessions, ...office.sessions, ...sessions],
    sessionPeople: [...meetings.sessionPeople, ...office.sessionPeople, ...sessionPeople],
  }
}
