import { readFile } from 'node:fs/promises'
import { demoPeople } from '@/db/seed/demo-accounts'
import { anotherHospital } from '@/lib/counters/file.test-support'
import { expect, expectAccessible, test } from './domain'
import { nameOf } from './verbs-people'

const east = anotherHospital()
const own = '/profile/counters'

test('a counter comes along from a trusted hospital, once, for her alone, and goes on in a file of ours', async ({
  as,
}) => {
  const file = {
    name: 'klankbord.json',
    mimeType: 'application/json',
    buffer: Buffer.from(east.signed(east.contentOf(7, { name: nameOf(demoPeople.resident) }))),
  }
  const her = await as('resident')
  await her.goto('/profile')
  await her.getByRole('link', { name: 'Mijn tellers' }).click()
  await expect(her).toHaveURL(new RegExp(`${own}$`))
  const therapy = her.getByText('Leertherapie', { exact: true })
  await expect(therapy).toBeHidden()
  await expectAccessible(her)

  const bring = async (page: typeof her) => {
    await page.getByLabel('Bestand met tellers').setInputFiles(file)
    await page.getByRole('button', { name: 'Inlezen' }).click()
  }
  await bring(her)
  await expect(her.getByText('tellen hier nog niet mee').first()).toBeVisible()

  const coordinator = await as('coordinator')
  await coordinator.goto('/people')
  await coordinator.getByRole('link', { name: 'Andere ziekenhuizen' }).click()
  const hospital = coordinator.getByRole('form', { name: 'Ziekenhuis toevoegen' })
  await hospital.getByLabel('Naam van het ziekenhuis').fill('Ziekenhuis Oost')
  await hospital.getByLabel('Sleutel van dat ziekenhuis').fill(east.key)
  await hospital.getByRole('button', { name: 'Toevoegen' }).click()
  await expect(coordinator.getByText('Toegevoegd.')).toBeVisible()
  await expectAccessible(coordinator)
  expect((await coordinator.request.get(own)).status()).toBe(404)

  await bring(her)
  await expect(her.getByText('Het bestand is ingelezen.')).toBeVisible()
  await expect(her.getByText('Ziekenhuis Oost: 7', { exact: true })).toBeVisible()
  await bring(her)
  await expect(her.getByText('Dit bestand is al ingelezen.').first()).toBeVisible()

  await her.goto(own)
  await her.getByText('Laten zien', { exact: true }).click()
  await expect(therapy).toBeVisible()
  await her.getByText('Aanpassen', { exact: true }).click()
  const correction = her.getByRole('form', { name: 'Aanpassen: Leertherapie' })
  await correction.getByLabel('Erbij of eraf').fill('31')
  await correction.getByRole('button', { name: 'Opslaan' }).click()
  await expect(her.getByText('Opgeslagen.')).toBeVisible()

  const download = async () => {
    const [saved] = await Promise.all([
      her.waitForEvent('download'),
      her.getByRole('button', { name: 'Bestand downloaden' }).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(/^klankbord-\d{4}-\d\d-\d\d\.json$/)
    return readFile(await saved.path(), 'utf8')
  }
  const shown = await download()
  expect(shown).toContain('"hospital": "Ziekenhuis Oost"')
  expect(shown).not.toMatch(/therap/i)
  await her.getByLabel('Zet ook leertherapie erin').check()
  expect(await download()).toMatch(/Leertherapie: \d+ van 50/)

  const another = await as('newcomer')
  await another.goto(own)
  await bring(another)
  await expect(another.getByText('Dit bestand staat op naam van').first()).toBeVisible()
  await expect(another.getByText('Ziekenhuis Oost')).toHaveCount(0)
})
