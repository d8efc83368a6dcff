import { eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { addDaysOn, dateOf, formatDate, todayOn } from '@/lib/time'
import type { Context, Message } from './messages'
import { nameOf } from './session-told'

type PairingEvent = 'asked' | 'accepted' | 'declined' | 'proposed' | 'given' | 'ended' | 'conflict'

/** A psychologist's pairing is named to nobody by mail, not even to the two. */
export async function aboutPairing(context: Context, event: PairingEvent): Promise<Message | null> {
  const { t, recipientId } = context
  const pairing = await loadPairing(context)
  if (!pairing || !isStillSo(pairing, event)) return null
  const resident = nameOf(pairing.resident)
  const guide = nameOf(pairing.guide)
  const said = { subject: t('notifications.pairing.subject'), path: '/pairings' }
  const isResident = recipientId === pairing.resident.id
  if (!isResident && recipientId !== pairing.guide.id) {
    // Somebody who is in neither place hears of a conflict only: the coordinator.
    if (event !== 'conflict') return null
    return {
      ...said,
      paragraphs: [t('notifications.pairing.conflict.other', { mentor: guide, name: resident })],
    }
  }
  if (pairing.kind === 'psychologist')
    return { ...said, paragraphs: [t('notifications.pairing.confidential')] }
  const date = formatDate(
    event === 'ended' ? lastDayOf(pairing, context.now) : pairing.fromOn,
    context.locale,
    todayOn(context.now),
  )
  const text = t(`notifications.pairing.${event}.${isResident ? 'resident' : 'guide'}`, {
    name: isResident ? guide : resident,
    date,
  })
  return { ...said, paragraphs: [text] }
}

type Pairing = NonNullable<Awaited<ReturnType<typeof loadPairing>>>

/** A question that was answered or withdrawn before the mail left is not asked any more, and so on. */
function isStillSo(pairing: Pairing, event: PairingEvent): boolean {
  const isEnded = pairing.endedAt !== null
  const isAnswered = pairing.acceptedAt !== null || pairing.declinedAt !== null
  if (event === 'asked' || event === 'proposed') return !isAnswered && !isEnded
  if (event === 'declined') return pairing.declinedAt !== null
  if (event === 'ended') return isEnded || pairing.untilOn !== null
  if (event === 'conflict') return pairing.conflict !== null && !isEnded
  return pairing.acceptedAt !== null && !isEnded
}

/** `untilOn` is the first day without; people name the last day with. */
function lastDayOf(pairing: Pairing, now: Date): string {
  if (!pairing.untilOn) return dateOf(pairing.endedAt ?? now)
  return pairing.untilOn > pairing.fromOn ? addDaysOn(pairing.untilOn, -1) : pairing.fromOn
}

async function loadPairing({ tx, data }: Context) {
  if (!data.pairingId) return null
  const resident = alias(people, 'resident')
  const guide = alias(people, 'guide')
  const [pairing] = await tx
    .select({
      kind: pairings.kind,
      fromOn: pairings.fromOn,
      untilOn: pairings.untilOn,
      acceptedAt: pairings.acceptedAt,
      declinedAt: pairings.declinedAt,
      endedAt: pairings.endedAt,
      conflict: pairings.conflict,
      resident: { id: resident.id, givenName: resident.givenName, familyName: resident.familyName },
      guide: { id: guide.id, givenName: guide.givenName, familyName: guide.familyName },
    })
    .from(pairings)
    .innerJoin(resident, eq(resident.id, pairings.residentId))
    .innerJoin(guide, eq(guide.id, pairings.guideId))
    .where(eq(pairings.id, data.pairingId))
  return pairing ?? null
}
