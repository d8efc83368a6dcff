import { createHash } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { broughtCounts, counterCorrections, hospital, trustedHospitals } from '@/db/schema/counters'
import { roles } from '@/db/schema/people'
import { keptTimes, type KeptForm } from '@/lib/sessions/elsewhere'
import { countSupervision } from '@/lib/sessions/progress'
import { countTherapy } from '@/lib/sessions/quiet'
import { siteHost } from '@/lib/site'
import type { Viewer } from '@/lib/viewer'
import { ownPublicKey } from './own-key'
import { mayKeepCounters, mayKeepHospitals } from './policy'
import { totalOf, type BroughtCount } from './rules'

const keptForms = Object.keys(keptTimes) as KeptForm[]

export interface Counter {
  form: KeptForm
  /** Held here. */
  here: number
  /** What she corrected herself. */
  added: number
  brought: BroughtCount[]
  total: number
  times: number
}

export interface OwnCounters {
  counters: Counter[]
  /** How files name her account here. */
  source: string
  hospitalName: string
}

/** The viewer's own counters; null for whoever was never a resident here. Nobody can ask for another's. */
export async function loadCounters(viewer: Viewer, now: Date): Promise<OwnCounters | null> {
  return as(viewer.id, async (tx) => {
    const isHers = mayKeepCounters(viewer) || (await wasResident(tx, viewer))
    return isHers ? readCounters(tx, viewer, now) : null
  })
}

async function wasResident(tx: Transaction, viewer: Viewer): Promise<boolean> {
  const found = await tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.personId, viewer.id), eq(roles.role, 'resident')))
    .limit(1)
  return found.length > 0
}

async function readCounters(tx: Transaction, viewer: Viewer, now: Date): Promise<OwnCounters> {
  const { id, name } = await readHospital(tx)
  const corrected = await tx
    .select({ form: counterCorrections.form, added: counterCorrections.added })
    .from(counterCorrections)
    .where(eq(counterCorrections.personId, viewer.id))
  const brought = await listBrought(tx, viewer)
  const counters: Counter[] = []
  for (const form of keptForms) {
    const here = await countHere(tx, viewer, form, now)
    const added = corrected.find((each) => each.form === form)?.added ?? 0
    const own = brought.filter((each) => each.form === form)
    counters.push({
      form,
      here,
      added,
      brought: own,
      total: totalOf(here, added, own),
      times: keptTimes[form],
    })
  }
  return { counters, source: sourceOf(id, viewer), hospitalName: name }
}

/** What was held here with her. */
export function countHere(tx: Transaction, viewer: Viewer, form: KeptForm, now: Date): Promise<number> {
  return form === 'learning-therapy' ? countTherapy(tx, viewer, now) : countSupervision(tx, viewer, now)
}

export async function listBrought(tx: Transaction, viewer: Viewer): Promise<BroughtCount[]> {
  const rows = await tx
    .select()
    .from(broughtCounts)
    .where(eq(broughtCounts.personId, viewer.id))
    .orderBy(asc(broughtCounts.hospital), asc(broughtCounts.source))
  return rows.map(({ personId: _, form, ...row }) => ({ ...row, form: form as KeptForm }))
}

/** This hospital: its id, and its name, or else its address until it has one. */
export async function readHospital(tx: Transaction): Promise<{ id: string; name: string }> {
  const [row] = await tx.select({ id: hospital.id, name: hospital.name }).from(hospital)
  if (!row) throw new Error('The hospital has no row of its own: the migrations lay it out.')
  return { id: row.id, name: row.name ?? siteHost() }
}

/** How files name her account in this hospital: the same in each of them, and telling nothing of either. */
export function sourceOf(hospitalId: string, viewer: Viewer): string {
  return createHash('sha256').update(`klankbord counters ${hospitalId} ${viewer.id}`).digest('hex')
}

export interface Hospitals {
  name: string
  /** The public half of the key with which this hospital signs. */
  publicKey: string
  trusted: { id: string; name: string; publicKey: string; addedAt: Date }[]
}

/** This hospital and those whose files count here, for the coordinator; null for everybody else. */
export async function loadHospitals(viewer: Viewer): Promise<Hospitals | null> {
  if (!mayKeepHospitals(viewer)) return null
  return as(viewer.id, async (tx) => {
    const { id, name, publicKey, addedAt } = trustedHospitals
    const trusted = await tx
      .select({ id, name, publicKey, addedAt })
      .from(trustedHospitals)
      .where(isNull(trustedHospitals.removedAt))
      .orderBy(asc(name), asc(addedAt))
    return { name: (await readHospital(tx)).name, publicKey: ownPublicKey(), trusted }
  })
}
