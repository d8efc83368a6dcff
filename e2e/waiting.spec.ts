import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, test } from './domain'
import type { Hospital } from './hospital'
import { signIn } from './sign-in'

const { mentor } = demoPeople
const mentorName = `${mentor.givenName} ${mentor.familyName}`
const book = `/sessions/book?form=mentor-session&with=${mentor.id}`

/** Another resident of the mentor of the demo, who has her at this time. */
async function bookedByAnother({ owner }: Hospital, startsAt: string) {
  const [other] = await owner<{ id: string }[]>`
    select resident_id as id from pairings where kind = 'mentor' and guide_id = ${mentor.id} and accepted_at is not null
      and until_on is null and resident_id <> ${demoPeople.resident.id} order by resident_id limit 1`
  const residentId = other?.id ?? ''
  await owner`update session_people p set released_at = now() where p.person_id = ${residentId} and lower(p.during) > now() and p.released_at is null`
  const [session] = await owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, booked_by_id)
    values ('mentor-session', ${startsAt}, ${startsAt}::timestamptz + interval '45 minutes', ${residentId}) returning id`
  const id = session?.id ?? ''
  for (const [personId, part] of [
    [residentId, 'resident'],
    [mentor.id, 'guide'],
  ] as const)
    await owner`insert into session_people (session_id, person_id, part, during)
      values (${id}, ${personId}, ${part}, tstzrange(${startsAt}, ${startsAt}::timestamptz + interval '45 minutes'))`
  return { id, residentId }
}

test('she waits, another gives a time back, it is offered to her, and she takes it', async ({
  as,
  browser,
  baseURL,
  contextOptions,
  hospital,
}) => {
  const page = await as('resident')
  await page.goto(book)
  await page.getByRole('link', { name: 'Later' }).first().click()
  const times = page.getByRole('link', { name: /\d\d:\d\d$/ })
  await expect(times.first()).toBeVisible()
  const href = (await times.last().getAttribute('href')) ?? ''
  const startsAt = new URL(href, 'http://site').searchParams.get('at') ?? ''
  const { id, residentId } = await bookedByAnother(hospital, startsAt)
  await page.getByRole('button', { name: 'Laat me weten als er plek is' }).click()
  await expect(page.getByRole('status').first()).toContainText('Je staat op de lijst.')
  await expectAccessible(page)

  const context = await browser.newContext({ ...contextOptions, baseURL })
  await signIn(context.request, residentId)
  const others = await context.newPage()
  await others.goto(`/sessions/${id}?cancel=1`)
  await others.getByRole('dialog').getByRole('button', { name: 'Afzeggen' }).click()
  await expect(others.getByRole('status').first()).toContainText('Afgezegd.')
  await context.close()

  await expect(async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Er is plek voor je' })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 15_000 })
  await expect(page.getByText(/Voor jou vrijgehouden tot/)).toBeVisible()
  await expect(page.getByText(mentorName).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Neem deze plek' }).click()
  await expect(page.getByRole('status').first()).toContainText('Afgesproken:')
  await page.goto('/sessions/wait')
  await expect(page.getByText('Je wacht nergens op')).toBeVisible()
})

test('she asks to be told and changes her mind', async ({ as }) => {
  const page = await as('resident')
  await page.goto(book)
  await page.getByRole('button', { name: 'Laat me weten als er plek is' }).click()
  await expect(page.getByRole('status').first()).toContainText('Je staat op de lijst.')
  await page.goto(book)
  await expect(page.getByText(`Je krijgt bericht als er bij ${mentorName} een tijd vrijkomt`)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Niet meer wachten' }).click()
  await expect(page.getByRole('status').first()).toContainText('Je staat niet meer op de lijst.')
})

test('an open place: she signs up from her home, and gives it back', async ({ as }) => {
  const page = await as('resident')
  await page.goto('/')
  await page.getByRole('link', { name: 'Bekijken: Open plekken' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Open plekken' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Inschrijven' }).last().click()
  await expect(page.getByRole('status').first()).toContainText('Je hebt een plek:')
  await page.getByRole('link', { name: 'Bekijken:' }).last().click()
  await page.getByRole('link', { name: 'Afzeggen' }).click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Plek teruggeven' }).click()
  await expect(page.getByRole('status').first()).toContainText('Je hebt je plek teruggegeven.')
})

test('a mentor, whoever it is: a time, yes, and then a name', async ({ as }) => {
  const page = await as('newcomer')
  await page.goto('/')
  await page.getByRole('link', { name: 'Eén gesprek, maakt niet uit met wie' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Gesprek met een mentor' })).toBeVisible()
  await page.getByRole('link', { name: 'Later' }).first().click()
  await expectAccessible(page)
  await page
    .getByRole('link', { name: /\d\d:\d\d$/ })
    .first()
    .click()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Boeken' }).click()
  await expect(page.getByRole('status').first()).toContainText('Geboekt:')
  await page.getByRole('link', { name: 'Verzetten' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Afspraak verzetten' })).toBeVisible()
})

test('no mentor has a time: she waits for any of them, one comes back, and the time is offered to her', async ({
  as,
  hospital,
}) => {
  const { owner } = hospital
  await owner`insert into absences (person_id, from_on, until_on, made_by_id)
    select person_id, current_date - 1, current_date + 90, person_id from mentor_places where pooled_at is not null`
  const page = await as('newcomer')
  await page.goto('/sessions/any')
  await expect(page.getByText('Geen vrije tijden in deze week')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Laat me weten als er plek is' }).click()
  await expect(page.getByRole('status').first()).toContainText('Je staat op de lijst.')
  await expect(page.getByText('Een mentor, maakt niet uit wie.')).toBeVisible()
  await page.goto('/sessions/any')
  await expect(
    page.getByText('Je krijgt bericht als er bij een mentor een tijd vrijkomt die je past.'),
  ).toBeVisible()
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await expectAccessible(page)

  await owner`delete from absences where from_on = current_date - 1 and until_on = current_date + 90`
  // What opens is looked for every few minutes.
  await owner`delete from worker_beats where name = 'often.waiting'`
  await expect(async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Er is plek voor je' })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 15_000 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Neem deze plek' }).first().click()
  await expect(page.getByRole('status').first()).toContainText('Afgesproken:')
  await page.goto('/sessions/wait')
  await expect(page.getByText('Je wacht nergens op')).toBeVisible()
})
