import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { writeKept, type KeptCheck } from '@/lib/self-check/rules'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import { expect, expectAccessible } from './domain'
import { test } from './verbs-people'
import { noteEveryWayOut, watch } from './verbs-watching'

const { resident, mentor } = demoPeople
const key = `self-check:${resident.id}`
const today = () => todayOn(new Date())
const inDutch = (on: string) => formatDate(on, 'nl', today())

const question = (page: Page, words: string | RegExp) => page.getByRole('group', { name: words })
const rest = 'Tussen mijn diensten had ik genoeg rust.'
const help = 'Als ik hulp nodig had, was er iemand dichtbij.'
const burnOut = /In welke mate heb jij een burn-out/
const third = /^Ik ben duidelijk aan het opbranden/

const answer = (page: Page, words: string | RegExp, choice: string | RegExp) =>
  question(page, words).getByRole('radio', { name: choice }).check()
const show = (page: Page) => page.getByRole('button', { name: 'Uitkomst bekijken' }).click()
const outcome = (page: Page) => page.getByRole('group', { name: 'Jouw uitkomst' })
const keepHere = (page: Page) => page.getByRole('checkbox', { name: 'Bewaar op dit apparaat' })

async function open(page: Page): Promise<void> {
  await page.goto('/self-check', { waitUntil: 'networkidle' })
  await expect(question(page, rest)).toBeVisible()
}

/** Everything that this browser holds for the site, wherever it lies. */
const held = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
    address: location.href,
    history: history.length,
  }))

/** As if she had kept it on an earlier day. */
const putKept = (page: Page, checks: KeptCheck[]) =>
  page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, writeKept(checks)] as const)

