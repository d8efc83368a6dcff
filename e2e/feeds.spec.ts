import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, test } from './domain'

const { resident } = demoPeople
const page = '/rosters/feeds'

test('an address in a private network is refused at its field, and nothing is stored', async ({
  as,
  hospital,
}) => {
  const her = await as('resident')
  await her.goto('/rosters')
  await her.getByRole('link', { name: 'Agenda inlezen' }).click()
  await expect(her).toHaveURL(new RegExp(`${page}$`))
  const address = her.getByLabel('Adres van de agenda')
  for (const inside of [
    'http://127.0.0.1:9/rooster.ics',
    'https://[::ffff:10.0.0.1]/a.ics',
    'webcal://localhost/a',
  ]) {
    // Afresh: an answer that is still on its way would fill the field again.
    await her.goto(page)
    await address.fill(inside)
    await her.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(her.getByText('Dit adres ligt in een eigen netwerk.').first()).toBeVisible()
    await expect(address).toHaveValue(inside)
  }
  await her.goto(page)
  await address.fill('geen adres')
  await her.getByRole('button', { name: 'Toevoegen' }).click()
  await expect(her.getByText('Vul een adres in dat met https:// begint').first()).toBeVisible()
  await expectAccessible(her)
  expect(await hospital.owner`select id from roster_feeds`).toHaveLength(0)
})

test('a resident adds a calendar of her own, sees its website only, and stops it', async ({
  as,
  hospital,
}) => {
  const her = await as('resident')
  await her.goto(page)
  // A name that no server in the world answers to: this test asks nobody.
  await her.getByLabel('Adres van de agenda').fill('webcal://rooster.invalid/geheim-1234.ics')
  await her.getByRole('button', { name: 'Toevoegen' }).click()
  await expect(her.getByText('Toegevoegd.')).toBeVisible()
  const row = her.getByRole('listitem').filter({ hasText: 'rooster.invalid' })
  await expect(row).toContainText('Je eigen rooster')
  expect(await her.content()).not.toContain('geheim-1234')
  await expect(her.getByLabel('Adres van de agenda')).toHaveCount(0)
  await expectAccessible(her)
  // The worker reads it beside us, and may be at it now.
  await expect
    .poll(async () => (await hospital.owner`select problem from roster_feeds`)[0]?.problem, {
      timeout: 20_000,
    })
    .toBe('unreachable')
  await hospital.owner`update roster_feeds set good_at = now(), good_count = 200, doubted_count = 12, problem = 'shrunk', problem_since = now()`
  await her.goto(page)
  await expect(row.getByText('Niet gelezen')).toBeVisible()
  await expect(row).toContainText('Er stonden er 200, nu 12. Klopt dat?')
  await row.getByRole('button', { name: 'Ja, dit klopt' }).click()
  await expect(her.getByText('Opgeslagen. We lezen de agenda binnen een paar minuten opnieuw.')).toBeVisible()
  await row.getByText('Niet meer inlezen').click()
  await expect(row.getByRole('radio', { name: 'Weghalen' })).toBeChecked()
  await expectAccessible(her)
  await row.getByRole('button', { name: 'Stoppen' }).click()
  await expect(her.getByText('We lezen deze agenda niet meer.')).toBeVisible()
  expect(await hospital.owner`select address from roster_feeds where person_id = ${resident.id}`).toEqual([
    { address: '' },
  ])
})

test('whoever keeps no rosters finds no such page', async ({ as }) => {
  for (const who of ['supervisor', 'mentor', 'coordinator', 'admin', 'student'] as const) {
    const answer = await (await as(who)).request.get(page)
    expect(answer.status(), who).toBe(404)
  }
})
