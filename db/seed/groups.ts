import type { attendance, groupMeetings, groupMembers, groups } from '@/db/schema/groups'
import { colleague, secretaryOf, type Resident } from './cast'
import { addDays, instantAt, minuteOf, type CalendarDate } from './clock'
import { departmentId } from './departments'
import { idOf } from './dice'
import type { Diary } from './diary'
import type { SessionRows } from './sessions'

export type GroupRows = SessionRows & {
  groups: (typeof groups.$inferInsert)[]
  groupMembers: (typeof groupMembers.$inferInsert)[]
  groupMeetings: (typeof groupMeetings.$inferInsert)[]
  attendance: (typeof attendance.$inferInsert)[]
}

/** Seven residents of three departments. */
const members = ['K1005', 'K1006', 'K1007', 'K1017', 'K1021', 'K1024', 'K1027']
/** The group of the demo, with the meeting of which nobody noted yet who was there, and the next one. */
export const demoGroup = {
  id: idOf('group of intervision'),
  toNoteId: idOf('meeting of intervision -1'),
  nextId: idOf('meeting of intervision 3'),
}

/** In weeks from the week of the demo: every four, three of them behind. */
const weeks = [-9, -5, -1, 3, 7]
const minutes = 90
/** A meeting is not planned when fewer can come than this. */
const quorum = 4

/** An intervision group that has met three times, led by the psychologist of the demo. Who was there last week is not noted yet. */
export function groupRows(diary: Diary, monday: CalendarDate, residents: readonly Resident[]): GroupRows {
  const rows: GroupRows = {
    groups: [],
    groupMembers: [],
    groupMeetings: [],
    attendance: [],
    sessions: [],
    sessionPeople: [],
  }
  const facilitator = colleague('K1301')
  const secretary = secretaryOf('surgery-north')
  const inside = residents.filter(({ staffNumber }) => members.includes(staffNumber))
  const groupId = demoGroup.id
  const fromOn = addDays(monday, -70)
  const madeAt = instantAt(addDays(fromOn, -7), minuteOf('10:10'))
  const department = departmentId('surgery-north')
  rows.groups.push({
    id: groupId,
    form: 'intervision',
    name: 'Intervisie Noord',
    departmentId: department,
    facilitatorId: facilitator.id,
    quorum,
    madeById: secretary.id,
    madeAt,
  })
  for (const { id, staffNumber } of inside)
    rows.groupMembers.push({
      id: idOf(`member of intervision ${staffNumber}`),
      groupId,
      personId: id,
      fromOn,
      addedById: secretary.id,
      addedAt: madeAt,
    })
  for (const week of weeks) {
    const meeting = bestOf(
      diary,
      monday,
      week,
      inside.map(({ id }) => id),
      facilitator.id,
    )
    if (!meeting) continue
    const { startsAt, endsAt, attending } = meeting
    const sessionId = idOf(`meeting of intervision ${week}`)
    const isNoted = week < -1
    rows.sessions.push({
      id: sessionId,
      form: 'intervision',
      startsAt,
      endsAt,
      place: 'Kamer 13.01',
      departmentId: department,
      bookedById: secretary.id,
      bookedAt: madeAt,
      heldAt: isNoted ? endsAt : null,
      heldById: isNoted ? facilitator.id : null,
    })
    const during = `[${startsAt.toISOString()},${endsAt.toISOString()})`
    rows.sessionPeople.push(
      ...attending.map((personId) => ({ personId, sessionId, part: 'resident' as const, during })),
      { personId: facilitator.id, sessionId, part: 'guide', during },
    )
    rows.groupMeetings.push({ sessionId, groupId })
    if (!isNoted) continue
    // One of them did not come; those on duty were not there either.
    const absent = attending[week === weeks[0] ? 1 : 3]
    for (const { id } of inside)
      rows.attendance.push({
        sessionId,
        personId: id,
        outcome: attending.includes(id) && id !== absent ? 'present' : 'absent',
        notedById: facilitator.id,
        notedAt: endsAt,
      })
  }
  return rows
}

/** The first day of that week on which enough of them can come. */
function bestOf(
  diary: Diary,
  monday: CalendarDate,
  week: number,
  residentIds: readonly string[],
  guideId: string,
) {
  for (const weekday of [1, 3, 2, 0, 4]) {
    const on = addDays(monday, 7 * week + weekday)
    const meeting = diary.bookMany(residentIds, guideId, on, minutes, quorum)
    if (meeting) return meeting
  }
  return undefined
}
