import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { discardImport, writePeople } from './commands'
import { keep, smallHospital, type SmallHospital } from './hospital.test-support'
import { loadPeoplePreview } from './queries'

let database: TestDatabase
let hospital: SmallHospital
let coordinator: Viewer
const now = new Date()
const today = todayOn(now)

beforeAll(async () => {
  database = await testDatabase()
  hospital = await smallHospital(database)
  coordinator = await hospital.as('K7')
})
afterAll(() => database.drop())

const head =
  'number;given_name;family_name;email;role;department;department_name;site;from;until;kind;fte;supervisor;qualifications;language\n'

async function previewOf(text: string, viewer = coordinator) {
  const { id } = await keep(viewer, 'people', head + text)
  const kept = await loadPeoplePreview(viewer, id, now)
  if (!kept?.preview) throw new Error('no preview')
  return { id, ...kept.preview }
}

async function importPeople(text: string) {
  const { id, seen } = await previewOf(text)
  return writePeople(coordinator, { importId: id, seen, leaveWrong: 'on' }, now)
}

const counted = async () => {
  const [row] =
    await database.owner`select (select count(*) from people)::int as people, (select count(*) from roles)::int as roles,
    (select count(*) from departments)::int as departments, (select count(*) from pairings)::int as pairings,
    (select count(*) from qualifications)::int as qualifications`
  return row
}

const file = () =>
  [
    'P1;Nora;el Amrani;nora@zh.nl;arts-assistent;SEH;Spoed;Oost;' +
      today +
      ';;aios;0,8;K2;BIG 00001234001 2029-05-01|LVSC;en',
    `P2;Bram;"de
Boer";BRAM@zh.nl;supervisor;SEH;Spoed;Oost;${today};;;;;;`,
    `P3;Yara;Yildiz;yara@zh.nl;resident;SEH;Spoed;Oost;${today};${addDaysOn(today, 180)};anios;;bram@zh.nl;;`,
    `K1;Sanne;Jansen;k1@zh.nl;resident;CHI;;;${hospital.startedOn};;anios;;K2;;`,
  ].join('\n')

