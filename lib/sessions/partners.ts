import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { Refusal } from '@/lib/command'
import { listActivePairings } from '@/lib/pairings/queries'
import { findDoor } from '@/lib/pairings/quiet'
import { dateOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { forms, type BookableForm } from './forms'
import { isBetween, mayBook } from './policy'

/**
 * Which of these two is the resident and which the guide: by their pairing on that day, or because she knocks at a psychologist's
 * door. Throws when they cannot book this form.
 */
export async function pairingFor(
  tx: Transaction,
  viewer: Viewer,
  { form, otherId, startsAt }: { form: BookableForm; otherId: string; startsAt: Date },
) {
  const { pairing: wanted, qualification } = forms[form]
  const on = dateOf(startsAt)
  const pairings = await listActivePairings(tx, viewer.id, on)
  const pairing = pairings.find((each) => each.kind === wanted && isBetween(each, viewer.id, otherId))
  if (!pairing) {
    const door = form === 'psychologist-session' ? await findDoor(tx, viewer, otherId) : null
    if (!door) throw new Refusal('not-paired')
    return { residentId: door.residentId, guideId: door.guideId, isKnock: true }
  }
  if (!mayBook(viewer, form, pairing)) throw new Refusal('forbidden')
  if (qualification) {
    const [row] = await tx.execute<{ holds: boolean }>(
      sql`select app.holds_qualification(${pairing.guideId}, ${qualification}, ${on}) as holds`,
    )
    if (!row?.holds) throw new Refusal('not-qualified')
  }
  return { residentId: pairing.residentId, guideId: pairing.guideId, isKnock: false }
}
