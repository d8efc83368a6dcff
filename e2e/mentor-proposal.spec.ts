import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, mailTo } from './domain'
import { nameOf, person, test } from './verbs-people'
import { formOn, postForm } from './verbs-posting'

const { newcomer, mentor } = demoPeople
const eduard = person('K1202')
const shanice = person('K1018')
const proposals = '/pairings/mentors/proposal'

test('a resident says whom she would like, and each wish counts once', async ({ asWithoutScript }) => {
  const page = await asWithoutScript(newcomer)
  await page.goto('/pairings/mentors')
  await page.getByLabel('Wens 1').selectOption(nameOf(eduard))
  await page.getByLabel('Wens 2').selectOption(nameOf(eduard))
  await page.getByRole('button', { name: 'Bewaar mijn wensen' }).click()
  await expect(page.getByText('Deze mentor staat al bij een andere wens.').first()).toBeVisible()
  await page.getByLabel('Wens 2').selectOption(nameOf(mentor))
  await page.getByRole('button', { name: 'Bewaar mijn wensen' }).click()
  await expect(page.getByText('Je wensen zijn bewaard.')).toBeVisible()
  await expect(page.getByLabel('Wens 2').locator('option:checked')).toHaveText(nameOf(mentor))
})

test('mentors are proposed to all at once, with reasons; only who is ticked hears of it, and no mentor', async ({
  as,
  asPerson,
  site,
  hospital,
}) => {
  const proposed = async () =>
    (
      await hospital.owner`select resident_id from pairings where proposed_at is not null and declined_at is null
        and ended_at is null and kind = 'mentor'`
    ).map((row) => row.resident_id as string)
  const before = await proposed()
  const page = await as('coordinator')
  await page.goto('/pairings')
  await page.getByRole('link', { name: 'Stel mentoren voor' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mentoren voorstellen' })).toBeVisible()
  const hers = page.getByRole('checkbox', { name: `${nameOf(newcomer)} met mentor ${nameOf(eduard)}` })
  await expect(hers).toBeChecked()
  await expect(page.locator('label', { has: hers })).toContainText('wens 1')
  await expectAccessible(page)
  await expect(page.getByText('Een mentor hoort pas iets als de arts-assistent ja zegt')).toBeVisible()
  await page.getByLabel('Geen mentor van de eigen afdeling').check()
  await page.getByRole('button', { name: 'Maak het voorstel opnieuw' }).click()
  await expect(page.getByLabel('Geen mentor van de eigen afdeling')).toBeChecked()
  expect(await proposed(), 'looking stores nothing').toEqual(before)

  await page.getByRole('checkbox', { name: new RegExp(`^${nameOf(shanice)}`) }).uncheck()
  const form = await formOn(page, proposals, 'pairs')
  await page.getByRole('button', { name: 'Verstuur de voorstellen' }).click()
  await expect(page.getByText('De voorstellen zijn verstuurd.')).toBeVisible()
  const after = await proposed()
  expect(after).toContain(newcomer.id)
  expect(after).not.toContain(shanice.id)
  await expect.poll(() => mailTo(site, newcomer.email), { timeout: 15_000 }).toContain(nameOf(eduard))

  // What was looked at before is not sent half: these are all proposals but one.
  const again = await postForm(page, form)
  expect(await again.text()).toContain('Er is niets verstuurd.')
  expect(await proposed()).toEqual(after)

  const resident = await as('newcomer')
  await resident.goto('/pairings')
  await expect(resident.getByText(`${nameOf(eduard)} is voorgesteld als jouw mentor`)).toBeVisible()
  const guide = await asPerson(eduard)
  await guide.goto('/pairings')
  await expect(guide.getByText(nameOf(newcomer))).toHaveCount(0)
})

test('a form that is sent twice is one proposal each, and says so', async ({ as, hospital }) => {
  const page = await as('coordinator')
  const form = await formOn(page, proposals, 'pairs')
  const first = await postForm(page, form)
  expect(first.headers().location).toContain('done=proposedAll')
  const [count] = await hospital.owner`select count(*)::integer as pairings from pairings`
  const second = await postForm(page, form)
  expect(second.headers().location).toContain('done=proposedBefore')
  expect((await hospital.owner`select count(*)::integer as pairings from pairings`)[0]).toEqual(count)
})