describe('importing people', () => {
  it('writes nothing while it is looked at', async () => {
    const before = await counted()
    const { counts, newDepartments } = await previewOf(file())
    expect(counts).toEqual({ new: 3, changed: 1, same: 0, wrong: 0 })
    expect(newDepartments).toMatchObject([{ code: 'SEH', name: 'Spoed', site: 'Oost' }])
    expect(await counted()).toEqual(before)
  })

  it('writes people, roles, departments, qualifications and pairings, with one audit row about them', async () => {
    const { id } = await importPeople(file())
    const people = await database.owner`
      select p.family_name, c.email, c.locale, r.role, d.code, r.from_on::text, r.until_on::text, s.kind, s.fte::float
      from people p join contacts c on c.person_id = p.id join roles r on r.person_id = p.id
        join departments d on d.id = r.department_id left join residencies s on s.role_id = r.id
      where p.staff_number like 'P%' order by p.staff_number`
    expect(people).toMatchObject([
      {
        family_name: 'el Amrani',
        email: 'nora@zh.nl',
        locale: 'en',
        role: 'resident',
        code: 'SEH',
        from_on: today,
        kind: 'aios',
        fte: 0.8,
      },
      { family_name: 'de Boer', email: 'bram@zh.nl', locale: 'nl', role: 'supervisor', kind: null },
      { family_name: 'Yildiz', until_on: addDaysOn(today, 180), kind: 'anios', fte: 1 },
    ])
    const pairings = await database.owner`
      select r.staff_number as resident, g.staff_number as guide, a.from_on::text, a.until_on::text, a.accepted_by_id
      from pairings a join people r on r.id = a.resident_id join people g on g.id = a.guide_id order by 1`
    expect(pairings).toMatchObject([
      { resident: 'K1', guide: 'K2', from_on: hospital.startedOn, accepted_by_id: coordinator.id },
      { resident: 'P1', guide: 'K2', from_on: today, until_on: null },
      { resident: 'P3', guide: 'P2', from_on: today, until_on: addDaysOn(today, 180) },
    ])
    expect(
      await database.owner`select q.kind, q.number, q.expires_on::text from qualifications q order by q.kind`,
    ).toMatchObject([{ kind: 'BIG', number: '00001234001', expires_on: '2029-05-01' }, { kind: 'LVSC' }])
    const audited =
      await database.owner`select actor_id, cardinality(about) as people from audit where action = 'people.import' and subject_id = ${id}`
    expect(audited).toEqual([{ actor_id: coordinator.id, people: 5 }])
    const [kept] = await database.owner`select written_at, content from imports where id = ${id}`
    expect(kept).toMatchObject({ content: '' })
    expect(kept?.written_at).not.toBeNull()
  })

  it('changes nothing when the same file is imported again', async () => {
    const before = await counted()
    const { id, counts, seen } = await previewOf(file())
    expect(counts).toEqual({ new: 0, changed: 0, same: 4, wrong: 0 })
    await expect(writePeople(coordinator, { importId: id, seen }, now)).rejects.toMatchObject({
      reason: 'import-nothing',
    })
    expect(await counted()).toEqual(before)
  })

  it('gives another supervisor from today and tells the people concerned', async () => {
    const row = `K1;Sanne;Jansen;k1@zh.nl;resident;CHI;;;${hospital.startedOn};;aios;0.9;K3;;`
    const { counts, lines, seen, id } = await previewOf(row)
    expect(counts.changed).toBe(1)
    expect(lines[0]?.changes.map(({ field }) => field)).toEqual(['kind', 'fte', 'supervisor'])
    await writePeople(coordinator, { importId: id, seen }, now)
    const pairings = await database.owner`
      select guide_id, from_on::text, until_on::text, ended_by_id from pairings where resident_id = ${hospital.idOf('K1')} order by from_on`
    expect(pairings).toMatchObject([
      { guide_id: hospital.idOf('K2'), until_on: today, ended_by_id: coordinator.id },
      { guide_id: hospital.idOf('K3'), from_on: today, until_on: null },
    ])
    const told = await database.owner`select kind, recipient_id from outbox order by kind, recipient_id`
    expect(told.map(({ kind }) => kind)).toEqual(['pairing.ended', 'pairing.given', 'pairing.given'])
    expect((await previewOf(row)).counts.same).toBe(1)
  })

  it('asks the independence of mentors again when roles change', async () => {
    const [resident, mentor] = [hospital.idOf('K4'), hospital.idOf('K6')]
    await database.owner`insert into pairings (kind, resident_id, guide_id, from_on, asked_at, asked_by_id, accepted_at, accepted_by_id)
      values ('mentor', ${resident}, ${mentor}, ${today}, now(), ${resident}, now(), ${mentor})`
    await importPeople(`K6;;;;supervisor;GER;;;${today};;;;;;`)
    const [pairing] = await database.owner`select conflict from pairings where kind = 'mentor'`
    expect(pairing).toEqual({ conflict: 'assesses-in-her-department' })
  })
})

describe('wrong lines', () => {
  const mixed = () =>
    `W1;Wies;Wit;wies@zh.nl;nurse;CHI;;;${today};;;;;;\nW2;Wout;Wit;wout@zh.nl;nurse;XXX;;;${today};;;;;;`

  it('are left out only when that is chosen', async () => {
    const { id, seen } = await previewOf(mixed())
    await expect(writePeople(coordinator, { importId: id, seen }, now)).rejects.toMatchObject({
      issues: [{ path: ['leaveWrong'], message: 'leave-wrong' }],
    })
    expect(await database.owner`select from people where staff_number like 'W%'`).toHaveLength(0)
    const { counts } = await writePeople(coordinator, { importId: id, seen, leaveWrong: 'on' }, now)
    expect(counts).toEqual({ new: 1, changed: 0, same: 0, wrong: 1 })
    expect(await database.owner`select staff_number from people where staff_number like 'W%'`).toEqual([
      { staff_number: 'W1' },
    ])
  })

  it('is refused as changed when the hospital is another than in the preview', async () => {
    const { id, seen } = await previewOf(`V1;Vera;Vos;vera@zh.nl;nurse;CHI;;;${today};;;;;;`)
    await database.owner`with person as (insert into people (staff_number, given_name, family_name) values ('X9', 'A', 'B') returning id)
      insert into contacts (person_id, email) select id, 'vera@zh.nl' from person`
    await expect(
      writePeople(coordinator, { importId: id, seen, leaveWrong: 'on' }, now),
    ).rejects.toMatchObject({ reason: 'changed' })
    expect(await database.owner`select from people where staff_number = 'V1'`).toHaveLength(0)
  })

  it('is written once, however often it is posted', async () => {
    const { id, seen } = await previewOf(`U1;Uma;Ul;uma@zh.nl;nurse;CHI;;;${today};;;;;;`)
    const posts = await Promise.allSettled(
      [1, 2, 3].map(() => writePeople(coordinator, { importId: id, seen }, now)),
    )
    expect(posts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const post of posts)
      if (post.status === 'rejected') expect(post.reason).toMatchObject({ reason: 'import-done' })
  })
})

