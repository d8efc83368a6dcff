import { randomUUID } from 'node:crypto'
import { demoPeople } from '@/db/seed/demo-accounts'
import { addDaysOn, daysBetweenOn, mondayOf, todayOn } from '@/lib/time'
import { expect, test } from './domain'
import type { Hospital } from './hospital'
import { demoFile, upload } from './verbs-imports'

/** Both cover the four weeks from this Monday; source and licence stand beside the files. */
const files = ['inrc2-n012w8-a.csv', 'inrc2-n021w4-a.csv']
const firstOn = '2027-01-04'

/** A roster with the same weekdays, from another Monday on. */
function shifted(csv: string, monday: string): string {
  const later = (date: string) => addDaysOn(date, daysBetweenOn(firstOn, monday))
  return csv.replace(/\d{4}-\d{2}-\d{2}/g, later)
}

type RoleRow = { person_id: string; role: string; department_id: string; from_on: string }

/** A department with everybody of these rosters as a resident, whose secretary is that of the demo. */
async function department(hospital: Hospital, rosters: readonly string[]): Promise<string> {
  const { owner } = hospital
  const id: string = randomUUID()
  const names = new Set(
    rosters.flatMap((csv) =>
      csv
        .split('\n')
        .slice(1)
        .flatMap((line) => line.split(',')[0] || []),
    ),
  )
  await owner`insert into departments (id, code, name, site) values (${id}, 'INRC', 'Proefrooster', 'Noord')`
  const people: { id: string; staff_number: string; given_name: string; family_name: string }[] = [
    ...names,
  ].map((name) => ({
    id: randomUUID(),
    staff_number: name,
    given_name: name,
    family_name: 'Rooster',
  }))
  await owner`insert into people ${owner(people)}`
  await owner`insert into contacts ${owner(people.map((one) => ({ person_id: one.id, email: `${one.id}@klankbord.example` })))}`
  const role = (person_id: string, name: string): RoleRow => ({
    person_id,
    role: name,
    department_id: id,
    from_on: '2020-01-01',
  })
  const roles = [...people.map((one) => role(one.id, 'resident')), role(demoPeople.secretary.id, 'secretary')]
  await owner`insert into roles ${owner(roles)}`
  return id
}

test('two published rosters become groups that can meet, from the files to published, within a minute', async ({
  as,
  hospital,
}, info) => {
  test.setTimeout(120_000)
  const monday = addDaysOn(mondayOf(todayOn(new Date())), 14)
  const rosters = await Promise.all(
    files.map(async (name) => shifted(String(await demoFile(`rosters/${name}`)), monday)),
  )
  const departmentId = await department(hospital, rosters)
  const page = await as('secretary')

  const begun = performance.now()
  for (const [n, csv] of rosters.entries()) {
    await upload(page, '/rosters/import', csv, files[n])
    await expect(page.getByText(/, 0 gewijzigd, 0 met een fout/)).toBeVisible()
    await page.getByRole('button', { name: /diensten opslaan/ }).click()
    await expect(page.getByText(/^Opgeslagen: \d+ nieuw/)).toBeVisible()
  }
  await page.goto(`/groups/plan/new?form=intervision&department=${departmentId}`)
  await page.getByLabel('Hoe heet het plan?').fill('Proef')
  await page.getByLabel('Eerste week').fill(monday)
  await page.getByLabel('Hoeveel weken?').fill('4')
  await page.getByLabel('Niet eerder dan').fill('08:00')
  await page.getByLabel('Bijeenkomsten per groep').fill('1')
  await page.getByLabel('Hoe lang zoeken?').selectOption({ label: 'Kort (3 seconden)' })
  await page.getByRole('button', { name: 'Maak een voorstel' }).click()
  await page.getByRole('link', { name: 'Publiceren' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Publiceer' }).click()
  await expect(page.getByRole('status').first()).toContainText('Gepubliceerd.', { timeout: 20_000 })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  info.annotations.push({ type: 'from import to published', description: `${seconds} s` })

  const groups = await hospital.owner<{ members: number; meetings: number; coming: number }[]>`
      select (select count(*)::int from group_members m where m.group_id = g.id) as members,
        (select count(*)::int from group_meetings m where m.group_id = g.id) as meetings,
        (select count(*)::int from group_meetings m join session_people p on p.session_id = m.session_id and p.part = 'resident'
          where m.group_id = g.id) as coming
      from groups g where g.department_id = ${departmentId}`
  expect(groups.reduce((sum, { members }) => sum + members, 0)).toBe(33)
  expect(groups.every(({ meetings, coming }) => meetings === 1 && coming >= 1)).toBe(true)
})
