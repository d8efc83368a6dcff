import { and, eq, isNotNull } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { command, Refusal, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { formatDate, todayOn } from '@/lib/time'
import { holds, type Viewer } from '@/lib/viewer'
import { loadPairing, loadQuestionFacts, listResidentDepartments, loadRolesOn } from './facts'
import { recheckIndependence } from './independence'
import { askMentorInput, giveSupervisorInput, pairingInput, proposeMentorInput } from './input'
import {
  mayAccept,
  mayAskMentor,
  mayDecline,
  mayEnd,
  mayGiveSupervisor,
  mayProposeMentor,
  mayReadPairing,
  mayTakeUp,
  mayWithdraw,
} from './policy'
import { endedBy, firstDayFor, isOpen, isStanding, refuseQuestion, refuseSupervisor, stateOf } from './rules'

const tell = (kind: string, pairingId: string, ...recipientIds: string[]) =>
  recipientIds.map((recipientId): Message => ({ kind, recipientId, data: { pairingId } }))

/**
 * Gives a resident a supervisor from a day on; when she has one this is her transfer: that pairing ends on that day, and
 * transfers that were planned for later are withdrawn. Nothing of an earlier check-in opens: those follow authorship.
 */
export const giveSupervisor = command(
  'pairing.give',
  giveSupervisorInput,
  async ({ tx, viewer, now }, { residentId, guideId, fromOn }) => {
    const today = todayOn(now)
    const departmentIds = await listResidentDepartments(tx, residentId, today)
    if (!mayGiveSupervisor(viewer, { residentId, departmentIds })) throw new Refusal('forbidden')
    await lockPeople(tx, [residentId, guideId])
    const supervisions = await tx
      .select()
      .from(pairings)
      .where(
        and(
          eq(pairings.residentId, residentId),
          eq(pairings.kind, 'supervisor'),
          isNotNull(pairings.acceptedAt),
        ),
      )
    const held = await loadRolesOn(tx, [residentId, guideId], fromOn)
    const refusal = refuseSupervisor({
      residentId,
      guideId,
      fromOn,
      today,
      isSupervisor: held.has(`${guideId} supervisor`),
      isResident: held.has(`${residentId} resident`),
      supervisions,
    })
    if (refusal) {
      const firstDay = firstDayFor(supervisions, today) || fromOn
      throw new Refusal(refusal, {
        date: formatDate(fromOn, viewer.locale, today),
        first: formatDate(firstDay, viewer.locale, today),
      })
    }
    const ended = endedBy(supervisions, fromOn)
    for (const { supervision, untilOn } of ended)
      await tx
        .update(pairings)
        .set(supervision.endedAt ? { untilOn } : { untilOn, endedAt: now, endedById: viewer.id })
        .where(eq(pairings.id, supervision.id))
    const id = crypto.randomUUID()
    await tx.insert(pairings).values({
      id,
      kind: 'supervisor',
      residentId,
      guideId,
      fromOn,
      acceptedAt: now,
      acceptedById: viewer.id,
    })
    // Her mentor may be the new supervisor. A secretary does not see mentors: for her the nightly check looks.
    if (holds(viewer, 'coordinator')) await recheckIndependence(tx, now, residentId)
    return {
      result: { id, residentId },
      audit: [
        { subjectId: id, about: [residentId, guideId] },
        ...ended.map(({ supervision }) => ({
          action: 'pairing.end',
          subjectId: supervision.id,
          about: [residentId, supervision.guideId],
        })),
      ],
      messages: [
        ...tell('pairing.given', id, residentId, guideId),
        ...ended.flatMap(({ supervision }) => tell('pairing.ended', supervision.id, supervision.guideId)),
      ],
    }
  },
)

/** Throws the reason why this mentor cannot be asked; call it with both people locked. */
async function requireMentor(
  tx: Transaction,
  residentId: string,
  guideId: string,
  now: Date,
  taking?: string,
) {
  const refusal = refuseQuestion(await loadQuestionFacts(tx, residentId, guideId, todayOn(now), taking))
  if (refusal) throw new Refusal(refusal)
}

/** A resident asks a mentor who has room and is independent. The mentor she has stays until the new one accepts. */
export const askMentor = command('pairing.ask', askMentorInput, async ({ tx, viewer, now }, { guideId }) => {
  if (!mayAskMentor(viewer)) throw new Refusal('forbidden')
  await lockPeople(tx, [viewer.id, guideId])
  await requireMentor(tx, viewer.id, guideId, now)
  const id = crypto.randomUUID()
  await tx.insert(pairings).values({
    id,
    kind: 'mentor',
    residentId: viewer.id,
    guideId,
    fromOn: todayOn(now),
    askedAt: now,
    askedById: viewer.id,
  })
  return {
    result: { id },
    audit: { subjectId: id, about: [viewer.id, guideId] },
    messages: tell('pairing.asked', id, guideId),
  }
})

/** The coordinator proposes a mentor; nothing reaches the mentor before the resident says yes. */
export const proposeMentor = command(
  'pairing.propose',
  proposeMentorInput,
  async ({ tx, viewer, now }, { residentId, guideId }) => {
    if (!mayProposeMentor(viewer, residentId)) throw new Refusal('forbidden')
    await lockPeople(tx, [residentId, guideId])
    const held = await loadRolesOn(tx, [residentId], todayOn(now))
    if (!held.has(`${residentId} resident`)) throw new Refusal('not-found')
    await requireMentor(tx, residentId, guideId, now)
    const id = crypto.randomUUID()
    await tx.insert(pairings).values({
      id,
      kind: 'mentor',
      residentId,
      guideId,
      fromOn: todayOn(now),
      proposedAt: now,
      proposedById: viewer.id,
    })
    return {
      result: { id, residentId },
      audit: { subjectId: id, about: [residentId, guideId] },
      messages: tell('pairing.proposed', id, residentId),
    }
  },
)

/** The pairing as it is once both people are locked; not found for whoever may not see it. */
async function lockPairing(tx: Transaction, viewer: Viewer, pairingId: string, now: Date) {
  const seen = await loadPairing(tx, pairingId, todayOn(now))
  if (!seen || !mayReadPairing(viewer, seen)) throw new Refusal('not-found')
  await lockPeople(tx, [seen.residentId, seen.guideId])
  const pairing = await loadPairing(tx, pairingId, todayOn(now))
  if (!pairing) throw new Refusal('not-found')
  return { ...pairing, state: stateOf(pairing, todayOn(now)) }
}

const aboutBoth = (pairing: { id: string; residentId: string; guideId: string }) => ({
  subjectId: pairing.id,
  about: [pairing.residentId, pairing.guideId],
})

/** The resident says yes to a proposal: from now on it is her question to the mentor. */
export const takeUpProposal = command(
  'pairing.ask',
  pairingInput,
  async ({ tx, viewer, now }, { pairingId }) => {
    const pairing = await lockPairing(tx, viewer, pairingId, now)
    if (!mayTakeUp(viewer, pairing)) throw new Refusal('forbidden')
    if (pairing.state !== 'proposed') throw new Refusal('changed')
    await requireMentor(tx, pairing.residentId, pairing.guideId, now, pairing.id)
    await tx.update(pairings).set({ askedAt: now, askedById: viewer.id }).where(eq(pairings.id, pairing.id))
    return {
      result: { id: pairing.id },
      audit: aboutBoth(pairing),
      messages: tell('pairing.asked', pairing.id, pairing.guideId),
    }
  },
)

/**
 * The mentor accepts: the pairing begins today. A former mentor of hers ends with it, in the database itself: neither
 * mentor learns who the other is.
 */
export const acceptPairing = command(
  'pairing.accept',
  pairingInput,
  async ({ tx, viewer, now }, { pairingId }) => {
    const pairing = await lockPairing(tx, viewer, pairingId, now)
    if (!mayAccept(viewer, pairing)) throw new Refusal('forbidden')
    if (pairing.state !== 'asked') throw new Refusal('changed')
    const { dependence } = await loadQuestionFacts(tx, pairing.residentId, viewer.id, todayOn(now))
    if (dependence) throw new Refusal(dependence)
    await tx
      .update(pairings)
      .set({ fromOn: todayOn(now), acceptedAt: now, acceptedById: viewer.id })
      .where(eq(pairings.id, pairing.id))
    return {
      result: { id: pairing.id },
      audit: aboutBoth(pairing),
      messages: tell('pairing.accepted', pairing.id, pairing.residentId),
    }
  },
)

/**
 * The mentor says no to a question, or the resident to a proposal. No reason is asked or kept; the coordinator reads her
 * answer in the overview.
 */
export const declinePairing = command(
  'pairing.decline',
  pairingInput,
  async ({ tx, viewer, now }, { pairingId }) => {
    const pairing = await lockPairing(tx, viewer, pairingId, now)
    if (!mayDecline(viewer, pairing, pairing.state)) throw new Refusal('forbidden')
    if (!isOpen(pairing.state)) throw new Refusal('changed')
    await tx
      .update(pairings)
      .set({ declinedAt: now, declinedById: viewer.id })
      .where(eq(pairings.id, pairing.id))
    return {
      result: { id: pairing.id },
      audit: aboutBoth(pairing),
      messages: pairing.state === 'asked' ? tell('pairing.declined', pairing.id, pairing.residentId) : [],
    }
  },
)

/** The resident takes back her question, the coordinator a proposal. Nobody gets a message: what waited is gone. */
export const withdrawQuestion = command(
  'pairing.withdraw',
  pairingInput,
  async ({ tx, viewer, now }, { pairingId }) => {
    const pairing = await lockPairing(tx, viewer, pairingId, now)
    if (!mayWithdraw(viewer, pairing, pairing.state)) throw new Refusal('forbidden')
    if (!isOpen(pairing.state)) throw new Refusal('changed')
    await tx.update(pairings).set({ endedAt: now, endedById: viewer.id }).where(eq(pairings.id, pairing.id))
    return { result: { id: pairing.id, residentId: pairing.residentId }, audit: aboutBoth(pairing) }
  },
)

/**
 * Ends a pairing today, without a reason: with a mentor either side or the coordinator, with a supervisor whoever gives
 * one. Sessions of the two that are still to come are cancelled by the database, and both hear of those.
 */
export const endPairing = command('pairing.end', pairingInput, async ({ tx, viewer, now }, { pairingId }) => {
  const pairing = await lockPairing(tx, viewer, pairingId, now)
  if (!mayEnd(viewer, pairing)) throw new Refusal('forbidden')
  if (!isStanding(pairing.state)) throw new Refusal('changed')
  const today = todayOn(now)
  const untilOn = pairing.fromOn > today ? pairing.fromOn : today
  await tx
    .update(pairings)
    .set(pairing.endedAt ? { untilOn } : { untilOn, endedAt: now, endedById: viewer.id })
    .where(eq(pairings.id, pairing.id))
  const others = [pairing.residentId, pairing.guideId].filter((id) => id !== viewer.id)
  return {
    result: { id: pairing.id, residentId: pairing.residentId },
    // Of a pairing with a psychologist the technical log knows what it knows of any session, and no more.
    audit:
      pairing.kind === 'psychologist'
        ? { ...aboutBoth(pairing), action: 'session.cancel' }
        : aboutBoth(pairing),
    messages: tell('pairing.ended', pairing.id, ...others),
  }
})
