import { and, eq } from 'drizzle-orm'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import type { Transaction } from '@/db/client'
import { command, Refusal } from '@/lib/command'
import { addMinutes, dateOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import {
  findByRequestKey,
  insertSession,
  lockForPlanning,
  lockSession,
  rangeOf,
  refuseRoom,
  tell,
  type LockedSession,
} from './booking'
import { refuseNow } from './commands'
import { isOfficeForm } from './forms'
import {
  auditOf,
  gatheringOf,
  headsOf,
  judge,
  membersOf,
  refuseGathering,
  refuseJudged,
  seatsOf,
  tellMembers,
  windowOf,
} from './gathering'
import { loadGroupFacts, type Gathering } from './group-times'
import { addResidentInput, placeSessionInput, planSessionInput, removeResidentInput } from './office-input'
import { mayChangePlanned } from './policy'
import { keepSetAside } from './rest-aside'
import { loadRoomFacts } from './rooms'

/**
 * Plans one session for several people. Everybody is asked through the rest engine; a secretary may set somebody's rest aside
 * with a reason, and that person is told. The same request key gives the same session.
 */
export const planSession = command('session.plan', planSessionInput, async ({ tx, viewer, now }, input) => {
  const { startsAt, roomId } = input
  const gathering = gatheringOf(input)
  const personIds = membersOf(gathering)
  await lockForPlanning(tx, personIds, roomId)
  await refuseGathering(tx, viewer, input, dateOf(startsAt))
  const earlier = await findByRequestKey(tx, input.requestKey)
  if (earlier)
    return { result: { id: earlier.id, isRepeated: true }, audit: { subjectId: earlier.id, about: [] } }

  const endsAt = addMinutes(startsAt, gathering.minutes)
  const room = await loadRoomFacts(tx, roomId, { fromAt: startsAt, untilAt: endsAt })
  const people = headsOf(gathering, input.seats)
  await refuseRoom(tx, { roomId, people, startsAt, endsAt })
  const facts = await loadGroupFacts(tx, personIds, windowOf([input]), [], gathering)
  const times = [{ on: dateOf(startsAt), startsAt, gathering }]
  const judged = judge(facts, room, times, now, false)
  const isAnyway = input.anyway === 'on'
  await refuseJudged(tx, viewer, now, { ...input, isAnyway }, judged, room)
  const clashes = judged[0]?.clashes ?? []
  const { form, departmentId, place, link, seats, requestKey } = input
  const id = await insertSession(
    tx,
    viewer,
    now,
    {
      form,
      departmentId,
      place,
      link,
      seats,
      requestKey,
      startsAt,
      endsAt,
      roomId,
      anyway: clashes.length > 0 ? input.reason : undefined,
    },
    seatsOf(gathering),
  )
  await keepSetAside(tx, id, clashes)
  return {
    result: { id, isRepeated: false },
    audit: auditOf(id, personIds, clashes),
    messages: tellMembers('session.booked', viewer, { id, personIds, sequence: 0 }, clashes),
  }
})

/** What an office planned, under the locks of its people and of itself, for whoever may change it. */
export async function lockPlanned(tx: Transaction, viewer: Viewer, sessionId: string, also: string[] = []) {
  const session = await lockSession(tx, viewer, sessionId, [sessionId, ...also])
  if (!isOfficeForm(session.form) || session.departmentId === null) throw new Refusal('not-found')
  if (!mayChangePlanned(viewer, session)) throw new Refusal('forbidden')
  return { ...session, form: session.form, departmentId: session.departmentId }
}

export type PlannedLocked = Awaited<ReturnType<typeof lockPlanned>>

/** The people of a session as planning asks about them; `minutes` from its own start and end. */
export function gatheringIn(session: LockedSession & Pick<PlannedLocked, 'form'>): Gathering {
  const { form, residentIds, guideId, startsAt, endsAt } = session
  return { form, residentIds, guideId, minutes: (endsAt.getTime() - startsAt.getTime()) / 60_000 }
}

/** Brings one more resident into a session, if the rest engine allows it or an office sets her rest aside. */
export const addResident = command(
  'session.add-resident',
  addResidentInput,
  async ({ tx, viewer, now }, input) => {
    const { residentId } = input
    const session = await lockPlanned(tx, viewer, input.sessionId, [residentId])
    await refuseNow(tx, 'move', session, input.seen, now)
    if (session.personIds.includes(residentId))
      return { result: { id: session.id }, audit: { subjectId: session.id, about: [residentId] } }
    const { startsAt, endsAt, roomId, departmentId, form } = session
    const residentIds = [...session.residentIds, residentId]
    if (session.seats && session.seats < residentIds.length) throw new Refusal('seats-full')
    const asked = { form, departmentId, residentIds: [residentId] }
    await refuseGathering(tx, viewer, asked, dateOf(startsAt))
    const people = headsOf({ ...gatheringIn(session), residentIds }, session.seats)
    await refuseRoom(tx, { roomId, people, startsAt, endsAt, except: startsAt })
    const alone = { ...gatheringIn(session), residentIds: [residentId], guideId: null }
    const facts = await loadGroupFacts(tx, [residentId], windowOf([session]))
    const judged = judge(facts, null, [{ on: dateOf(startsAt), startsAt, gathering: alone }], now, false)
    const isAnyway = input.anyway === 'on'
    await refuseJudged(tx, viewer, now, { form, departmentId, isAnyway }, judged, null)
    const clashes = judged[0]?.clashes ?? []
    const sequence = session.sequence + 1
    await tx
      .update(sessions)
      .set({
        sequence,
        ...(clashes.length > 0 && {
          plannedAnywayAt: now,
          plannedAnywayById: viewer.id,
          plannedAnywayReason: input.reason,
        }),
      })
      .where(eq(sessions.id, session.id))
    await takeSeat(tx, session, { personId: residentId, part: 'resident' })
    await keepSetAside(tx, session.id, clashes)
    return {
      result: { id: session.id },
      audit: auditOf(session.id, [residentId], clashes),
      messages: tellMembers(
        'session.booked',
        viewer,
        { id: session.id, personIds: [residentId], sequence },
        clashes,
      ),
    }
  },
)

/** Gives somebody a seat: a new one, or the one she had before and left. */
export async function takeSeat(
  tx: Transaction,
  session: Pick<LockedSession, 'id' | 'startsAt' | 'endsAt'>,
  seat: { personId: string; part: 'resident' | 'guide' },
): Promise<void> {
  const during = rangeOf(session.startsAt, session.endsAt)
  const [known] = await tx
    .select({ part: sessionPeople.part })
    .from(sessionPeople)
    .where(and(eq(sessionPeople.sessionId, session.id), eq(sessionPeople.personId, seat.personId)))
  if (!known) {
    await tx.insert(sessionPeople).values({ ...seat, sessionId: session.id, during })
    return
  }
  if (known.part !== seat.part) throw new Refusal('other-part')
  await tx
    .update(sessionPeople)
    .set({ releasedAt: null, answerBy: null, acceptedAt: null, declinedAt: null, during })
    .where(and(eq(sessionPeople.sessionId, session.id), eq(sessionPeople.personId, seat.personId)))
}

/** Takes a resident out of a session; her time is free at once, and she hears it. */
export const removeResident = command(
  'session.remove-resident',
  removeResidentInput,
  async ({ tx, viewer, now }, { sessionId, residentId, seen }) => {
    const session = await lockPlanned(tx, viewer, sessionId)
    await refuseNow(tx, 'move', session, seen, now)
    if (!session.residentIds.includes(residentId)) throw new Refusal('not-found')
    const sequence = session.sequence + 1
    await tx.update(sessions).set({ sequence }).where(eq(sessions.id, session.id))
    await tx
      .update(sessionPeople)
      .set({ releasedAt: now })
      .where(and(eq(sessionPeople.sessionId, session.id), eq(sessionPeople.personId, residentId)))
    return {
      result: { id: session.id },
      audit: { subjectId: session.id, about: [residentId] },
      messages: [tell('session.cancelled', session.id, residentId, sequence)],
    }
  },
)

/** Another room, place or link; everybody in it hears where it is now. */
export const placeSession = command(
  'session.place',
  placeSessionInput,
  async ({ tx, viewer, now }, input) => {
    const session = await lockPlanned(tx, viewer, input.sessionId, input.roomId ? [input.roomId] : [])
    await refuseNow(tx, 'move', session, input.seen, now)
    const { startsAt, endsAt } = session
    const { roomId = null, place = null, link = null } = input
    const isSameRoom = roomId === session.roomId
    const people = headsOf(gatheringIn(session), session.seats)
    await refuseRoom(tx, { roomId, people, startsAt, endsAt, except: isSameRoom ? startsAt : undefined })
    const sequence = session.sequence + 1
    await tx.update(sessions).set({ roomId, place, link, sequence }).where(eq(sessions.id, session.id))
    return {
      result: { id: session.id },
      audit: { subjectId: session.id, about: session.personIds },
      messages: tellMembers('session.changed', viewer, { ...session, sequence }, []),
    }
  },
)
