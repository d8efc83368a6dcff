import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt, mondayOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { noteShiftEnd } from './commands'

const cast = ['resident', 'colleague', 'secretary', 'supervisor', 'coordinator'] as const
type Name = (typeof cast)[number]
const ids = Object.fromEntries(cast.map((name) => [name, randomUUID()])) as Record<Name, string>
const who = {} as Record<Name, Viewer>
const department = randomUUID()
const shiftId = randomUUID()
const monday = addDaysOn(mondayOf(todayOn(new Date())), -7)
const at = (day: number, time: string) => instantAt(addDaysOn(monday, day), time)
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { owner } = database
  await owner`insert into departments (id, code, name, site) values (${department}, 'd', 'Chirurgie', 'Noord')`
  for (const name of cast) {
    const role = name === 'colleague' ? 'resident' : name
    await owner`insert into people (id, staff_number, given_name, family_name) values (${ids[name]}, ${name}, ${name}, 'X')`
    await owner`insert into contacts (person_id, email) values (${ids[name]}, ${`${name}@zh.nl`})`
    await owner`insert into roles (person_id, role, department_id, from_on) values (${ids[name]}, ${role}, ${role === 'coordinator' ? null : department}, '2020-01-01')`
  }
  for (const name of cast) who[name] = await signInAs(ids[name])
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate shifts, audit`
  await database.owner`insert into shifts (id, person_id, starts_at, ends_at, kind)
    values (${shiftId}, ${ids.resident}, ${at(0, '23:00')}, ${at(1, '08:00')}, 'night')`
})

const planned = async () => {
  const [row] = await as(ids.resident, (tx) =>
    tx.execute<{ ends_at: string }>(sql`
      select ends_at from app.planning_shifts(${`{${ids.resident}}`}::uuid[], ${at(-3, '00:00').toISOString()}, ${at(6, '00:00').toISOString()})`),
  )
  return new Date(row?.ends_at ?? 0)
}

describe('noting when a shift really ended', () => {
  it.each(['resident', 'secretary'] as const)('is for the %s; rest is counted from then', async (name) => {
    await noteShiftEnd(who[name], { shiftId, endedTime: '09:45' })
    expect(await planned()).toEqual(at(1, '09:45'))
    const [row] = await database.owner`select ends_at, end_noted_by_id from shifts`
    expect(row).toEqual({ ends_at: at(1, '08:00'), end_noted_by_id: ids[name] })
    await noteShiftEnd(who[name], { shiftId })
    expect(await planned()).toEqual(at(1, '08:00'))
  })
  it('is nothing for anybody else', async () => {
    for (const name of ['colleague', 'supervisor', 'coordinator'] as const)
      await expect(noteShiftEnd(who[name], { shiftId, endedTime: '09:45' })).rejects.toMatchObject({
        reason: 'not-found',
      })
  })
  it('does not reach into the next shift', async () => {
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${ids.resident}, ${at(1, '09:00')}, ${at(1, '17:00')}, 'day')`
    await expect(noteShiftEnd(who.resident, { shiftId, endedTime: '09:15' })).rejects.toMatchObject({
      reason: 'end-in-next',
    })
  })
})

describe('row security alone', () => {
  const change = (name: Name, set: ReturnType<typeof sql>) =>
    as(ids[name], (tx) => tx.execute(sql`update shifts set ${set} where id = ${shiftId} returning id`))
  it('lets a resident change the end of her own shift and nothing else of it', async () => {
    expect(await change('resident', sql`ended_at = ${at(1, '09:00').toISOString()}`)).toHaveLength(1)
    for (const set of [sql`ends_at = ends_at + interval '1 hour'`, sql`kind = 'day'`])
      await expect(change('resident', set)).rejects.toMatchObject({ cause: { code: '42501' } })
  })
  it('lets nobody else at it, and nobody sign for another', async () => {
    for (const name of ['colleague', 'supervisor', 'coordinator'] as const)
      expect(await change(name, sql`ended_at = ${at(1, '09:00').toISOString()}`)).toHaveLength(0)
    await expect(change('resident', sql`end_noted_by_id = ${ids.secretary}`)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
  })
})
