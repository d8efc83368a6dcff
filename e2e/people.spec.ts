import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, mailTo } from './domain'
import { nameOf, person, test } from './verbs-people'
import { formOn, postForm } from './verbs-posting'

const lene = {
  number: 'K2901',
  givenName: 'Lene',
  familyName: "d'Hondt-Özgür",
  email: 'lene.dhondt@klankbord.example',
}

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Personeelsnummer').fill(lene.number)
  await page.getByLabel('Voornaam').fill(lene.givenName)
  await page.getByLabel('Achternaam').fill(lene.familyName)
  await page.getByLabel('E-mailadres op het werk').fill(lene.email)
  await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'verpleegkundige' })
  await page.getByLabel('Afdeling').selectOption({ label: 'Chirurgie, Noorderzijl' })
}

test.describe('adding somebody', () => {
  test('an empty form says what is missing, at each field', async ({ as }) => {
    const page = await as('coordinator')
    await page.goto('/people')
    await page.getByRole('link', { name: 'Iemand toevoegen' }).click()
    await expect(
      page.getByLabel('Rol', { exact: true }).getByRole('option', { name: 'beheerder' }),
    ).toHaveCount(0)
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    const form = page.getByRole('form', { name: 'Iemand toevoegen' })
    await expect(form.getByRole('alert')).toContainText('Er klopt nog iets niet')
    await expect(page.getByLabel('Voornaam')).toHaveAttribute('aria-invalid', 'true')
    await expectAccessible(page)
    await form.getByRole('alert').getByRole('link').first().click()
    await expect(page.getByLabel('Personeelsnummer')).toBeFocused()
  })

  test('a mistake keeps what was typed; a number or an address is given once', async ({ as }) => {
    const page = await as('coordinator')
    await page.goto('/people/new')
    await fillIn(page)
    await page.getByLabel('E-mailadres op het werk').fill(demoPeople.resident.email.toUpperCase())
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(page.getByText(/^Er is al iemand met het adres/)).toBeVisible()
    await expect(page.getByLabel('Achternaam')).toHaveValue(lene.familyName)
    await expect(page.getByLabel('Rol', { exact: true })).toHaveValue('nurse')
  })

  test('once added she signs in by a mailed link, and stands in the directory', async ({
    as,
    page,
    site,
  }) => {
    const office = await as('coordinator')
    await office.goto('/people/new')
    await fillIn(office)
    await office.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(office.getByText('Toegevoegd.')).toBeVisible()
    await expect(office.getByRole('heading', { level: 1, name: nameOf(lene) })).toBeVisible()
    await expectAccessible(office)

    await page.goto('/sign-in')
    await page.getByLabel('Je e-mailadres op het werk').fill(lene.email)
    await page.getByRole('button', { name: 'Stuur mij een link' }).click()
    await expect(page).toHaveURL(/\/sign-in\/sent/)
    const link = /https?:\/\/\S+\/sign-in\/confirm\S*/.exec(await mailTo(site, lene.email))?.[0] ?? ''
    await page.goto(link)
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await expect(page.getByRole('banner')).toContainText(nameOf(lene))
    await expect(page.getByRole('banner')).toContainText('verpleegkundige')
    await page.goto('/people?search=hondt')
    await expect(page.getByRole('link', { name: nameOf(lene) })).toBeVisible()
  })
})

