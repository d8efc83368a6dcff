import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import { expect, expectAccessible } from './domain'
import {
  answer,
  checkInForm,
  dateOnRecord,
  logCheckIn,
  openLink,
  rowAbout,
  todayInWords,
  undo,
  whomToSpeak,
} from './verbs-check-ins'
import { giveSupervisor } from './verbs-pairings'
import { nameOf, person, test } from './verbs-people'
import { waysToAsk } from './verbs-posting'
import { Finger } from './verbs-taps'

const { newcomer, supervisor } = demoPeople
const next = person('K1102')
const promise = 'Elke dinsdag na 16:00 gaat de dienstsein naar de achterwacht'
const secret = 'Vanaf 1 januari is er een kamer voor de overdracht'
const later = 'Op maandag begint de dienst een uur later'
const today = () => todayOn(new Date())

const isFlagged = async (page: Page) => {
  await page.goto('/check-ins')
  return (await whomToSpeak(page).locator(`#resident-${newcomer.id}`).count()) === 1
}

test('a supervisor sees first whom she owes a talk, and how many', async ({ as }) => {
  const page = await as('supervisor')
  await page.goto('/check-ins')
  await expect(page.getByText('Je bent nog 3 gesprekken verschuldigd.')).toBeVisible()
  const names = await whomToSpeak(page).getByRole('listitem').locator('a[title]').allInnerTexts()
  expect(names.slice(0, 3)).toEqual(['Jelle Hoekstra', 'Chantal Pinas', 'Meryem Aydın'])
  await expect(rowAbout(page, newcomer)).toContainText('Nog geen balansgesprek')
  await expect(page.getByRole('list', { name: 'Gedaan' })).not.toContainText(nameOf(newcomer))
})

test('nothing is chosen beforehand, and who can read it stands above', async ({ as }) => {
  const page = await as('supervisor')
  await page.goto('/check-ins')
  await openLink(page, newcomer).click()
  const form = checkInForm(page, newcomer)
  await expect(page.getByText(`Alleen jij en ${nameOf(newcomer)} zien dit balansgesprek.`)).toBeVisible()
  await expect(form.locator('input:checked')).toHaveCount(0)
  for (const label of ['Wat verandert er in het werk?', 'Wanneer is het klaar?', 'Of alleen een datum'])
    await expect(form.getByLabel(label)).toHaveValue('')
  await expectAccessible(page)

  await form.getByRole('button', { name: 'Opslaan' }).click()
  await expect(form.getByRole('alert').getByRole('link', { name: 'Kies er een.' })).toBeVisible()
  await expectAccessible(page)
})

test('an offered talk leaves the flag where it was', async ({ as }) => {
  const [page, office] = [await as('supervisor'), await as('secretary')]
  await logCheckIn(page, newcomer, 'Aangeboden')
  await expect(rowAbout(page, newcomer)).toContainText(`aangeboden op ${todayInWords()}`)
  expect(await isFlagged(page)).toBe(true)
  expect(await dateOnRecord(office, newcomer)).toBe('geen')
})

test('held or declined, each clears the flag, and the office can nowhere tell which', async ({ as }) => {
  test.slow()
  const [page, office, resident] = [await as('supervisor'), await as('secretary'), await as('newcomer')]
  const seen: string[][] = []
  for (const outcome of ['Gehouden', 'Niet gewenst'] as const) {
    await logCheckIn(page, newcomer, outcome)
    expect(await isFlagged(page), outcome).toBe(false)
    expect(await dateOnRecord(office, newcomer)).toBe(todayInWords())
    await resident.goto('/check-ins')
    await expect(resident.getByText(outcome, { exact: true }).first()).toBeVisible()
    seen.push(await everythingSeenBy(office))
    await page.goBack()
    await undo(page)
    expect(await isFlagged(page), `${outcome}, undone`).toBe(true)
    expect(await dateOnRecord(office, newcomer)).toBe('geen')
    await resident.goto('/check-ins')
    await expect(resident.getByText('Er is nog geen balansgesprek geweest.')).toBeVisible()
  }
  const [held = [], declined = []] = seen
  expect(held).toHaveLength(officePages.length * 2)
  expect(held.filter((text, n) => text !== declined[n]).map((text) => text.split('\n')[0])).toEqual([])
})

const officePages = [
  '/',
  '/check-ins',
  '/agenda',
  '/rosters',
  '/pairings',
  `/pairings/${newcomer.id}`,
  `/people/${newcomer.id}`,
]

/** Every page about a resident that a secretary can open, as the server sends it, and its data alone. */
async function everythingSeenBy(office: Page): Promise<string[]> {
  const answers: string[] = []
  for (const path of officePages)
    for (const headers of waysToAsk) {
      const reply = await office.request.get(path, { headers })
      expect(reply.status(), path).toBe(200)
      const nonce = /'nonce-([^']+)'/.exec(reply.headers()['content-security-policy'] ?? '')?.[1] ?? '-'
      // Each answer has a nonce and a key of its own.
      const text = (await reply.text()).replaceAll(nonce, '').replace(/(\\?")[\w-]{21}([vm]\\?")/g, '$1$2')
      answers.push(`${path}\n${text}`)
    }
  return answers
}

