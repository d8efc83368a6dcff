import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { talkRequests } from '@/db/schema/talk-requests'
import { mayReadOwnResidents, mayReadOwnState } from '@/lib/coverage/policy'
import { supervisesOn } from '@/lib/held'
import { listFreeTimes } from '@/lib/sessions/queries'
import { addDaysOn, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'

/** For so many requests times stand ready at once; the others follow when these are answered. */
const readyMost = 3
/** So many times are offered to whoever asks for a talk. */
export const offeredMost = 3

/** A wish that still stands: of two who are paired, with no talk planned or on record since she asked. */
export function selectOpenRequests(tx: Transaction, whose: SQL, now: Date) {
  return tx
    .select({
      id: talkRequests.id,
      residentId: talkRequests.residentId,
      supervisorId: talkRequests.supervisorId,
      askedAt: talkRequests.askedAt,
      offeredTimes: talkRequests.offeredTimes,
    })
    .from(talkRequests)
    .innerJoin(
      pairings,
      and(
        eq(pairings.residentId, talkRequests.residentId),
        eq(pairings.guideId, talkRequests.supervisorId),
        supervisesOn(todayOn(now)),
      ),
    )
    .where(and(whose, isNull(talkRequests.endedAt), sql`app.is_talk_asked(${talkRequests.id})`))
    .orderBy(asc(talkRequests.askedAt), asc(talkRequests.id))
}

/** The viewer's own wish for a talk, with the offered times that are still to come; null when there is none. */
export async function loadOwnRequest(viewer: Viewer, now: Date) {
  if (!mayReadOwnState(viewer)) return null
  const [request] = await as(viewer.id, (tx) =>
    selectOpenRequests(tx, eq(talkRequests.residentId, viewer.id), now),
  )
  if (!request) return null
  const { offeredTimes, ...rest } = request
  return { ...rest, isOffered: offeredTimes.length > 0, offeredTimes: offeredTimes.filter((at) => at > now) }
}

/**
 * Who of the viewer's residents would like a talk, the longest waiting first; the first three of whom no time was offered yet
 * with three free times to offer. Null for whoever supervises nobody.
 */
export async function listRequests(viewer: Viewer, now: Date) {
  if (!mayReadOwnResidents(viewer)) return null
  const requests = await as(viewer.id, async (tx) => {
    const open = tx.$with('open').as(selectOpenRequests(tx, eq(talkRequests.supervisorId, viewer.id), now))
    return tx
      .with(open)
      .select({
        id: open.id,
        residentId: open.residentId,
        askedAt: open.askedAt,
        offeredTimes: open.offeredTimes,
        givenName: people.givenName,
        familyName: people.familyName,
      })
      .from(open)
      .innerJoin(people, eq(people.id, open.residentId))
      .orderBy(asc(open.askedAt))
  })
  const standing = requests.map((request) => ({
    ...request,
    offered: request.offeredTimes.filter((at) => at > now),
  }))
  const ready = standing.filter(({ offered }) => offered.length === 0).slice(0, readyMost)
  const fromOn = addDaysOn(todayOn(now), 1)
  const free = new Map(
    await Promise.all(
      ready.map(async ({ id, residentId }) => {
        const question = { form: 'check-in', otherId: residentId, most: offeredMost, fromOn } as const
        return [id, await listFreeTimes(viewer, question, now)] as const
      }),
    ),
  )
  /** `free`: three times to offer; none when there are none, null when they are not looked for yet. */
  return standing.map((request) => ({ ...request, free: free.get(request.id) ?? null }))
}
