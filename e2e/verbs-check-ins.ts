import { expect, type Locator, type Page } from '@playwright/test'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import { nameOf } from './verbs-people'

interface Named {
  id: string
  givenName: string
  familyName: string
}

/** Today as a Dutch screen writes it: "ma 23 nov". */
export const todayInWords = () => formatDate(todayOn(new Date()), 'nl', todayOn(new Date()))

/** The supervisor's row about a resident. */
export const rowAbout = (page: Page, resident: Named) => page.locator(`#resident-${resident.id}`)

/** Those whom a supervisor should speak now. */
export const whomToSpeak = (page: Page) => page.getByRole('list', { name: 'Nu aan de beurt' })

export const openLink = (page: Page, resident: Named) =>
  page.getByRole('link', { name: `Balansgesprek met ${nameOf(resident)}` })

/** The form of one check-in, once it is open. */
export const checkInForm = (page: Page, resident: Named) =>
  page.getByRole('form', { name: `Balansgesprek met ${nameOf(resident)}` })

/** One answer of a question, as large as a finger. */
export const answer = (form: Locator, words: string) =>
  form.locator('label').filter({ has: form.page().getByText(words, { exact: true }) })

export type Outcome = 'Gehouden' | 'Aangeboden' | 'Niet gewenst'

/** Logs a check-in with its outcome and, if there was one, a topic with a promise of the supervisor's. */
export async function logCheckIn(
  page: Page,
  resident: Named,
  outcome: Outcome,
  content?: { topic: string; promise: string },
): Promise<void> {
  await page.goto(`/check-ins?open=${resident.id}`)
  const form = checkInForm(page, resident)
  await answer(form, outcome).click()
  if (content) {
    await answer(form, content.topic).click()
    await form.getByLabel('Wat verandert er in het werk?').fill(content.promise)
    await answer(form, 'Ik').click()
    await form.getByLabel('Wanneer is het klaar?').fill(addDaysOn(todayOn(new Date()), 14))
  }
  await form.getByRole('button', { name: 'Opslaan' }).click()
  await expect(page.getByText(/^Balansgesprek opgeslagen om/)).toBeVisible()
}

/** Takes back what was just saved. */
export async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ongedaan maken' }).click()
  await expect(page.getByText('Ongedaan gemaakt.')).toBeVisible()
}

/** What a secretary reads beside the name of a resident of hers. */
export async function dateOnRecord(page: Page, resident: Named): Promise<string> {
  await page.goto('/check-ins')
  const row = page.getByRole('row', { name: nameOf(resident) })
  return row.getByRole('cell').last().locator(':not([aria-hidden])').last().innerText()
}