test.describe('what ends', () => {
  test('a role that ends takes its rights away at the next request, not at the next sign-in', async ({
    as,
    asPerson,
  }) => {
    const reza = person('K1104')
    const page = await asPerson(reza)
    await page.goto('/check-ins')
    await expect(page.getByRole('heading', { level: 1, name: 'Balansgesprekken' })).toBeVisible()
    const residentId = (await page.locator('li[id^="resident-"]').first().getAttribute('id'))?.slice(9)
    const form = await formOn(page, `/check-ins?open=${residentId}`, 'residentId')

    const office = await as('coordinator')
    await office.goto(`/people/${reza.id}`)
    await office.getByRole('button', { name: 'supervisor beëindigen' }).click()
    await expect(office.getByText('De rol eindigt op die dag.')).toBeVisible()

    expect((await page.goto('/check-ins'))?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'Deze pagina is er niet' })).toBeVisible()
    await expect(page.getByRole('banner')).toContainText(nameOf(reza))
    await expect(page.getByRole('link', { name: 'Balansgesprekken' })).toHaveCount(0)
    // A form that was open keeps nothing of the right either.
    const answer = await postForm(page, form, { outcome: 'held' })
    expect(answer.headers().location ?? '').not.toContain('saved')
    await expectAccessible(page)
  })

  test('nobody ends her own role', async ({ as }) => {
    const page = await as('coordinator')
    await page.goto(`/people/${demoPeople.coordinator.id}`)
    await expect(page.getByRole('heading', { level: 1, name: nameOf(demoPeople.coordinator) })).toBeVisible()
    await expect(page.getByRole('button', { name: /beëindigen$/ })).toHaveCount(0)
    const admin = await as('admin')
    await admin.goto(`/people/${demoPeople.admin.id}`)
    await expect(
      admin.getByRole('button', { name: /beëindigen$|^Overal afmelden|^Account sluiten/ }),
    ).toHaveCount(0)
  })

  test('the admin ends every sign-in of somebody, who can sign in again', async ({ as, asPerson }) => {
    const ans = person('K1408')
    const page = await asPerson(ans)
    await page.goto('/')
    const admin = await as('admin')
    await admin.goto(`/people/${ans.id}`)
    await admin.getByRole('button', { name: 'Overal afmelden' }).click()
    await expect(admin.getByText('Overal afgemeld.')).toBeVisible()
    await page.reload()
    await expect(page).toHaveURL(/\/sign-in/)
    const again = await asPerson(ans)
    await again.goto('/')
    await expect(again.getByRole('banner')).toContainText(nameOf(ans))
  })

  test('the admin closes an account: that browser is out at its next request, and no link is sent', async ({
    as,
    asPerson,
    page,
    site,
  }) => {
    const tim = person('K1436')
    const inside = await asPerson(tim)
    await inside.goto('/people')
    const admin = await as('admin')
    await admin.goto(`/people/${tim.id}`)
    await admin.locator('summary', { hasText: 'Account sluiten' }).click()
    await expectAccessible(admin)
    await admin.getByRole('button', { name: 'Account sluiten' }).click()
    await expect(admin.getByText('Het account is gesloten.')).toBeVisible()
    await inside.reload()
    await expect(inside).toHaveURL(/\/sign-in/)
    await page.goto('/sign-in')
    await page.getByLabel('Je e-mailadres op het werk').fill(tim.email)
    await page.getByRole('button', { name: 'Stuur mij een link' }).click()
    await expect(page).toHaveURL(/\/sign-in\/sent/)
    await expect(mailTo(site, tim.email, 500)).rejects.toThrow('no mail')
    // The coordinator cannot close accounts.
    const office = await as('coordinator')
    await office.goto(`/people/${person('K1435').id}`)
    await expect(office.getByText('Account sluiten')).toHaveCount(0)
  })
})

test('a nurse finds the people of her own department, and nobody else, also not by address', async ({
  as,
}) => {
  const page = await as('nurse')
  await page.goto('/people')
  await expect(page.getByRole('link', { name: nameOf(demoPeople.supervisor) })).toBeVisible()
  const roles = await page.getByRole('row').locator('td').allInnerTexts()
  expect(roles.length).toBeGreaterThan(5)
  expect(roles.filter((words) => !words.includes('Chirurgie'))).toEqual([])
  await page.goto('/people?search=Kamphuis')
  await expect(page.getByText('Niemand gevonden')).toBeVisible()
  expect((await page.goto(`/people/${person('K1103').id}`))?.status()).toBe(404)
  // Of her own colleagues she sees names and roles, no numbers or addresses.
  await page.goto(`/people/${demoPeople.resident.id}`)
  await expect(page.getByRole('heading', { level: 1, name: nameOf(demoPeople.resident) })).toBeVisible()
  const text = await page.locator('main').innerText()
  expect(text).not.toContain(demoPeople.resident.email)
  expect(text).not.toContain(demoPeople.resident.staffNumber)
})
