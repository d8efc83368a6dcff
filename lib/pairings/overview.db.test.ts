import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { day, hospital, today, type Person } from './hospital.test-support'
import { loadOverview, loadResidentPairings, previewSupervisor, residentsPerPage } from './overview'
import { listMentors, loadMyPairings } from './queries'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let resident: Person, lonely: Person, supervisor: Person, next: Person, mentor: Person, near: Person
let office: Viewer, secretary: Viewer, her: Viewer, guide: Viewer
const now = new Date()

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  resident = await lay.person('Roos', ['resident', 'surgery'])
  lonely = await lay.person('Lot', ['resident', 'medicine'])
  supervisor = await lay.person('Sam', ['supervisor', 'surgery'])
  next = await lay.person('Noor', ['supervisor', 'medicine'])
  mentor = await lay.mentor('Mieke', 2)
  near = await lay.mentor('Nabij', 3, ['supervisor', 'medicine'])
  await lay.mentor('Vol', 0)
  her = await signInAs(resident.id)
  guide = await signInAs(mentor.id)
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
  secretary = await signInAs((await lay.person('Sien', ['secretary', 'surgery'])).id)
  await lay.paired('supervisor', resident, supervisor, -50, 10)
  await lay.paired('supervisor', resident, next, 10)
  await lay.paired('mentor', resident, near, -20)
  await database.owner`update pairings set conflict = 'rosters-her', conflict_found_at = now() where kind = 'mentor'`
  await database.owner`insert into pairings (kind, resident_id, guide_id, from_on, asked_at, asked_by_id)
    values ('mentor', ${lonely.id}, ${mentor.id}, ${today}, now(), ${lonely.id})`
})
afterAll(() => database.drop())

describe('the overview', () => {
  it('shows the coordinator everybody, who has no supervisor, conflicts and questions', async () => {
    const overview = await loadOverview(office, {}, now)
    expect(overview).toMatchObject({ count: 2, withoutCount: 1, openCount: 1 })
    expect(overview?.residents.find((each) => each.id === resident.id)).toMatchObject({
      supervisor: 'Sam Test',
      supervisorSince: day(-50),
      next: 'Noor Test',
      nextFrom: day(10),
      mentoring: 'active',
      departments: ['surgery, Noord'],
    })
    expect(overview?.residents.find((each) => each.id === lonely.id)).toMatchObject({
      supervisor: null,
      mentoring: 'asked',
    })
    expect(overview?.conflicts).toMatchObject([
      { conflict: 'rosters-her', mentor: 'Nabij Test', sinceOn: today },
    ])
    expect(overview?.open).toMatchObject([{ state: 'asked', resident: 'Lot Test' }])
  })
  it('leaves a row in "who looked at me" of those whose mentor was shown', async () => {
    const rows =
      await database.owner`select about from audit where action = 'pairing.read' and actor_id = ${office.id}`
    expect(rows[0]?.about).toContain(resident.id)
  })
  it('finds by name and by who is without', async () => {
    expect((await loadOverview(office, { search: 'test lot' }, now))?.residents).toHaveLength(1)
    expect((await loadOverview(office, { search: '%' }, now))?.residents).toHaveLength(0)
    const without = await loadOverview(office, { isWithout: true }, now)
    expect(without?.residents.map((each) => each.id)).toEqual([lonely.id])
  })
  it('shows a secretary her departments, and nothing of mentors', async () => {
    const overview = await loadOverview(secretary, {}, now)
    expect(overview?.residents.map((each) => each.id)).toEqual([resident.id])
    expect(JSON.stringify(overview)).not.toMatch(/Nabij|Mieke|rosters-her/)
  })
  it('is for nobody else', async () => {
    for (const viewer of [her, guide]) expect(await loadOverview(viewer, {}, now)).toBeNull()
  })
})

