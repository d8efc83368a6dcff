import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, mondayOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { addShiftCode, changeShiftCode, removeShiftCode } from './code-commands'
import { listShiftCodes } from './code-queries'
import { writeRoster } from './commands'
import { keep, smallHospital, type SmallHospital } from './hospital.test-support'
import { loadRosterPreview } from './queries'

let database: TestDatabase
let hospital: SmallHospital
let secretary: Viewer, elsewhere: Viewer
const now = new Date()
const monday = addDaysOn(mondayOf(todayOn(now)), 14)
const on = (days: number) => addDaysOn(monday, days)

beforeAll(async () => {
  database = await testDatabase()
  hospital = await smallHospital(database)
  secretary = await hospital.as('K8')
  elsewhere = await hospital.as('K9')
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`delete from shifts`
  await database.owner`delete from shift_codes`
})

async function previewOf(text: string, viewer = secretary) {
  const { id } = await keep(viewer, 'roster', `person;start;end;kind\n${text}`)
  const kept = await loadRosterPreview(viewer, id, { overnight: false }, now)
  if (!kept?.preview) throw new Error('no preview')
  return { importId: id, ...kept.preview }
}
const codes = () =>
  database.owner`select code, kind, department_id, changed_by_id from shift_codes order by code`
const kinds = async () =>
  (await database.owner`select kind from shifts order by starts_at`).map(({ kind }) => kind)
const night = (day: number, code: string) => `K1;${on(day)} 22:00;${on(day + 1)} 07:30;${code}`

describe('a code nobody explained', () => {
  it('is asked once, with its count, an example and what its hours look like', async () => {
    const { questions, counts } = await previewOf([night(0, 'N1'), night(1, 'n1'), night(4, 'X')].join('\n'))
    expect(counts).toMatchObject({ new: 3, wrong: 0 })
    expect(questions).toMatchObject([
      { departmentId: hospital.departmentId.chi, code: 'N1', count: 2, proposed: 'night' },
      { code: 'X', count: 1 },
    ])
  })
  it('is kept with the shifts when it is answered, and not asked again; a second import writes nothing', async () => {
    const { importId, seen } = await previewOf(night(0, 'N1'))
    await writeRoster(secretary, { importId, seen, answer0: 'presence' }, now)
    expect(await codes()).toEqual([
      { code: 'N1', kind: 'presence', department_id: hospital.departmentId.chi, changed_by_id: secretary.id },
    ])
    expect(await kinds()).toEqual(['presence'])
    const again = await previewOf(night(0, 'n1'))
    expect(again).toMatchObject({ questions: [], counts: { new: 0, same: 1 } })
    await expect(
      writeRoster(secretary, { importId: again.importId, seen: again.seen }, now),
    ).rejects.toMatchObject({
      reason: 'import-nothing',
    })
  })
  it('keeps its rows away without an answer, and writes nothing for what is ignored', async () => {
    const { importId, seen } = await previewOf([night(0, 'N1'), night(2, 'X'), night(4, 'Y')].join('\n'))
    await writeRoster(secretary, { importId, seen, answer0: 'night', answer1: 'ignore' }, now)
    expect(await kinds()).toEqual(['night'])
    const again = await previewOf([night(0, 'N1'), night(2, 'X'), night(4, 'Y')].join('\n'))
    expect(again).toMatchObject({ ignored: 1, questions: [{ code: 'Y' }], counts: { same: 1, new: 1 } })
  })
  it('is ignored without times too, once that is said', async () => {
    const first = await previewOf(`${night(0, 'N1')}\nK1;;;vrij`)
    expect(first).toMatchObject({
      questions: [{ code: 'N1' }, { code: 'vrij', proposed: null }],
      counts: { wrong: 1 },
    })
    await writeRoster(secretary, { ...first, answer0: 'night', answer1: 'ignore' }, now)
    expect(await kinds()).toEqual(['night'])
  })
  it('refuses an answer that is no kind, or with which a row cannot be', async () => {
    const { importId, seen } = await previewOf(`K1;${on(0)} 00:00;${on(7)} 00:00;V`)
    await expect(writeRoster(secretary, { importId, seen, answer0: 'party' }, now)).rejects.toMatchObject({
      issues: [{ path: ['answer0'] }],
    })
    await expect(writeRoster(secretary, { importId, seen, answer0: 'day' }, now)).rejects.toMatchObject({
      reason: 'import-code-kind',
    })
    expect(await codes()).toEqual([])
  })
  it('belongs to one department: another asks again', async () => {
    await addShiftCode(elsewhere, { departmentId: hospital.departmentId.ger, code: 'N1', kind: 'ignore' })
    expect((await previewOf(night(0, 'N1'))).questions).toHaveLength(1)
  })
})