test('before the script has loaded the same form is a plain post, and so is undoing it', async ({
  as,
  asWithoutScript,
}) => {
  const page = await asWithoutScript(supervisor)
  await page.goto('/check-ins')
  await openLink(page, newcomer).click()
  const form = checkInForm(page, newcomer)
  await form.getByRole('button', { name: 'Opslaan' }).click()
  await expect(form.getByRole('alert')).toContainText('Kies er een.')

  await answer(form, 'Gehouden').click()
  await answer(form, 'Loopbaan').click()
  await form.locator('label:has(input[name="nextStartsAt"])').first().click()
  await form.getByRole('button', { name: 'Opslaan' }).click()
  await expect(page.getByText(/^Balansgesprek opgeslagen om/)).toBeVisible()
  expect(await isFlagged(await as('supervisor'))).toBe(false)

  await undo(page)
  await expect(page.getByText('Ongedaan gemaakt. Alles staat weer zoals het was.')).toBeVisible()
  const hers = await as('newcomer')
  await hers.goto('/')
  await expect(hers.getByRole('heading', { name: 'Je volgende afspraak' })).toHaveCount(0)
  expect(await isFlagged(await as('supervisor'))).toBe(true)
})

test('six taps: held, two topics, a time for the next; the flag goes for everybody', async ({ as }) => {
  const [page, office, resident] = [await as('supervisor'), await as('secretary'), await as('newcomer')]
  await page.goto('/check-ins')
  const finger = new Finger()
  await finger.tap(openLink(page, newcomer))
  const form = checkInForm(page, newcomer)
  await finger.tap(answer(form, 'Gehouden'))
  await finger.tap(answer(form, 'Rooster'))
  await finger.tap(answer(form, 'Administratie'))
  await finger.tap(form.locator('label:has(input[name="nextStartsAt"])').first())
  await finger.tap(form.getByRole('button', { name: 'Opslaan' }))
  await expect(page.getByText(/^Balansgesprek opgeslagen om \d\d:\d\d\.$/)).toBeVisible()
  expect(finger.taps).toBeLessThanOrEqual(6)
  await expectAccessible(page)

  await expect(page.getByText('Je bent nog 2 gesprekken verschuldigd.')).toBeVisible()
  await expect(whomToSpeak(page)).not.toContainText(nameOf(newcomer))
  await expect(rowAbout(page, newcomer)).toContainText(`Laatste balansgesprek ${todayInWords()}, vandaag`)
  expect(await dateOnRecord(office, newcomer)).toBe(todayInWords())
  await resident.goto('/check-ins')
  await expect(resident.getByText(`Je laatste balansgesprek was op ${todayInWords()}.`)).toBeVisible()
  await expect(resident.getByText('Rooster · Administratie')).toBeVisible()
  await expectAccessible(resident)
  await resident.goto('/')
  await expect(resident.getByText('Er is nog geen balansgesprek geweest.')).toHaveCount(0)
})

test('a promise is three fields more; keys choose and save; the resident says that it was kept @desktop', async ({
  as,
}) => {
  const page = await as('supervisor')
  await page.goto('/check-ins')
  await openLink(page, newcomer).click()
  const form = checkInForm(page, newcomer)
  await expect(page.getByText('Toetsen: 1 gehouden')).toBeVisible()
  await page.keyboard.press('1')
  await expect(form.getByRole('radio', { name: /^Gehouden/ })).toBeChecked()
  await form.getByLabel('Wat verandert er in het werk?').fill(promise)
  await page.keyboard.press('Control+Enter')
  await expect(form.getByRole('alert')).toContainText('Kies wie de toezegging nakomt.')
  await expect(form.getByLabel('Wat verandert er in het werk?')).toHaveValue(promise)

  await answer(form, 'Ik').click()
  await form.getByLabel('Wanneer is het klaar?').fill(addDaysOn(today(), 14))
  await form.getByLabel('Of alleen een datum').fill(addDaysOn(today(), 70))
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/^Balansgesprek opgeslagen om/)).toBeVisible()

  const resident = await as('newcomer')
  await resident.goto('/check-ins')
  await expect(resident.getByText(promise, { exact: true })).toBeVisible()
  await expect(
    resident.getByText(`${nameOf(supervisor)} zorgt hiervoor · uiterlijk ${inDutch(addDaysOn(today(), 14))}`),
  ).toBeVisible()
  await resident.getByRole('button', { name: 'Is nagekomen' }).click()
  await expect(resident.getByText(`Nagekomen op ${todayInWords()}`)).toBeVisible()
})