describe('one resident', () => {
  it('shows supervisors over time and whom to choose, those of her department first', async () => {
    const one = await loadResidentPairings(secretary, resident.id, today, now)
    expect(one?.supervisions.map((each) => [each.name, each.state])).toEqual([
      ['Noor Test', 'coming'],
      ['Sam Test', 'active'],
    ])
    expect(one?.choices.near).toEqual([
      { id: supervisor.id, name: 'Sam Test', departments: ['surgery, Noord'] },
    ])
    expect(one?.choices.elsewhere.map((each) => each.name)).toEqual(['Nabij Test', 'Noor Test'])
  })
  it('shows the coordinator her mentor and who else can be', async () => {
    const one = await loadResidentPairings(office, resident.id, today, now)
    expect(one?.mentoring?.mentor?.name).toBe('Nabij Test')
    expect(one?.mentoring?.available.map((each) => each.name)).toEqual(['Mieke Test'])
  })
  it('says beforehand what a transfer does, by the rules of the command', async () => {
    const preview = (guideId: string, fromOn: string) =>
      previewSupervisor(office, { residentId: resident.id, guideId, fromOn }, now)
    expect(await preview(near.id, day(3))).toEqual({
      name: 'Nabij Test',
      refusal: null,
      firstDay: day(-50),
      ended: [
        { name: 'Noor Test', untilOn: day(10), neverHeld: true },
        { name: 'Sam Test', untilOn: day(3), neverHeld: false },
      ],
    })
    expect((await preview(supervisor.id, day(3)))?.refusal).toBe('same-supervisor')
  })
})

describe('mine', () => {
  it('shows a resident her supervisors over time, her mentor and her question', async () => {
    const { resident: mine, mentor: asMentor, supervisor: asSupervisor } = await loadMyPairings(her, now)
    expect(mine?.supervisors.map((each) => each.name)).toEqual(['Noor Test', 'Sam Test'])
    expect(mine?.mentor).toMatchObject({ name: 'Nabij Test', conflict: 'rosters-her' })
    expect([asMentor, asSupervisor]).toEqual([null, null])
  })
  it('shows a mentor the question that waits and the places left', async () => {
    const { mentor: mine } = await loadMyPairings(guide, now)
    expect(mine?.questions).toMatchObject([
      { name: 'Lot Test', departments: ['medicine, Noord'], waitingSince: today },
    ])
    expect(mine?.room).toBe(1)
  })
  it('shows a supervisor her residents', async () => {
    const mine = await loadMyPairings(await signInAs(supervisor.id), now)
    expect(mine.supervisor?.residents).toMatchObject([
      { name: 'Roos Test', fromOn: day(-50), untilOn: day(10) },
    ])
  })
  it('offers a resident mentors with room who are independent, and counts the others by reason', async () => {
    const found = await listMentors(await signInAs(lonely.id), now)
    expect(found?.available).toMatchObject([{ name: 'Mieke Test', room: 1 }])
    expect(found?.unavailable.sort((a, b) => a.reason.localeCompare(b.reason))).toEqual([
      { reason: 'assesses-in-her-department', count: 1 },
      { reason: 'no-room', count: 1 },
    ])
    expect(found?.hasOpenQuestion).toBe(true)
    expect(JSON.stringify(found)).not.toMatch(/Roos|Vol|Nabij/)
  })
})

it('answers for 5,000 residents a page at a time, within seconds on a busy machine', async () => {
  await database.owner`insert into people (staff_number, given_name, family_name) select 'B' || n, 'Bulk', 'Resident ' || n from generate_series(1, 5000) n`
  await database.owner`insert into roles (person_id, role, department_id, from_on)
    select p.id, 'resident', d.id, '2025-01-01' from people p, departments d where p.given_name = 'Bulk' and d.code = 'surgery'`
  await database.owner`insert into pairings (kind, resident_id, guide_id, from_on, asked_at, asked_by_id, accepted_at, accepted_by_id)
    select k, p.id, case k when 'mentor' then ${mentor.id}::uuid else ${supervisor.id}::uuid end, '2026-01-01', now(), p.id, now(),
      case k when 'mentor' then ${mentor.id}::uuid else ${supervisor.id}::uuid end
    from people p, unnest(array['mentor', 'supervisor']) k where p.given_name = 'Bulk'`
  await database.owner`analyze`
  for (const viewer of [office, secretary]) {
    const started = performance.now()
    const overview = await loadOverview(viewer, { page: 20 }, now)
    const took = performance.now() - started
    expect(overview?.residents).toHaveLength(residentsPerPage)
    expect(overview?.count).toBe(viewer === office ? 5002 : 5001)
    expect(took).toBeLessThan(4_000)
  }
})