describe('what the file no longer holds', () => {
  const day = (days: number, hours = '08:00') => `K1;${on(days)} ${hours};${on(days)} 17:00;dag`
  const importAll = async (text: string) => {
    const { importId, seen } = await previewOf(text)
    await writeRoster(secretary, { importId, seen }, now)
  }
  it('is shown, and leaves only when that is asked', async () => {
    await importAll([day(0), day(1), day(2), day(3), `K2;${on(1)} 08:00;${on(1)} 17:00;dag`].join('\n'))
    const file = [day(0), day(2, '09:00'), day(3)].join('\n')
    const first = await previewOf(file)
    expect(first.vanished.map(({ startAt }) => todayOn(startAt))).toEqual([on(1), on(2)])
    expect(first.counts).toMatchObject({ wrong: 1, same: 2 })
    await writeRoster(secretary, { ...first, removeVanished: 'on' }, now)
    expect(await kinds()).toHaveLength(4)
    expect((await previewOf(file)).vanished).toEqual([])
  })
  it('is never past, of a calendar, outside the days of the file, or of somebody with a row that is not read', async () => {
    await importAll([day(0), day(1), day(2), day(5)].join('\n'))
    expect((await previewOf([day(0), day(2)].join('\n'))).vanished).toHaveLength(1)
    expect(
      (await previewOf([day(0), day(2), `K1;${on(1)} 8 uur;${on(1)} 17:00;dag`].join('\n'))).vanished,
    ).toEqual([])
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${hospital.idOf('K1')}, now() - interval '5 days', now() - interval '5 days' + interval '1 hour', 'day')`
    const past = `K1;${addDaysOn(todayOn(now), -9)} 08:00;${addDaysOn(todayOn(now), -9)} 17:00;dag`
    expect((await previewOf([past, day(0), day(1), day(2)].join('\n'))).vanished).toEqual([])
    const [feed] = await database.owner`insert into roster_feeds (person_id, address, host, made_by_id)
      values (${hospital.idOf('K1')}, 'https://rooster.example/1', 'rooster.example', ${secretary.id}) returning id`
    await database.owner`update shifts set feed_id = ${feed?.id} where starts_at::date = ${on(1)}`
    expect((await previewOf([day(0), day(2)].join('\n'))).vanished).toEqual([])
  })
})

describe('the table', () => {
  const chi = () => hospital.departmentId.chi
  it('adds, changes and forgets a code, and has each once', async () => {
    await addShiftCode(secretary, { departmentId: chi(), code: ' N 1 ', kind: 'night' })
    await expect(
      addShiftCode(secretary, { departmentId: chi(), code: 'n 1', kind: 'day' }),
    ).rejects.toMatchObject({
      reason: 'shift-code-known',
    })
    await expect(
      addShiftCode(secretary, { departmentId: chi(), code: 'Nacht', kind: 'day' }),
    ).rejects.toMatchObject({
      issues: [{ path: ['code'], message: 'code-own' }],
    })
    const [department] = await listShiftCodes(secretary)
    const codeId = department?.codes[0]?.id ?? ''
    expect(department).toMatchObject({ name: 'Chirurgie', codes: [{ code: 'N 1', kind: 'night' }] })
    await changeShiftCode(secretary, { codeId, kind: 'ignore' })
    expect(await codes()).toMatchObject([{ kind: 'ignore' }])
    await removeShiftCode(secretary, { codeId })
    expect(await codes()).toEqual([])
  })
  it('is for the secretaries of that department: the code refuses others with row security off', async () => {
    await addShiftCode(secretary, { departmentId: chi(), code: 'N1', kind: 'night' })
    const [row] = await database.owner`select id from shift_codes`
    await database.owner`alter table shift_codes disable row level security`
    try {
      for (const number of ['K1', 'K2', 'K6', 'K7', 'K9']) {
        const viewer = await hospital.as(number)
        expect((await listShiftCodes(viewer)).flatMap((each) => each.codes)).toEqual([])
        await expect(
          addShiftCode(viewer, { departmentId: chi(), code: 'X', kind: 'day' }),
        ).rejects.toMatchObject({
          reason: 'forbidden',
        })
        await expect(changeShiftCode(viewer, { codeId: row?.id, kind: 'day' })).rejects.toMatchObject({
          reason: 'not-found',
        })
        await expect(removeShiftCode(viewer, { codeId: row?.id })).rejects.toMatchObject({
          reason: 'not-found',
        })
      }
    } finally {
      await database.owner`alter table shift_codes enable row level security`
    }
  })
  it('is for the secretaries of that department: row security alone', async () => {
    await addShiftCode(secretary, { departmentId: chi(), code: 'N1', kind: 'night' })
    const add = (by: string) =>
      sql`insert into shift_codes (department_id, code, kind, changed_by_id) values (${chi()}, 'X', 'day', ${by})`
    for (const number of ['K1', 'K2', 'K6', 'K7', 'K9']) {
      const id = hospital.idOf(number)
      expect(await as(id, (tx) => tx.execute(sql`select from shift_codes`))).toHaveLength(0)
      expect(
        await as(id, (tx) => tx.execute(sql`update shift_codes set kind = 'day' returning id`)),
      ).toHaveLength(0)
      expect(await as(id, (tx) => tx.execute(sql`delete from shift_codes returning id`))).toHaveLength(0)
      await expect(as(id, (tx) => tx.execute(add(id)))).rejects.toMatchObject({ cause: { code: '42501' } })
    }
    const forged = as(secretary.id, (tx) => tx.execute(add(elsewhere.id)))
    await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
