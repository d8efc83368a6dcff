import postgres from 'postgres'
import { closeConnections } from '@/db/client'
import { bootTestCluster } from '@/db/testing/cluster'
import { Refusal } from '@/lib/command'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { bookSession } from './commands'
import { layOutWard } from './ward.test-support'

/**
 * What a booking costs: from 16 connections through the command, against the same rows written without rules, locks or row
 * policies over the same driver in the same run; and the slowest answer when all want one slot. One JSON line per figure.
 */
const lanes = 16
const perRound = 12
const rounds = 12
const sessionMinutes = 45

process.env.DATABASE_CONNECTIONS = String(lanes)

type Ward = Awaited<ReturnType<typeof layOutWard>>

/** The slots of a ward, one after the other: twelve a working day for three weeks. */
function slotOf({ monday }: Ward, n: number): Date {
  const day = Math.floor(n / 12)
  const on = addDaysOn(monday, 7 * Math.floor(day / 5) + (day % 5))
  return addMinutes(instantAt(on, '08:00'), sessionMinutes * (n % 12))
}

async function inLanes(work: (lane: number) => Promise<void>): Promise<number> {
  const startMs = performance.now()
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)))
  return performance.now() - startMs
}

const book = (viewer: Viewer, ward: Ward, startsAt: Date) =>
  bookSession(viewer, { form: 'mentor-session', otherId: ward.guideId, startsAt: startsAt.toISOString() })

/** The rows that a booking writes, and nothing else: by the owner, whom no policy binds. */
async function insertRows(sql: postgres.Sql, ward: Ward, startsAt: Date): Promise<void> {
  const endsAt = addMinutes(startsAt, sessionMinutes)
  const [residentId] = ward.residentIds
  const [id, now] = [crypto.randomUUID(), new Date()]
  const during = `[${startsAt.toISOString()},${endsAt.toISOString()})`
  await sql.begin(async (tx) => {
    await tx`insert into sessions ${tx({ id, form: 'mentor-session', starts_at: startsAt, ends_at: endsAt, booked_by_id: residentId!, booked_at: now })}`
    await tx`insert into session_people ${tx([
      { session_id: id, person_id: residentId!, part: 'resident', during },
      { session_id: id, person_id: ward.guideId, part: 'guide', during },
    ])}`
    await tx`insert into audit ${tx({ actor_id: residentId!, action: 'session.book', subject_id: id, about: `{${residentId},${ward.guideId}}` })}`
    await tx`insert into outbox ${tx({ kind: 'session.booked', recipient_id: ward.guideId, created_by_id: residentId!, data: tx.json({ sessionId: id }), once_key: `session.booked:${id}` })}`
  })
}

async function measureFreeSlots(owner: postgres.Sql, ownerUrl: string): Promise<void> {
  const [wards, plainWards]: [Ward[], Ward[]] = [[], []]
  for (let lane = 0; lane < lanes; lane += 1) {
    wards.push(await layOutWard(owner, 1))
    plainWards.push(await layOutWard(owner, 1))
  }
  const viewers = await Promise.all(wards.map((ward) => signInAs(ward.residentIds[0]!)))
  const plain = postgres(ownerUrl, { max: lanes, onnotice: () => {} })
  const spent = { command: 0, rows: 0 }
  for (let round = 0; round < rounds; round += 1) {
    // Statements are planned for tables that are in use, as autovacuum sees to it in a hospital.
    if (round === 2) await owner`analyze`
    const slots = Array.from({ length: perRound }, (_, n) => round * perRound + n)
    const command = await inLanes(async (lane) => {
      for (const n of slots) await book(viewers[lane]!, wards[lane]!, slotOf(wards[lane]!, n))
    })
    const rows = await inLanes(async (lane) => {
      for (const n of slots) await insertRows(plain, plainWards[lane]!, slotOf(plainWards[lane]!, n))
    })
    // The first rounds open connections and plan statements.
    if (round < 4) continue
    spent.command += command
    spent.rows += rows
  }
  await plain.end()
  const bookings = (rounds - 4) * perRound * lanes
  const perSecond = (ms: number) => Math.round((bookings / ms) * 1000)
  report(
    'book',
    perSecond(spent.command),
    'bookings/s',
    perSecond(spent.rows),
    spent.rows / spent.command,
    0.4,
  )
}

async function measureContention(owner: postgres.Sql): Promise<void> {
  const ward = await layOutWard(owner, lanes)
  const viewers = await Promise.all(ward.residentIds.map((id) => signInAs(id)))
  let slowest = 0
  for (let round = 0; round < 20; round += 1) {
    let booked = 0
    await inLanes(async (lane) => {
      const startMs = performance.now()
      try {
        await book(viewers[lane]!, ward, slotOf(ward, round))
        booked += 1
      } catch (error) {
        if (!(error instanceof Refusal) || error.reason !== 'taken') throw error
      }
      slowest = Math.max(slowest, performance.now() - startMs)
    })
    if (booked !== 1) throw new Error(`${booked} people have one slot`)
  }
  report('book-contended', Math.round(slowest), 'ms, slowest of 320', 1000, slowest / 1000, 1)
}

function report(name: string, value: number, unit: string, reference: number, ratio: number, bound: number) {
  const figure = { name, value, unit, reference, ratio: Math.round(ratio * 1000) / 1000, bound }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

const cluster = await bootTestCluster()
try {
  process.env.DATABASE_APP_URL = cluster.appUrl
  process.env.DATABASE_WORKER_URL = cluster.workerUrl
  const owner = postgres(cluster.ownerUrl, { max: 4, onnotice: () => {} })
  await measureFreeSlots(owner, cluster.ownerUrl)
  await measureContention(owner)
  await closeConnections()
  await owner.end()
} finally {
  await cluster.stop()
}
