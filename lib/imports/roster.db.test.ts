import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { sheetMostBytes } from '@/lib/sheet/read-sheet'
import { addDaysOn, instantAt, mondayOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { writeRoster } from './commands'
import { keep, smallHospital, type SmallHospital } from './hospital.test-support'
import { loadRosterPreview } from './queries'

let database: TestDatabase
let hospital: SmallHospital
let secretary: Viewer
const now = new Date()
const monday = addDaysOn(mondayOf(todayOn(now)), 14)
const on = (days: number) => addDaysOn(monday, days)

beforeAll(async () => {
  database = await testDatabase()
  hospital = await smallHospital(database)
  secretary = await hospital.as('K8')
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`delete from shifts`
})

const head = 'person;start;end;kind\n'

async function previewOf(text: string, { viewer = secretary, overnight = false } = {}) {
  const { id } = await keep(viewer, 'roster', head + text)
  const kept = await loadRosterPreview(viewer, id, { overnight }, now)
  if (!kept?.preview) throw new Error('no preview')
  return { id, ...kept.preview }
}

async function importRoster(text: string) {
  const { id, seen } = await previewOf(text)
  return writeRoster(secretary, { importId: id, seen, leaveWrong: 'on' }, now)
}

const roster = () => database.owner`
  select p.staff_number as who, to_char(s.starts_at at time zone 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') as start,
    to_char(s.ends_at at time zone 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') as end, s.kind, s.imported_by_id, s.xmin::text as version
  from shifts s join people p on p.id = s.person_id order by s.starts_at, p.staff_number`

const week = () =>
  [
    `K1;${on(0)} 08:00;${on(0)} 17:00;dag`,
    `K1@zh.nl;${on(1)} 22:00;${on(2)} 07:30;`,
    `K2;${on(0)} 08:00;${on(1)} 08:00;bereikbaar`,
    `K5;${on(40)} 00:00;${on(47)} 00:00;verlof`,
  ].join('\n')

describe('importing a roster', () => {
  it('writes what is new, and nothing while it is looked at', async () => {
    const { counts } = await previewOf(week())
    expect(counts).toEqual({ new: 4, changed: 0, same: 0, wrong: 0 })
    expect(await roster()).toHaveLength(0)
    await importRoster(week())
    expect(await roster()).toMatchObject([
      {
        who: 'K1',
        start: `${on(0)} 08:00`,
        end: `${on(0)} 17:00`,
        kind: 'day',
        imported_by_id: secretary.id,
      },
      { who: 'K2', start: `${on(0)} 08:00`, end: `${on(1)} 08:00`, kind: 'on-call' },
      { who: 'K1', start: `${on(1)} 22:00`, end: `${on(2)} 07:30`, kind: 'night' },
      { who: 'K5', start: `${on(40)} 00:00`, kind: 'leave' },
    ])
  })

  it('changes nothing when the same file is imported again', async () => {
    await importRoster(week())
    const before = await roster()
    const { id, counts, seen } = await previewOf(week())
    expect(counts).toEqual({ new: 0, changed: 0, same: 4, wrong: 0 })
    await expect(writeRoster(secretary, { importId: id, seen }, now)).rejects.toMatchObject({
      reason: 'import-nothing',
    })
    expect(await roster()).toEqual(before)
  })

  it('changes a shift that is matched by person and start, and leaves the others as they were', async () => {
    await importRoster(week())
    const before = await roster()
    await importRoster(
      `k1;${on(0)} 08:00;${on(0)} 18:00;aanwezigheid\nK2;${on(0)} 08:00;${on(1)} 08:00;bereikbaar`,
    )
    const after = await roster()
    expect(after[0]).toMatchObject({ who: 'K1', end: `${on(0)} 18:00`, kind: 'presence' })
    expect(after.slice(1)).toEqual(before.slice(1))
  })

  it('replaces a noted end when the shift gets another end, says so before, and keeps it otherwise', async () => {
    await importRoster([0, 1, 2].map((n) => `K1;${on(n)} 08:00;${on(n)} 17:00;dag`).join('\n'))
    await database.owner`update shifts set ended_at = ends_at + interval '1 hour', end_noted_at = now(), end_noted_by_id = ${secretary.id}`
    const later = [
      `K1;${on(0)} 08:00;${on(0)} 16:00;dag`,
      `K1;${on(1)} 08:00;${on(1)} 17:00;aanwezigheid`,
      `K1;${on(2)} 08:00;${on(2)} 17:00;dag`,
    ].join('\n')
    const { lines } = await previewOf(later)
    expect(lines).toMatchObject([
      { state: 'changed', replacesEndAt: instantAt(on(0), '18:00') },
      { state: 'changed', replacesEndAt: null },
      { state: 'same' },
    ])
    await importRoster(later)
    const noted =
      await database.owner`select ended_at, end_noted_at is null as unsigned, end_noted_by_id as by from shifts order by starts_at`
    expect(noted).toEqual([
      { ended_at: null, unsigned: true, by: null },
      { ended_at: instantAt(on(1), '18:00'), unsigned: false, by: secretary.id },
      { ended_at: instantAt(on(2), '18:00'), unsigned: false, by: secretary.id },
    ])
  })

  it('writes changes in an order in which no place is taken twice', async () => {
    await importRoster(
      `K1;${on(0)} 08:00;${on(0)} 12:00;dag\nK1;${on(0)} 12:00;${on(0)} 17:00;dag\nK1;${on(1)} 08:00;${on(1)} 20:00;dag`,
    )
    await importRoster(
      [
        `K1;${on(1)} 16:00;${on(1)} 23:00;`,
        `K1;${on(0)} 08:00;${on(0)} 14:00;dag`,
        `K1;${on(0)} 12:00;${on(0)} 17:00;verlof`,
        `K1;${on(1)} 08:00;${on(1)} 16:00;dag`,
      ].join('\n'),
    )
    expect((await roster()).map((shift) => [shift.end, shift.kind])).toEqual([
      [`${on(0)} 14:00`, 'day'],
      [`${on(0)} 17:00`, 'leave'],
      [`${on(1)} 16:00`, 'day'],
      [`${on(1)} 23:00`, 'evening'],
    ])
  })

  it('reads ends on the next day when that is chosen, and only then', async () => {
    const night = `K1;${on(0)} 22:00;${on(0)} 07:30;`
    expect(await previewOf(night)).toMatchObject({ counts: { wrong: 1 }, canEndNextDay: 1 })
    const { id, seen, counts } = await previewOf(night, { overnight: true })
    expect(counts.new).toBe(1)
    await expect(writeRoster(secretary, { importId: id, seen }, now)).rejects.toMatchObject({
      reason: 'changed',
    })
    await writeRoster(secretary, { importId: id, seen, overnight: 'on' }, now)
    expect(await roster()).toMatchObject([{ end: `${on(1)} 07:30`, kind: 'night' }])
  })

  it('leaves wrong lines out only when that is chosen', async () => {
    const { id, seen } = await previewOf(`${week()}\nK404;${on(0)} 08:00;${on(0)} 17:00;dag`)
    await expect(writeRoster(secretary, { importId: id, seen }, now)).rejects.toMatchObject({
      issues: [{ path: ['leaveWrong'] }],
    })
    expect(await roster()).toHaveLength(0)
    await writeRoster(secretary, { importId: id, seen, leaveWrong: 'on' }, now)
    expect(await roster()).toHaveLength(4)
  })

  it('is refused as changed when the roster is another than in the preview', async () => {
    const { id, seen } = await previewOf(week())
    await importRoster(`K1;${on(0)} 08:00;${on(0)} 17:00;dag`)
    await expect(writeRoster(secretary, { importId: id, seen }, now)).rejects.toMatchObject({
      reason: 'changed',
    })
    expect(await roster()).toHaveLength(1)
  })

  it('leaves one audit row about the people of whom something was written', async () => {
    const { id } = await importRoster(week())
    const [row] =
      await database.owner`select actor_id, about from audit where action = 'roster.import' and subject_id = ${id}`
    expect(row?.actor_id).toBe(secretary.id)
    expect([...(row?.about ?? [])].sort()).toEqual(['K1', 'K2', 'K5'].map(hospital.idOf).sort())
  })

  it('writes a file of 10 MB within the time a request has', async () => {
    const lines = [head.trim()]
    const staff = Array.from({ length: 300 }, (_, n) => `Z${n}`)
    await database.owner`insert into people (staff_number, given_name, family_name) select n, 'Zoë', n from unnest(${staff}::text[]) n`
    await database.owner`insert into roles (person_id, role, department_id, from_on)
      select id, 'nurse', ${hospital.departmentId.chi}, ${hospital.startedOn} from people where staff_number like 'Z%'`
    let size = 0
    for (let day = 0; size < sheetMostBytes - 100; day += 1)
      for (const who of staff) {
        const line = `${who};${on(day)} 08:00:00;${on(day)} 16:30:00;dag;${'.'.repeat(30)}`
        size += line.length + 1
        if (size < sheetMostBytes - 100) lines.push(line)
      }
    const text = lines.join('\n').replace('kind', 'kind;note')
    const started = performance.now()
    const { id } = await keep(secretary, 'roster', text)
    const kept = performance.now()
    const preview = (await loadRosterPreview(secretary, id, { overnight: false }, now))?.preview
    const looked = performance.now()
    expect(preview?.counts).toMatchObject({ new: lines.length - 1, wrong: 0 })
    await writeRoster(secretary, { importId: id, seen: preview?.seen ?? '' }, now)
    const written = performance.now()
    console.log(
      `10 MB, ${lines.length - 1} shifts: kept ${Math.round(kept - started)} ms, looked at ${Math.round(looked - kept)} ms, written ${Math.round(written - looked)} ms`,
    )
    const [count] = await database.owner`select count(*)::int as n from shifts`
    expect(count?.n).toBe(lines.length - 1)
  }, 120_000)
})

describe('walls', () => {
  it('says of people elsewhere only that they are not in her departments', async () => {
    const { lines, counts } = await previewOf(
      `K4;${on(0)} 08:00;${on(0)} 17:00;dag\nk4@zh.nl;${on(1)} 08:00;${on(1)} 17:00;dag`,
    )
    expect(counts.wrong).toBe(2)
    for (const line of lines)
      expect(line).toMatchObject({ state: 'wrong', mistakes: [{ reason: 'person-elsewhere' }] })
    expect(JSON.stringify(lines)).not.toContain('Joost')
  })

  it('only a secretary keeps, sees and writes rosters, and only her own file', async () => {
    const { id, seen } = await previewOf(week())
    for (const number of ['K1', 'K2', 'K6', 'K7']) {
      const viewer = await hospital.as(number)
      await expect(keep(viewer, 'roster', head + week())).rejects.toMatchObject({ reason: 'forbidden' })
      expect(await loadRosterPreview(viewer, id, { overnight: false }, now)).toBeNull()
      await expect(writeRoster(viewer, { importId: id, seen }, now)).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }
    const colleague = await hospital.as('K9')
    expect(await loadRosterPreview(colleague, id, { overnight: false }, now)).toBeNull()
    await expect(writeRoster(colleague, { importId: id, seen }, now)).rejects.toMatchObject({
      reason: 'not-found',
    })
  })

  it('row security alone keeps shifts of other departments from being written', async () => {
    const insert = (person: string) =>
      sql`insert into shifts (person_id, starts_at, ends_at, kind) values (${hospital.idOf(person)}, now(), now() + interval '1 hour', 'day')`
    for (const [writer, person] of [
      ['K8', 'K4'],
      ['K9', 'K1'],
      ['K7', 'K1'],
      ['K2', 'K1'],
      ['K1', 'K1'],
    ] as const)
      await expect(as(hospital.idOf(writer), (tx) => tx.execute(insert(person)))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
    await as(hospital.idOf('K8'), (tx) => tx.execute(insert('K1')))
    const changed = await as(hospital.idOf('K9'), (tx) =>
      tx.execute(sql`update shifts set kind = 'leave' returning id`),
    )
    expect(changed).toHaveLength(0)
  })

  it('the code alone refuses with row security off', async () => {
    const other = await testDatabase()
    try {
      const there = await smallHospital(other)
      for (const table of ['imports', 'people', 'contacts', 'roles', 'shifts'])
        await other.owner.unsafe(`alter table ${table} disable row level security`)
      const planner = await there.as('K8')
      const { id } = await keep(planner, 'roster', `${head}K4;${on(0)} 08:00;${on(0)} 17:00;dag`)
      const seen = (await loadRosterPreview(planner, id, { overnight: false }, now))?.preview?.seen ?? ''
      await expect(writeRoster(planner, { importId: id, seen, leaveWrong: 'on' }, now)).rejects.toMatchObject(
        {
          reason: 'import-nothing',
        },
      )
      expect(await other.owner`select from shifts`).toHaveLength(0)
      expect(await loadRosterPreview(await there.as('K9'), id, { overnight: false }, now)).toBeNull()
      await expect(writeRoster(await there.as('K9'), { importId: id, seen }, now)).rejects.toMatchObject({
        reason: 'not-found',
      })
      await expect(writeRoster(await there.as('K7'), { importId: id, seen }, now)).rejects.toMatchObject({
        reason: 'forbidden',
      })
    } finally {
      await other.drop()
    }
  })
})
