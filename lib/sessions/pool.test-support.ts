import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { layOutWard } from './ward.test-support'

/** A ward whose residents have day shifts, and mentors of the pool who are nothing to it: each met on weekdays from 08:00. */
export async function layOutPool(owner: postgres.Sql, residents: number, mentors: number) {
  const ward = await layOutWard(owner, residents, 'supervisor')
  const mentorIds = Array.from({ length: mentors }, () => randomUUID())
  await owner`insert into people ${owner(mentorIds.map((id, n) => ({ id, staff_number: id, given_name: `Mentor${n}`, family_name: 'Pool' })))}`
  await owner`insert into contacts ${owner(mentorIds.map((id) => ({ person_id: id, email: `${id}@klankbord.example` })))}`
  await owner`insert into roles ${owner(mentorIds.map((id) => ({ person_id: id, role: 'mentor', department_id: null, from_on: '2020-01-01' })))}`
  await owner`insert into mentor_places ${owner(mentorIds.map((id) => ({ person_id: id, places: 0, pooled_at: new Date() })))}`
  await owner`insert into weekly_hours ${owner(
    mentorIds.flatMap((id) =>
      [0, 1, 2, 3, 4].map((weekday) => ({ person_id: id, weekday, from_time: '08:00', until_time: '18:00' })),
    ),
  )}`
  return { ...ward, mentorIds }
}