describe('a file that cannot be read', () => {
  it.each([
    ['a broken Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'sheet-broken'],
    ['only column names', head, 'sheet-empty'],
    ['no role column', 'number;given_name\nK1;A', 'sheet-columns'],
    ['an open quote', `${head}"K1;A`, 'sheet-quote'],
    ['a column twice', 'nummer;personeelsnummer\nK1;A', 'sheet-column-twice'],
  ])('%s is refused and not kept', async (_, content, reason) => {
    const [before] = await database.owner`select count(*) from imports`
    await expect(keep(coordinator, 'people', content)).rejects.toMatchObject({ reason })
    expect(await database.owner`select count(*) from imports`).toEqual([before])
  })
  it('says at the field that it is empty, missing or too large', async () => {
    const issue = (message: string) => ({ issues: [{ path: ['file'], message }] })
    await expect(keep(coordinator, 'people', '')).rejects.toMatchObject(issue('file-empty'))
    await expect(keep(coordinator, 'people', new Uint8Array(10 * 1024 * 1024 + 1))).rejects.toMatchObject(
      issue('file-large'),
    )
  })
})

describe('walls', () => {
  it('only the coordinator keeps, sees and writes people', async () => {
    const { id, seen } = await previewOf(`T1;Tom;Tol;tom@zh.nl;nurse;CHI;;;${today};;;;;;`)
    for (const number of ['K1', 'K2', 'K6', 'K8']) {
      const viewer = await hospital.as(number)
      await expect(keep(viewer, 'people', head + 'x')).rejects.toMatchObject({ reason: 'forbidden' })
      expect(await loadPeoplePreview(viewer, id, now)).toBeNull()
      await expect(writePeople(viewer, { importId: id, seen }, now)).rejects.toMatchObject({
        reason: 'forbidden',
      })
      await expect(discardImport(viewer, { importId: id })).rejects.toMatchObject({ reason: 'not-found' })
    }
  })

  it('row security alone keeps a file from others, and a role from whoever may not give it', async () => {
    const { id } = await previewOf(`T2;Tim;Tol;tim@zh.nl;nurse;CHI;;;${today};;;;;;`)
    const secretary = hospital.idOf('K8')
    expect(
      await as(secretary, (tx) => tx.execute(sql`select id from imports where id = ${id}`)),
    ).toHaveLength(0)
    for (const statement of [
      sql`insert into imports (kind, made_by_id, file_name, content) values ('people', ${secretary}, 'x', 'x')`,
      sql`insert into people (staff_number, given_name, family_name) values ('Z1', 'A', 'B')`,
      sql`insert into roles (person_id, role, from_on) values (${hospital.idOf('K1')}, 'mentor', ${today})`,
    ])
      await expect(as(secretary, (tx) => tx.execute(statement))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
    await expect(
      as(coordinator.id, (tx) =>
        tx.execute(
          sql`insert into roles (person_id, role, from_on) values (${hospital.idOf('K1')}, 'admin', ${today})`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  it('the code alone refuses with row security off', async () => {
    const other = await testDatabase()
    try {
      const there = await smallHospital(other)
      const owning = await there.as('K7')
      const { id } = await keep(owning, 'people', `${head}T3;Tea;Tol;tea@zh.nl;nurse;CHI;;;${today};;;;;;`)
      const kept = await loadPeoplePreview(owning, id, now)
      for (const table of ['imports', 'people', 'contacts', 'roles', 'departments'])
        await other.owner.unsafe(`alter table ${table} disable row level security`)
      await other.owner`insert into roles (person_id, role, from_on) values (${there.idOf('K6')}, 'coordinator', ${today})`
      const secretary = await there.as('K8')
      expect(await loadPeoplePreview(secretary, id, now)).toBeNull()
      const seen = kept?.preview?.seen ?? ''
      await expect(writePeople(secretary, { importId: id, seen }, now)).rejects.toMatchObject({
        reason: 'forbidden',
      })
      // Another coordinator may import, but not with a file that is not hers.
      const second = await there.as('K6')
      expect(await loadPeoplePreview(second, id, now)).toBeNull()
      await expect(writePeople(second, { importId: id, seen }, now)).rejects.toMatchObject({
        reason: 'not-found',
      })
      await expect(discardImport(second, { importId: id })).rejects.toMatchObject({ reason: 'not-found' })
    } finally {
      await other.drop()
    }
  })
})
