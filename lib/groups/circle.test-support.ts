import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { addDaysOn, instantAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { layOutOffice } from '@/lib/sessions/office.test-support'
import { makeGroup } from './commands'
import { joinGroup } from './membership'

export type CircleName =
  | 'secretary'
  | 'coordinator'
  | 'facilitator'
  | 'member'
  | 'outsider'
  | 'supervisor'
  | 'nurse'
  | 'elsewhere'
  | 'admin'

/** A department with an intervision group that the secretary made: the first three residents in it, a psychologist leading it. */
export async function layOutCircle(owner: postgres.Sql) {
  const office = await layOutOffice(owner, 5)
  const viewers: Record<CircleName, Viewer> = {
    secretary: await signInAs(office.secretary),
    coordinator: await signInAs(office.coordinator),
    facilitator: await signInAs(office.psychologist),
    member: await signInAs(office.residentIds[0]!),
    outsider: await signInAs(office.residentIds[4]!),
    supervisor: await signInAs(office.guideId),
    nurse: await signInAs(office.nurse),
    elsewhere: await signInAs(office.elsewhere),
    admin: await signInAs(office.admin),
  }
  const today = todayOn(new Date())
  const newGroup = async (name: string, members: readonly string[], roomId?: string) => {
    const { id } = await makeGroup(viewers.secretary, {
      form: 'intervision',
      departmentId: office.departmentId,
      name,
      facilitatorId: office.psychologist,
      roomId,
    })
    for (const personId of members)
      await joinGroup(viewers.secretary, { groupId: id, personId, fromOn: today })
    return id
  }
  /** A meeting that was held so many days ago, with these in it; written by the owner, for planning is for days to come. */
  const held = async (groupId: string, daysAgo: number, members: readonly string[]) => {
    const id = randomUUID()
    const startsAt = instantAt(addDaysOn(today, -daysAgo), '14:00')
    const endsAt = instantAt(addDaysOn(today, -daysAgo), '15:30')
    await owner`insert into sessions (id, form, starts_at, ends_at, department_id, booked_by_id)
      values (${id}, 'intervision', ${startsAt}, ${endsAt}, ${office.departmentId}, ${office.secretary})`
    for (const [personId, part] of [
      [office.psychologist, 'guide'] as const,
      ...members.map((each) => [each, 'resident'] as const),
    ])
      await owner`insert into session_people (session_id, person_id, part, during)
        values (${id}, ${personId}, ${part}, tstzrange(${startsAt}, ${endsAt}))`
    await owner`insert into group_meetings (session_id, group_id) values (${id}, ${groupId})`
    await owner`update group_members set from_on = ${addDaysOn(today, -400)} where group_id = ${groupId} and from_on = ${today}`
    return id
  }
  /** What is asked for two meetings of a group, a week apart, in the weeks whose rosters are known. */
  const twoMeetings = (groupId: string) => ({
    groupId,
    fromOn: addDaysOn(office.monday, 1),
    startsTime: '14:00',
    everyWeeks: '1',
    count: '2',
    skip: [],
  })
  return { ...office, viewers, today, newGroup, held, twoMeetings }
}

export type Circle = Awaited<ReturnType<typeof layOutCircle>>
