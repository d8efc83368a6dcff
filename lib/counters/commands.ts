import { and, eq, isNull, sql } from 'drizzle-orm'
import { sqlState } from '@/db/client'
import { broughtCounts, counterCorrections, hospital, trustedHospitals } from '@/db/schema/counters'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { nameOf } from './export'
import { readFile } from './file'
import {
  correctCounterInput,
  distrustHospitalInput,
  importCountersInput,
  nameHospitalInput,
  removeBroughtInput,
  trustHospitalInput,
} from './input'
import { ownPublicKey } from './own-key'
import { mayKeepCounters, mayKeepHospitals } from './policy'
import { countHere, listBrought, readHospital, sourceOf } from './queries'
import { judgeFile } from './rules'

/** One kind for all that is done to a counter, and for what else a profile holds: not which counter it was, nor what stands there. */
const kept = 'profile.change'

/** Sets what the viewer adds to a counter of her own, or takes away: no more than was held here. */
export const correctCounter = command(kept, correctCounterInput, async ({ tx, viewer, now }, input) => {
  if (!mayKeepCounters(viewer)) throw new Refusal('forbidden')
  const { form } = input
  const added = input[form]
  await lockPeople(tx, [viewer.id])
  if ((await countHere(tx, viewer, form, now)) + added < 0) throw new Refusal('counter-below-none')
  await tx
    .insert(counterCorrections)
    .values({ personId: viewer.id, form, added })
    .onConflictDoUpdate({ target: [counterCorrections.personId, counterCorrections.form], set: { added } })
  return { result: null, audit: {} }
})

/** Reads a file that a trusted hospital signed for the viewer. Of each place the newest numbers count, once. */
export const importCounters = command(kept, importCountersInput, async ({ tx, viewer, now }, { file }) => {
  if (!mayKeepCounters(viewer)) throw new Refusal('forbidden')
  const bytes = new Uint8Array(await file.arrayBuffer())
  await lockPeople(tx, [viewer.id])
  const trusted = await tx
    .select({ name: trustedHospitals.name, key: trustedHospitals.publicKey })
    .from(trustedHospitals)
    .where(isNull(trustedHospitals.removedAt))
  const { id, name } = await readHospital(tx)
  const known = new Map([...trusted.map((each) => [each.key, each.name] as const), [ownPublicKey(), name]])
  const read = readFile(bytes, (key) => known.has(key))
  if ('problem' in read) throw new Refusal(read.problem, { hospital: read.hospital ?? '' })
  const { content } = read
  const her = { name: nameOf(viewer), source: sourceOf(id, viewer) }
  const judged = judgeFile(content, her, await listBrought(tx, viewer), now)
  if ('problem' in judged) throw new Refusal(judged.problem, { name: content.name })
  // By the name under which it is trusted here, not by the one that it gives itself.
  const named = judged.rows.map((row) =>
    row.source === content.source ? { ...row, hospital: known.get(content.key) ?? row.hospital } : row,
  )
  const { personId, source, form } = broughtCounts
  await tx
    .insert(broughtCounts)
    .values(named.map((row) => ({ ...row, personId: viewer.id })))
    .onConflictDoUpdate({
      target: [personId, source, form],
      set: {
        hospital: sql`excluded.hospital`,
        held: sql`excluded.held`,
        added: sql`excluded.added`,
        countedAt: sql`excluded.counted_at`,
        fileId: sql`excluded.file_id`,
      },
    })
  return { result: null, audit: {} }
})

/** Takes out what she brought of one counter from one place; the file can be read again. */
export const removeBrought = command(kept, removeBroughtInput, async ({ tx, viewer }, { source, form }) => {
  if (!mayKeepCounters(viewer)) throw new Refusal('forbidden')
  const gone = await tx
    .delete(broughtCounts)
    .where(
      and(
        eq(broughtCounts.personId, viewer.id),
        eq(broughtCounts.source, source),
        eq(broughtCounts.form, form),
      ),
    )
    .returning({ form: broughtCounts.form })
  if (gone.length === 0) throw new Refusal('not-found')
  return { result: null, audit: {} }
})

/** What this hospital is called in its files. */
export const nameHospital = command(
  'hospital.name',
  nameHospitalInput,
  async ({ tx, viewer }, { ownName }) => {
    if (!mayKeepHospitals(viewer)) throw new Refusal('forbidden')
    const { id } = await readHospital(tx)
    await tx.update(hospital).set({ name: ownName }).where(eq(hospital.id, id))
    return { result: null, audit: { subjectId: id } }
  },
)

/** From now on files that are signed with this key count here. */
export const trustHospital = command(
  'hospital.trust',
  trustHospitalInput,
  async ({ tx, viewer, now }, { name, publicKey }) => {
    if (!mayKeepHospitals(viewer)) throw new Refusal('forbidden')
    if (publicKey === ownPublicKey()) throw new Refusal('hospital-own')
    const id = crypto.randomUUID()
    try {
      await tx.insert(trustedHospitals).values({ id, name, publicKey, addedById: viewer.id, addedAt: now })
    } catch (error) {
      if (sqlState(error) === '23505') throw new Refusal('hospital-known')
      throw error
    }
    return { result: null, audit: { subjectId: id } }
  },
)

/** From now on files with this key are refused. What was brought with it stays: it was checked when it came. */
export const distrustHospital = command(
  'hospital.distrust',
  distrustHospitalInput,
  async ({ tx, viewer, now }, { hospitalId }) => {
    if (!mayKeepHospitals(viewer)) throw new Refusal('forbidden')
    const [removed] = await tx
      .update(trustedHospitals)
      .set({ removedAt: now, removedById: viewer.id })
      .where(and(eq(trustedHospitals.id, hospitalId), isNull(trustedHospitals.removedAt)))
      .returning({ id: trustedHospitals.id })
    if (!removed) throw new Refusal('not-found')
    return { result: null, audit: { subjectId: hospitalId } }
  },
)