test('she fills it in, reads in words what it comes to, keeps it, and erases it', async ({ as }) => {
  const page = await as('resident')
  await page.goto('/')
  await page.getByRole('link', { name: 'Zelfcheck' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Zelfcheck' })).toBeVisible()
  await expect(page.locator('main input:checked')).toHaveCount(0)
  await expectAccessible(page)

  await show(page)
  await expect(page.getByText('Kies eerst bij een vraag een antwoord.')).toBeVisible()
  await answer(page, rest, 'Zelden')
  await answer(page, help, 'Vaak')
  await answer(page, burnOut, third)
  await show(page)
  await expect(outcome(page)).toBeFocused()
  await expect(outcome(page)).toContainText('noemen de onderzoekers een teken van een burn-out')
  await expect(outcome(page)).toContainText('Dat is geen diagnose')
  await expect(outcome(page).getByText('Dit mist vaak')).toBeVisible()
  await expect(outcome(page)).toContainText('Rust tussen diensten')
  expect(await outcome(page).innerText(), 'no number, no mark').not.toMatch(/\d/)
  expect((await held(page)).local, 'nothing is kept unasked').toEqual([])
  await expect(keepHere(page)).not.toBeChecked()
  await expectAccessible(page)

  await keepHere(page).check()
  await expect(page.getByText('Bewaard, alleen op dit apparaat.')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  await page.reload()
  await page.getByText(inDutch(today()), { exact: true }).click()
  await expect(page.getByText('Een teken van een burn-out.', { exact: true })).toBeVisible()
  await expect(page.locator('main input:checked'), 'the questions are open again').toHaveCount(0)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Wis alles op dit apparaat' }).click()
  await expect(page.getByText('Gewist. Er is niets meer bewaard.')).toBeVisible()
  expect((await held(page)).local).toEqual([])
})

test('with an earlier outcome she sees what changed; what is broken or of somebody else goes', async ({
  as,
}) => {
  const page = await as('resident')
  await open(page)
  const on = addDaysOn(today(), -30)
  await putKept(page, [{ on, work: { rest: 'never', help: 'always' }, statement: 4 }])
  await page.evaluate((id) => localStorage.setItem(`self-check:${id}`, 'hers'), mentor.id)
  await page.reload()
  await answer(page, rest, 'Soms')
  await answer(page, help, 'Vaak')
  await answer(page, burnOut, third)
  await show(page)
  await expect(outcome(page)).toContainText(`Vergeleken met ${inDutch(on)}`)
  await expect(outcome(page)).toContainText(/Vaker dan toen\s*Rust tussen diensten/)
  await expect(outcome(page)).toContainText(/Minder vaak dan toen\s*Hulp dichtbij/)
  await expect(outcome(page)).toContainText('een lichtere zin dan toen')
  await keepHere(page).check()
  await expect(page.getByRole('heading', { name: 'Bewaard op dit apparaat' })).toBeVisible()
  await keepHere(page).uncheck()
  expect((await held(page)).local, 'only hers, and as it was').toEqual([
    [key, writeKept([{ on, work: { rest: 'never', help: 'always' }, statement: 4 }])],
  ])

  for (const broken of ['{"version":1,"che', '{"version":0,"checks":[]}', '7']) {
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [key, broken] as const)
    await page.reload()
    await expect(question(page, rest)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Bewaard op dit apparaat' })).toHaveCount(0)
  }
})

test('nothing leaves the browser while she answers, computes and keeps, and no cookie changes', async ({
  as,
}) => {
  const page = await as('resident')
  await noteEveryWayOut(page)
  await open(page)
  const context = page.context()
  const [cookies, before] = [await context.cookies(), await held(page)]
  const { sent, stop } = await watch(page)
  for (const group of await page.locator('main fieldset').all()) {
    await group.getByRole('radio').nth(1).check()
    await group.getByRole('radio').nth(3).check()
  }
  await show(page)
  await expect(outcome(page)).toContainText('Wacht er niet mee')
  expect(await held(page), 'before she asks to keep it').toEqual(before)
  await keepHere(page).check()
  await expect(page.getByText('Bewaard, alleen op dit apparaat.')).toBeVisible()
  await page.getByRole('link', { name: 'Naar de stille deur' }).hover()
  await page.getByRole('link', { name: 'Naar de stille deur' }).focus()
  await answer(page, rest, 'Nooit')
  await page.getByRole('button', { name: 'Opnieuw beginnen' }).click()
  await page.getByRole('button', { name: 'Wis alles op dit apparaat' }).click()
  expect(await sent()).toEqual([])
  expect(await context.cookies()).toEqual(cookies)
  expect(await held(page)).toEqual(before)

  // Nor does it take anything along when she goes: what is asked then is the page that she goes to.
  await answer(page, burnOut, third)
  await show(page)
  await page.getByRole('link', { name: 'Agenda', exact: true }).first().click()
  await expect(page).toHaveURL(/\/agenda$/)
  const gone = await sent()
  expect(gone.length).toBeGreaterThan(0)
  expect(gone.filter((each) => / POST |beacon|ping|self-check|statement|opbranden/.test(each))).toEqual([])
  expect(await context.cookies()).toEqual(cookies)
  stop()
})

test('that watch sees every way out', async ({ as }) => {
  const page = await as('resident')
  await noteEveryWayOut(page)
  await open(page)
  const { sent, stop } = await watch(page)
  const ways: Record<string, () => unknown> = {
    fetch: () => fetch('/api/livez?a=3').catch(() => {}),
    'a beacon': () => navigator.sendBeacon('/api/livez?a=3', 'a'),
    'an old request': () => {
      const request = new XMLHttpRequest()
      request.open('GET', '/api/livez?a=3')
      request.send()
    },
    'a picture': () => {
      new Image().src = '/icon.svg?a=3'
    },
    'a socket': () => new WebSocket(`ws://${location.host}/?a=3`).close(),
    'a stream': () => new EventSource('/api/livez?a=3').close(),
    'a worker': () => new Worker('/icon.svg?a=3').terminate(),
    'a service worker': () => navigator.serviceWorker.register('/icon.svg?a=3').catch(() => {}),
    'an address': () => history.replaceState(null, '', '?a=3'),
  }
  for (const [way, go] of Object.entries(ways)) {
    await page.evaluate(go).catch(() => {})
    expect((await sent()).join('\n'), way).toContain('a=3')
  }
  stop()
})

test('by keyboard alone', async ({ as }) => {
  const page = await as('resident')
  await open(page)
  const tabTo = async (isThere: () => Promise<boolean>) => {
    for (let steps = 0; steps < 60 && !(await isThere()); steps += 1) await page.keyboard.press('Tab')
    expect(await isThere()).toBe(true)
  }
  const focused = (selector: string) => () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
  await tabTo(focused('input[name="rest"]'))
  await page.keyboard.press('Space')
  await expect(question(page, rest).getByRole('radio', { name: 'Nooit' })).toBeChecked()
  await page.keyboard.press('ArrowRight')
  await expect(question(page, rest).getByRole('radio', { name: 'Zelden' })).toBeChecked()
  await tabTo(focused('input[name="statement"]'))
  await page.keyboard.press('Space')
  await tabTo(async () => (await page.locator(':focus').innerText()) === 'Uitkomst bekijken')
  await page.keyboard.press('Enter')
  await expect(outcome(page)).toBeFocused()
  await expect(outcome(page)).toContainText('Je koos dat je geen klachten van een burn-out hebt.')
  await tabTo(focused('input[name="keep"]'))
  await page.keyboard.press('Space')
  await expect(page.getByText('Bewaard, alleen op dit apparaat.')).toBeVisible()
  await tabTo(async () => (await page.locator(':focus').innerText()) === 'Wis alles op dit apparaat')
  await page.keyboard.press('Enter')
  expect((await held(page)).local).toEqual([])
})

test('signing out erases it; without script there is nothing to fill in, and where to go still stands there', async ({
  asPerson,
  asWithoutScript,
}) => {
  const page = await asPerson(resident)
  await page.goto('/profile')
  await page.getByRole('link', { name: 'Zelfcheck' }).click()
  await expect(question(page, rest)).toBeVisible()
  await putKept(page, [{ on: today(), work: {}, statement: 2 }])
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Bewaard op dit apparaat' })).toBeVisible()
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await expect.poll(async () => (await held(page)).local).toEqual([])

  const plain = await asWithoutScript(resident)
  await plain.goto('/self-check')
  await expect(plain.getByText('De vragen hebben script nodig')).toBeVisible()
  await expect(plain.locator('main input, main form, main button')).toHaveCount(0)
  for (const place of ['Je huisarts', 'De bedrijfsarts', 'De stille deur'])
    await expect(plain.getByText(place, { exact: true }).last()).toBeVisible()
})
