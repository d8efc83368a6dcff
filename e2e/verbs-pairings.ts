import { expect, type Page } from '@playwright/test'
import { nameOf } from './verbs-people'

interface Named {
  id: string
  givenName: string
  familyName: string
}

/** Picks somebody in a field that searches by name; before its script has loaded it is a plain list. */
export async function pick(page: Page, label: string, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).and(page.locator('input'))
  await field.click()
  await field.fill(name)
  await page.getByRole('option', { name }).click()
}

/** Gives a resident a supervisor from a date, and answers the sentences that were shown before it was done. */
export async function giveSupervisor(
  page: Page,
  resident: Named,
  supervisor: Named,
  fromOn: string,
): Promise<string> {
  await page.goto(`/pairings/${resident.id}`)
  await pick(page, 'Nieuwe supervisor', nameOf(supervisor))
  await page.getByLabel('Vanaf').fill(fromOn)
  await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
  const sheet = page.getByRole('dialog', {
    name: `${nameOf(supervisor)} wordt supervisor van ${nameOf(resident)}`,
  })
  const sentences = await sheet.innerText()
  await sheet.getByRole('button', { name: 'Vastleggen', exact: true }).click()
  await expect(page.getByText('De supervisor is vastgelegd.')).toBeVisible()
  return sentences
}

/** A resident asks a mentor from the list: one tap to choose, one to send. */
export async function askMentor(page: Page, mentor: Named): Promise<void> {
  await page.goto('/pairings/mentors')
  await page.getByRole('link', { name: `Vraag ${nameOf(mentor)} als mentor` }).click()
  await page
    .getByRole('dialog', { name: `${nameOf(mentor)} vragen als mentor?` })
    .getByRole('button', { name: 'Verstuur mijn vraag' })
    .click()
  await expect(page.getByText('Je vraag is verstuurd.')).toBeVisible()
}
