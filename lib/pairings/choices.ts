import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import type { CalendarDate } from '@/lib/time'
import { loadDependences, type Dependence } from './independence'

/** Somebody to choose for a pairing. */
export interface Choice {
  id: string
  name: string
  departments: string[]
}

export interface MentorChoice extends Choice {
  room: number
}

/**
 * The mentors for one resident, by family name: those she can be paired with, and how many cannot for which reason. Four
 * queries, whatever their number. `mentorId` is the one she has, who is in neither.
 */
export async function listMentorsFor(tx: Transaction, residentId: string, today: CalendarDate) {
  const mentors = await tx.execute<{ id: string; name: string; departments: string[]; room: number }>(sql`
    select p.id, p.given_name || ' ' || p.family_name as name,
      coalesce(jsonb_agg(distinct d.name || ', ' || d.site) filter (where d.id is not null), '[]') as departments,
      app.mentor_room(p.id) as room
    from people p join roles r on r.person_id = p.id left join departments d on d.id = r.department_id
    where r.role = 'mentor' and r.from_on <= ${today} and (r.until_on is null or r.until_on > ${today})
      and p.closed_at is null and p.id <> ${residentId}
    group by p.id order by p.family_name, p.given_name, p.id`)
  const dependences = await loadDependences(
    tx,
    mentors.map((mentor) => ({ residentId, mentorId: mentor.id })),
    today,
  )
  const hers = await tx.execute<{ guideId: string; isOpen: boolean }>(sql`
    select guide_id as "guideId", accepted_at is null as "isOpen" from pairings
    where resident_id = ${residentId} and kind = 'mentor' and declined_at is null
      and (accepted_at is not null or ended_at is null) and (until_on is null or until_on > ${today})`)
  const mentorId = hers.find((pairing) => !pairing.isOpen)?.guideId ?? null
  const available: MentorChoice[] = []
  const unavailable = new Map<Dependence | 'no-room', number>()
  mentors.forEach((mentor, index) => {
    if (mentor.id === mentorId) return
    const reason = dependences[index] ?? (mentor.room < 1 ? 'no-room' : null)
    if (reason) unavailable.set(reason, (unavailable.get(reason) ?? 0) + 1)
    else available.push({ ...mentor })
  })
  return {
    available,
    unavailable: [...unavailable].map(([reason, count]) => ({ reason, count })),
    mentorId,
    hasOpenQuestion: hers.some((pairing) => pairing.isOpen),
  }
}

/**
 * Everybody who supervises on a day, those in the resident's own departments first. A supervisor whose role begins later
 * is no choice yet: the day decides.
 */
export async function listSupervisorsFor(tx: Transaction, residentId: string, on: CalendarDate) {
  const rows = await tx.execute<{ id: string; name: string; departments: string[]; isNear: boolean }>(sql`
    select p.id, p.given_name || ' ' || p.family_name as name,
      coalesce(jsonb_agg(distinct d.name || ', ' || d.site) filter (where d.id is not null), '[]') as departments,
      coalesce(bool_or(r.department_id in (select h.department_id from roles h where h.person_id = ${residentId} and h.role = 'resident'
        and h.from_on <= ${on} and (h.until_on is null or h.until_on > ${on}))), false) as "isNear"
    from people p join roles r on r.person_id = p.id left join departments d on d.id = r.department_id
    where r.role = 'supervisor' and r.from_on <= ${on} and (r.until_on is null or r.until_on > ${on})
      and p.closed_at is null and p.id <> ${residentId}
    group by p.id order by p.family_name, p.given_name, p.id`)
  const choice = ({ id, name, departments }: Choice): Choice => ({ id, name, departments })
  return {
    near: rows.filter((row) => row.isNear).map(choice),
    elsewhere: rows.filter((row) => !row.isNear).map(choice),
  }
}
