import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as, type Transaction } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { loadAgenda, readAgenda } from './agenda'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let guide: Viewer
let resident: Viewer
let stranger: Viewer

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 2)
  guide = await signInAs(ward.guideId)
  resident = await signInAs(ward.residentIds[0] ?? '')
  stranger = await signInAs(ward.residentIds[1] ?? '')
})
afterAll(() => database.drop())

/** Sessions of the guide with her first resident, as the commands leave them. */
async function put(form: string, starts: Date[], minutes: number): Promise<string[]> {
  const { owner } = database
  const rows = starts.map((startsAt) => ({
    id: randomUUID(),
    form,
    starts_at: startsAt,
    ends_at: addMinutes(startsAt, minutes),
    booked_by_id: ward.guideId,
  }))
  await owner`insert into sessions ${owner(rows)}`
  await owner`insert into session_people (session_id, person_id, part, during)
    select s.id, p.id, p.part, tstzrange(s.starts_at, s.ends_at, '[)') from sessions s,
      (values (${ward.guideId}::uuid, 'guide'), (${resident.id}::uuid, 'resident')) as p (id, part)
    where s.id = any (${rows.map(({ id }) => id)}::uuid[])`
  return rows.map(({ id }) => id)
}

const week = () => [ward.monday, addDaysOn(ward.monday, 7)] as const

it('shows a session in confidence to the two, and to nobody else', async () => {
  const [id] = await put('psychologist-session', [instantAt(ward.monday, '12:00')], 45)
  for (const viewer of [guide, resident]) {
    const { sessions } = await loadAgenda(viewer, ...week(), new Date())
    expect(sessions.map((session) => session.id)).toEqual([id])
  }
  expect((await loadAgenda(stranger, ...week(), new Date())).sessions).toEqual([])
})

it('shows what runs over midnight on both sides of it, and not what only touches', async () => {
  const start = instantAt(addDaysOn(ward.monday, 27), '23:30')
  const [id] = await put('learning-talk', [start], 60)
  const on = (day: number) => addDaysOn(ward.monday, day)
  for (const day of [27, 28])
    expect(
      (await loadAgenda(guide, on(day), on(day + 1), new Date())).sessions.map((each) => each.id),
    ).toEqual([id])
  expect((await loadAgenda(guide, on(29), on(30), new Date())).sessions).toEqual([])
})

it('leaves out what was cancelled, and what somebody left', async () => {
  const [cancelled, left] = await put(
    'mentor-session',
    [35, 36].map((day) => instantAt(addDaysOn(ward.monday, day), '10:00')),
    45,
  )
  const { owner } = database
  await owner`update sessions set cancelled_at = now(), cancelled_by_id = ${guide.id} where id = ${cancelled ?? ''}`
  await owner`update session_people set released_at = now() where session_id = ${cancelled ?? ''}`
  await owner`update session_people set released_at = now() where session_id = ${left ?? ''} and person_id = ${resident.id}`
  const days = [addDaysOn(ward.monday, 35), addDaysOn(ward.monday, 42)] as const
  expect((await loadAgenda(resident, ...days, new Date())).sessions).toEqual([])
  expect((await loadAgenda(guide, ...days, new Date())).sessions.map(({ id }) => id)).toEqual([left])
})

it('shows a shift that ran late until it really ended', async () => {
  const { owner } = database
  const endedAt = instantAt(ward.monday, '19:30')
  await owner`update shifts set ended_at = ${endedAt} where person_id = ${resident.id} and starts_at = ${instantAt(ward.monday, '08:00')}`
  const { shifts } = await loadAgenda(resident, ward.monday, addDaysOn(ward.monday, 1), new Date())
  expect(shifts.map((shift) => shift.endsAt)).toEqual([endedAt])
})

describe('with a thousand sessions in 26 weeks', () => {
  beforeAll(async () => {
    const starts = Array.from({ length: 26 * 5 }, (_, n) =>
      Array.from({ length: 8 }, (__, hour) =>
        instantAt(addDaysOn(ward.monday, 49 + Math.floor(n / 5) * 7 + (n % 5)), `${10 + hour}:00`),
      ),
    ).flat()
    await put('mentor-session', starts, 45)
  })

  const ninth = () => [addDaysOn(ward.monday, 63), addDaysOn(ward.monday, 70)] as const

  it('asks two questions, as it does for an empty week, and reads that week only', async () => {
    const counts: number[] = []
    for (const days of [ninth(), [addDaysOn(ward.monday, 400), addDaysOn(ward.monday, 407)] as const]) {
      let asked = 0
      const { sessions } = await as(guide.id, (tx) => {
        const counting = new Proxy(tx, {
          get: (target, name) => {
            if (name === 'select' || name === 'execute') asked += 1
            const value: unknown = Reflect.get(target, name)
            return typeof value === 'function' ? value.bind(target) : value
          },
        }) as Transaction
        return readAgenda(counting, guide, ...days, new Date())
      })
      counts.push(asked, sessions.length)
    }
    expect(counts).toEqual([2, 40, 2, 0])
  })

  it('is not slower for it', async () => {
    await loadAgenda(guide, ...ninth(), new Date())
    const times: number[] = []
    for (let round = 0; round < 10; round += 1) {
      const began = performance.now()
      await loadAgenda(guide, ...ninth(), new Date())
      times.push(performance.now() - began)
    }
    const median = times.toSorted((a, b) => a - b)[5] ?? Infinity
    console.log(`figure: one week among 1000 sessions, median: ${median.toFixed(1)} ms`)
    expect(median).toBeLessThan(100)
  })
})
