import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { Refusal } from '@/lib/command'
import { listActivePairings } from '@/lib/pairings/queries'
import { findDoor } from '@/lib/pairings/quiet'
import { dateOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { forms, type BookableForm } from './forms'
import { factsAsked, type Facts } from './planning'
import { isBetween, mayBook } from './policy'

interface Asked {
  form: BookableForm
  otherId: string
  startsAt: Date
}

/** The resident and the guide of a booking; `isKnock` when she knocks at a psychologist's door. */
interface Partners {
  residentId: string
  guideId: string
  isKnock: boolean
}

/**
 * Which of these two is the resident and which the guide: by their pairing on that day, or because she knocks at a psychologist's
 * door. Throws when they cannot book this form.
 */
export async function pairingFor(tx: Transaction, viewer: Viewer, asked: Asked): Promise<Partners> {
  const { form, otherId, startsAt } = asked
  const { pairing: wanted, qualification } = forms[form]
  const on = dateOf(startsAt)
  const pairings = await listActivePairings(tx, viewer.id, on)
  const pairing = pairings.find((each) => each.kind === wanted && isBetween(each, viewer.id, otherId))
  if (!pairing || !qualification) return partnersIn(tx, viewer, asked, pairing, true)
  const [row] = await tx.execute<{ holds: boolean }>(
    sql`select app.holds_qualification(${pairing.guideId}, ${qualification}, ${on}) as holds`,
  )
  return partnersIn(tx, viewer, asked, pairing, row?.holds === true)
}

/**
 * Throws when these two, paired for the time that they leave, are not for one of the new times, or its guide is not qualified then:
 * a move asks what booking asks. Who met without a pairing, with any mentor or at a psychologist's door, stays free to move.
 */
export async function refuseUnpaired(
  tx: Transaction,
  viewer: Viewer,
  { form, residentId, guideId }: { form: BookableForm; residentId: string; guideId: string },
  from: Date,
  to: readonly Date[],
): Promise<void> {
  const otherId = viewer.id === residentId ? guideId : residentId
  const before = await listActivePairings(tx, viewer.id, dateOf(from))
  if (!before.some((each) => each.kind === forms[form].pairing && isBetween(each, viewer.id, otherId))) return
  const byDate = new Map(to.map((startsAt) => [dateOf(startsAt), startsAt]))
  for (const startsAt of byDate.values()) await pairingFor(tx, viewer, { form, otherId, startsAt })
}

async function partnersIn(
  tx: Transaction,
  viewer: Viewer,
  { form, otherId }: Asked,
  pairing: { residentId: string; guideId: string } | undefined,
  isQualified: boolean,
): Promise<Partners> {
  if (!pairing) {
    const door = form === 'psychologist-session' ? await findDoor(tx, viewer, otherId) : null
    if (!door) throw new Refusal('not-paired')
    return { residentId: door.residentId, guideId: door.guideId, isKnock: true }
  }
  const { residentId, guideId } = pairing
  if (!mayBook(viewer, form, { kind: forms[form].pairing, residentId, guideId }))
    throw new Refusal('forbidden')
  if (!isQualified) throw new Refusal('not-qualified')
  return { residentId, guideId, isKnock: false }
}

/** Two people and the time they want. */
interface Wanted extends Asked {
  roomId?: string
  requestKey?: string
}

/** The booking that this form made before, or what a new one is decided by. */
type Opening = { earlierId: string } | (Partners & { earlierId: null; facts: Facts | undefined })

/**
 * `pairingFor` behind the locks of both, and of a room when there is one, with everything that bears on the time they want; or
 * what was booked before with this request key. One query, and one more for who knocks.
 */
export async function openBooking(tx: Transaction, viewer: Viewer, wanted: Wanted): Promise<Opening> {
  const { form, otherId, startsAt, roomId = null, requestKey = null } = wanted
  const { pairing: kind, qualification = null } = forms[form]
  const { fromAt, untilAt, moment } = factsAsked(form, startsAt)
  const persons = `{${viewer.id},${otherId}}`
  const on = dateOf(startsAt)
  const [row] = await tx.ask<{ found: Found }>(
    'select app.open_booking($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as found',
    [persons, roomId, requestKey, form, kind, on, qualification, fromAt, untilAt, moment],
  )
  const { earlier, residentId, guideId, isQualified = false, facts } = row!.found
  const pairing = residentId && guideId ? { residentId, guideId } : undefined
  const partners = await partnersIn(tx, viewer, wanted, pairing, isQualified)
  return earlier === null ? { ...partners, earlierId: null, facts } : { earlierId: earlier }
}

interface Found {
  earlier: string | null
  /** What follows is there when the two are paired. */
  residentId?: string
  guideId?: string
  isQualified?: boolean
  facts?: Facts
}
