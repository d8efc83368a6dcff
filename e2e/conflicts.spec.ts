import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, test } from './domain'
import type { Hospital } from './hospital'

const { secretary, psychologist } = demoPeople

/** Her ward's intervision with two who are on a day shift then; the first of them works the night before instead. */
async function brokenByNight({ owner }: Hospital) {
  const [day] = await owner<{ wardId: string; first: string; second: string; startsAt: Date }[]>`
    select r.department_id as "wardId", a.person_id as first, b.person_id as second, a.starts_at + interval '2 hours' as "startsAt"
    from roles r join roles x on x.department_id = r.department_id and x.role = 'resident' and x.until_on is null
    join roles y on y.department_id = r.department_id and y.role = 'resident' and y.until_on is null and x.person_id < y.person_id
    join shifts a on a.person_id = x.person_id and a.kind = 'day' join shifts b on b.person_id = y.person_id and b.kind = 'day'
    where r.person_id = ${secretary.id} and r.role = 'secretary' and a.starts_at = b.starts_at and a.starts_at > now() + interval '7 days'
      and not exists (select from session_people p where p.person_id in (x.person_id, y.person_id) and p.during && tstzrange(a.starts_at, a.ends_at))
      and not exists (select from session_people p where p.person_id = ${psychologist.id} and p.during && tstzrange(a.starts_at, a.ends_at))
    order by a.starts_at, a.person_id, b.person_id limit 1`
  const { wardId, first, second, startsAt } = day!
  const [session] = await owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, department_id, booked_by_id)
    values ('intervision', ${startsAt}, ${startsAt}::timestamptz + interval '90 minutes', ${wardId}, ${secretary.id}) returning id`
  for (const [personId, part] of [
    [first, 'resident'],
    [second, 'resident'],
    [psychologist.id, 'guide'],
  ] as const)
    await owner`insert into session_people (session_id, person_id, part, during)
      values (${session!.id}, ${personId}, ${part}, tstzrange(${startsAt}, ${startsAt}::timestamptz + interval '90 minutes'))`
  await owner`delete from shifts where person_id = ${first} and ends_at > ${startsAt}::timestamptz - interval '26 hours' and starts_at < ${startsAt}::timestamptz + interval '14 hours'`
  await owner`insert into shifts (person_id, starts_at, ends_at, kind)
    values (${first}, ${startsAt}::timestamptz - interval '11 hours', ${startsAt}::timestamptz - interval '2 hours', 'night')`
  const [name] = await owner<{ name: string }[]>`
    select given_name || ' ' || family_name as name from people where id = ${first}`
  return name!.name
}

test('a roster changes: what she planned has three times that fit, who is told is said, and one of them is taken', async ({
  as,
  hospital,
}) => {
  const name = await brokenByNight(hospital)
  const education = await as('coordinator')
  await education.goto('/rosters')
  await education.getByRole('link', { name: 'Past niet meer' }).click()
  await expect(education.getByText(`${name}: rust.`)).toBeVisible()
  await expect(education.getByRole('heading', { name: /Van anderen/ })).toBeHidden()

  const page = await as('secretary')
  await page.goto('/rosters?done=noted')
  await expect(page.getByRole('link', { name: 'Bekijk welke en wanneer het wel kan' })).toBeVisible()
  await page.getByRole('link', { name: 'Past niet meer' }).click()
  await expect(page.getByRole('heading', { name: /Door jou gepland/ })).toBeVisible()
  await expect(page.getByText(`${name}: rust.`)).toBeVisible()
  await expect(page.getByText(/Verzet je, dan krijgen 3 mensen bericht: /)).toBeVisible()
  const times = page.locator('main a[href*="/move?at="]')
  await expect(times).toHaveCount(3)
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })

  await times.first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Verzetten' })).toBeVisible()
  await page.getByRole('button', { name: 'Verzetten' }).click()
  await expect(page.getByRole('status').first()).toContainText('Verzet.')
  await page.goto('/rosters/conflicts')
  await expect(page.getByText(`${name}: rust.`)).toBeHidden()
})

test('on the narrowest phone nothing of it runs off the screen', async ({ as, hospital }) => {
  const name = await brokenByNight(hospital)
  const page = await as('secretary')
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/rosters/conflicts')
  await expect(page.getByText(`${name}: rust.`)).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expectAccessible(page)
})