test('what was logged is corrected in place at first, and beside it a day later; the other sees both @desktop', async ({
  as,
  hospital,
}) => {
  const [page, resident] = [await as('supervisor'), await as('newcomer')]
  await logCheckIn(page, newcomer, 'Gehouden', { topic: 'Samenwerking', promise: later })
  const talk = (seenOn: Page) => seenOn.getByRole('listitem').filter({ hasText: later })
  const correct = async (link: string, topic: string) => {
    await page.goto(`/check-ins/with/${newcomer.id}`)
    await talk(page)
      .getByRole('link', { name: new RegExp(`^${link}`) })
      .click()
    const form = page.getByRole('form', { name: /^Gesprek van / })
    await expect(form.getByRole('radio', { name: /^Gehouden/ })).toBeChecked()
    if (link === 'Verbeteren') await expectAccessible(page)
    await answer(form, topic).click()
    await form.getByRole('button', { name: 'Opslaan' }).click()
    await expect(page.getByText('Opgeslagen. Jullie zien het allebei.')).toBeVisible()
  }
  await correct('Verbeteren', 'Loopbaan')
  await expect(talk(page).getByText('Loopbaan · Samenwerking')).toBeVisible()
  await hospital.owner`update check_ins set logged_at = logged_at - interval '25 hours', happened_on = happened_on - 3
    where id in (select check_in_id from promises where text = ${later})`
  await correct('Aanvullen', 'Deeltijd')

  await resident.goto('/check-ins')
  await expect(talk(resident).getByText(`Aangevuld op ${todayInWords()}`)).toBeVisible()
  for (const topics of ['Loopbaan · Samenwerking', 'Deeltijd · Loopbaan · Samenwerking'])
    await expect(talk(resident).getByText(topics, { exact: true })).toBeVisible()
  await talk(resident).getByRole('button', { name: 'Is niet gelukt' }).click()
  await expect(resident.getByText(`Niet gelukt, gezegd op ${todayInWords()}`)).toBeVisible()
  await expectAccessible(resident)
})

const inDutch = (on: string) => formatDate(on, 'nl', today())

test('what is being filled in survives a closed page, and is forgotten when it is closed unsaved @desktop', async ({
  as,
}) => {
  const page = await as('supervisor')
  await page.goto(`/check-ins?open=${newcomer.id}`)
  const form = checkInForm(page, newcomer)
  await expect(page.getByText('Toetsen: 1 gehouden')).toBeVisible()
  await answer(form, 'Gehouden').click()
  await page.goto('/agenda')
  await page.goto(`/check-ins?open=${newcomer.id}`)
  await expect(page.getByText('Wat je eerder invulde, staat er weer.')).toBeVisible()
  await expect(form.getByRole('radio', { name: /^Gehouden/ })).toBeChecked()
  await page.getByRole('link', { name: 'Sluiten zonder op te slaan' }).click()
  await openLink(page, newcomer).click()
  await expect(form.locator('input:checked')).toHaveCount(0)
})

test('a next supervisor sees nothing of older talks; the one who held them still does @desktop', async ({
  as,
  asPerson,
}) => {
  const former = await as('supervisor')
  await logCheckIn(former, newcomer, 'Gehouden', { topic: 'Samenwerking', promise: secret })
  const coordinator = await as('coordinator')
  const sentences = await giveSupervisor(coordinator, newcomer, next, today())
  expect(sentences).toContain(
    `Eerdere balansgesprekken blijven alleen zichtbaar voor ${nameOf(newcomer)} en wie ze voerde: ${nameOf(supervisor)}.`,
  )
  const page = await asPerson(next)
  await page.goto('/check-ins')
  await expect(rowAbout(page, newcomer)).toContainText(`Laatste balansgesprek ${todayInWords()}`)
  await page.goto(`/check-ins/with/${newcomer.id}`)
  await expect(
    page.getByText(`Je hebt nog geen balansgesprek met ${nameOf(newcomer)} vastgelegd.`),
  ).toBeVisible()
  await expectAccessible(page)
  for (const path of ['/check-ins', `/check-ins/with/${newcomer.id}`, `/check-ins?open=${newcomer.id}`])
    for (const headers of waysToAsk) {
      const text = await (await page.request.get(path, { headers })).text()
      expect(text, path).not.toContain(secret)
      if (!path.includes('open')) expect(text, path).not.toContain('Samenwerking')
    }

  await former.goto('/check-ins')
  await expect(rowAbout(former, newcomer)).toHaveCount(0)
  await former.goto(`/check-ins/with/${newcomer.id}`)
  await expect(former.getByText(secret, { exact: true })).toBeVisible()
  const resident = await as('newcomer')
  await resident.goto('/check-ins')
  await expect(resident.getByText(secret, { exact: true })).toBeVisible()
})
