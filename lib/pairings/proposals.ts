import { sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { command, noteRead, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { loadJudge } from './independence'
import { proposeMentorsInput } from './input'
import { mayKeepMentors, mayProposeMentor } from './policy'
import { proposePairs, refusePair, type Mentor, type Past, type ProposalFacts, type Seeker } from './proposal'

interface Named {
  name: string
  departments: string[]
}

interface Ground extends Omit<ProposalFacts, 'isApart'> {
  seekers: (Seeker & Named)[]
  mentors: (Mentor & Named)[]
}

const placesOf = (person: string, today: CalendarDate, role?: 'resident') => sql`
  from roles r join departments d on d.id = r.department_id where r.person_id = ${sql.raw(person)}.id
    and r.from_on <= ${today} and (r.until_on is null or r.until_on > ${today}) ${role ? sql`and r.role = ${role}` : sql``}`

/**
 * Everybody whom a proposal can be about, and the rules between them: residents of today without a mentor, a question or a
 * proposal, and all mentors with the room that open proposals leave. Six queries, for the page and for the command.
 */
async function loadGround(tx: Transaction, viewer: Viewer, today: CalendarDate): Promise<Ground> {
  const seekers = await tx.execute<Record<keyof (Seeker & Named), never>>(sql`
    select p.id, p.given_name || ' ' || p.family_name as name, c.locale as language,
      greatest(min(h.from_on), (select max(e.until_on) from pairings e where e.resident_id = p.id and e.kind = 'mentor'
        and e.accepted_at is not null and e.until_on <= ${today}))::text as "sinceOn",
      to_jsonb(array(select w.mentor_id from mentor_wishes w where w.resident_id = p.id order by w.place)) as wishes,
      to_jsonb(array(select distinct d.id ${placesOf('p', today, 'resident')})) as "departmentIds",
      to_jsonb(array(select distinct d.name || ', ' || d.site ${placesOf('p', today, 'resident')})) as departments
    from people p join contacts c on c.person_id = p.id join roles h on h.person_id = p.id and h.role = 'resident'
      and h.from_on <= ${today} and (h.until_on is null or h.until_on > ${today})
    where p.closed_at is null and p.id <> ${viewer.id} and not exists (select from pairings m where m.resident_id = p.id
      and m.kind = 'mentor' and m.declined_at is null and (m.accepted_at is not null or m.ended_at is null)
      and (m.until_on is null or m.until_on > ${today}))
    group by p.id, c.locale order by p.family_name, p.given_name, p.id`)
  const mentors = await tx.execute<Record<keyof (Mentor & Named), never>>(sql`
    select p.id, p.given_name || ' ' || p.family_name as name, c.locale as language, m.places,
      app.mentor_room(p.id) - (select count(*)::integer from pairings o where o.guide_id = p.id and o.kind = 'mentor'
        and o.asked_at is null and o.declined_at is null and o.ended_at is null) as room,
      to_jsonb(array(select distinct d.id ${placesOf('p', today)})) as "departmentIds",
      to_jsonb(array(select distinct d.name || ', ' || d.site ${placesOf('p', today)})) as departments
    from people p join contacts c on c.person_id = p.id join mentor_places m on m.person_id = p.id and m.places > 0
    where p.closed_at is null and exists (select from roles h where h.person_id = p.id and h.role = 'mentor'
      and h.from_on <= ${today} and (h.until_on is null or h.until_on > ${today}))
    order by p.family_name, p.given_name, p.id`)
  const earlier = await tx.execute<{ pair: string; past: Past }>(sql`
    select resident_id || ' ' || guide_id as pair, case when bool_or(declined_at is not null) then 'declined' else 'ended' end as past
    from pairings where kind = 'mentor' and (declined_at is not null or (accepted_at is not null and ended_at is not null))
    group by resident_id, guide_id`)
  const pasts = new Map(earlier.map(({ pair, past }) => [pair, past]))
  const judge = await loadJudge(
    tx,
    seekers.map((seeker) => seeker.id),
    mentors.map((mentor) => mentor.id),
    today,
  )
  return {
    seekers: [...seekers],
    mentors: [...mentors],
    dependenceOf: judge,
    pastOf: (residentId, mentorId) => pasts.get(`${residentId} ${mentorId}`),
  }
}

/**
 * A mentor for everybody without one, worked out and stored nowhere; null for whoever may not propose. Leaves a row in
 * "who looked at me". `isApart`: nobody gets a mentor who works in her own department.
 */
export async function loadProposal(viewer: Viewer, { isApart }: { isApart: boolean }, now: Date) {
  if (!mayKeepMentors(viewer)) return null
  const ground = await as(viewer.id, async (tx) => {
    const found = await loadGround(tx, viewer, todayOn(now))
    await noteRead(
      tx,
      viewer,
      'pairing.read',
      found.seekers.map((seeker) => seeker.id),
    )
    return found
  })
  const { proposed, unplaced } = proposePairs({ ...ground, isApart })
  const [seekers, mentors] = [byId(ground.seekers), byId(ground.mentors)]
  const place = new Map(ground.seekers.map((seeker, index) => [seeker.id, index]))
  const byName = (a: { residentId: string }, b: { residentId: string }) =>
    place.get(a.residentId)! - place.get(b.residentId)!
  return {
    proposed: proposed.sort(byName).map((pair) => ({
      ...pair,
      resident: seekers.get(pair.residentId)!.name,
      mentor: mentors.get(pair.mentorId)!.name,
      departments: seekers.get(pair.residentId)!.departments,
    })),
    unplaced: unplaced.sort(byName).map((each) => ({
      ...each,
      resident: seekers.get(each.residentId)!.name,
      departments: seekers.get(each.residentId)!.departments,
    })),
  }
}

const byId = <Item extends { id: string }>(items: readonly Item[]) =>
  new Map(items.map((item) => [item.id, item]))

/**
 * Sends the proposals that were looked at: all, or none when one of them cannot be any more. Each resident is told and
 * chooses; a mentor hears of it when she says yes. Sent twice, they are one proposal each.
 */
export const proposeMentors = command(
  'pairing.propose',
  proposeMentorsInput,
  async ({ tx, viewer, now }, { pairs }) => {
    if (pairs.some(({ residentId }) => !mayProposeMentor(viewer, residentId))) throw new Refusal('forbidden')
    await lockPeople(
      tx,
      pairs.flatMap(({ residentId, guideId }) => [residentId, guideId]),
    )
    const today = todayOn(now)
    if (await areOpen(tx, pairs)) return { result: { count: 0 }, audit: {} }
    const ground = await loadGround(tx, viewer, today)
    const [seekers, mentors] = [byId(ground.seekers), byId(ground.mentors)]
    const room = new Map(ground.mentors.map((mentor) => [mentor.id, mentor.room]))
    for (const { residentId, guideId } of pairs) {
      const [seeker, mentor] = [seekers.get(residentId), mentors.get(guideId)]
      const left = (room.get(guideId) ?? 0) - 1
      if (!seeker || !mentor || left < 0 || refusePair({ ...ground, isApart: false }, seeker, mentor))
        throw new Refusal('proposal-changed')
      seekers.delete(residentId)
      room.set(guideId, left)
    }
    const made = pairs.map((pair) => ({ ...pair, id: crypto.randomUUID() }))
    await tx.insert(pairings).values(
      made.map((pair) => ({
        ...pair,
        kind: 'mentor',
        fromOn: today,
        proposedAt: now,
        proposedById: viewer.id,
      })),
    )
    return {
      result: { count: made.length },
      audit: made.map(({ id, residentId, guideId }) => ({ subjectId: id, about: [residentId, guideId] })),
      messages: made.map(({ id, residentId }) => ({
        kind: 'pairing.proposed',
        recipientId: residentId,
        data: { pairingId: id },
      })),
    }
  },
)

/** Whether each of these is a proposal that waits already: the form was sent before. */
async function areOpen(tx: Transaction, pairs: readonly { residentId: string; guideId: string }[]) {
  const ids = (key: 'residentId' | 'guideId') =>
    sql`${`{${pairs.map((pair) => pair[key]).join(',')}}`}::uuid[]`
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::integer as count from unnest(${ids('residentId')}, ${ids('guideId')}) as sent (resident_id, guide_id)
    where exists (select from pairings p where p.resident_id = sent.resident_id and p.guide_id = sent.guide_id and p.kind = 'mentor'
      and p.proposed_at is not null and p.declined_at is null and p.ended_at is null and p.accepted_at is null)`)
  return row?.count === pairs.length
}
