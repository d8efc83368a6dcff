import { asc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { mentorWishes } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { todayOn } from '@/lib/time'
import { loadRolesOn } from './facts'
import { wishMentorsInput } from './input'
import { mayAskMentor } from './policy'

/** Whom a resident would like as a mentor, the first choice first. Row security answers for her and the coordinator alone. */
export async function listWishes(tx: Transaction, residentId: string) {
  return tx
    .select({
      id: mentorWishes.mentorId,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(mentorWishes)
    .innerJoin(people, eq(people.id, mentorWishes.mentorId))
    .where(eq(mentorWishes.residentId, residentId))
    .orderBy(asc(mentorWishes.place))
}

/** A resident says whom she would like, instead of what she said before; nobody gets a message. Without a choice her wishes are gone. */
export const wishMentors = command(
  'pairing.wish',
  wishMentorsInput,
  async ({ tx, viewer, now }, { first, second, third }) => {
    if (!mayAskMentor(viewer)) throw new Refusal('forbidden')
    await lockPeople(tx, [viewer.id])
    const mentorIds = [first, second, third].filter((id) => id !== undefined)
    const known = (await listWishes(tx, viewer.id)).map((wish) => wish.id)
    const held = await loadRolesOn(tx, mentorIds, todayOn(now))
    for (const id of mentorIds) {
      if (id === viewer.id) throw new Refusal('self-pairing')
      if (!known.includes(id) && !held.has(`${id} mentor`)) throw new Refusal('not-a-mentor')
    }
    await tx.delete(mentorWishes).where(eq(mentorWishes.residentId, viewer.id))
    if (mentorIds.length > 0)
      await tx
        .insert(mentorWishes)
        .values(mentorIds.map((mentorId, index) => ({ residentId: viewer.id, place: index + 1, mentorId })))
    return { result: { count: mentorIds.length }, audit: { about: [viewer.id] } }
  },
)
