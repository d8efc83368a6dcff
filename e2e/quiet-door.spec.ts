import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, test, type DemoPerson } from './domain'
import type { Hospital } from './hospital'
import { nameOf } from './verbs-people'
import { waysToAsk } from './verbs-posting'
import { everybody, listThings, pagesOf } from './verbs-routes'

const { resident, psychologist } = demoPeople
const others = everybody.filter((who) => who !== 'resident' && who !== 'psychologist')
const place = 'Kamer 9.99'
const time = /\d\d:\d\d$/
let before: Map<string, number>
let mailsBefore: Set<string>

/** Every page that others can open, and those that somebody would try who wants to know. */
async function listSights(who: DemoPerson, hospital: Hospital): Promise<string[]> {
  const weeks = await hospital.owner<{ monday: string }[]>`
    select to_char(date_trunc('week', now()) + n * interval '7 days', 'YYYY-MM-DD') as monday from generate_series(0, 4) n`
  return [
    ...pagesOf(who, await listThings(hospital)),
    `/people/${resident.id}`,
    `/people/${psychologist.id}`,
    '/quiet-door',
    '/sessions/wait',
    `/sessions/book?form=quiet&with=${resident.id}`,
    ...weeks.flatMap(({ monday }) => [`/agenda?week=${monday}`, `/rosters?week=${monday}`]),
  ]
}

/** How often the psychologist is named on each page of others. None of the secrets may stand on any, as a document or as data. */
async function readAll(
  as: (who: DemoPerson) => Promise<Page>,
  hospital: Hospital,
  secrets: string[] = [],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  const told: string[] = []
  for (const who of others) {
    const page = await as(who)
    for (const path of await listSights(who, hospital))
      for (const headers of waysToAsk) {
        const text = await (await page.request.get(path, { headers })).text()
        for (const secret of secrets) if (text.includes(secret)) told.push(`${who}: ${path} says ${secret}`)
        // As data a name comes more than once; and the technical log names whoever does anything.
        if (!headers.rsc && !path.startsWith('/log'))
          found.set(`${who} ${path}`, text.split(psychologist.familyName).length - 1)
      }
  }
  expect(told).toEqual([])
  return found
}

const readMailNames = async (folder: string) =>
  new Set(await readdir(join(folder, 'mail')).catch((): string[] => []))

/** A mail with its parts as one reads them: the invitation too. */
function opened(mail: string): string {
  return mail
    .replace(/=\r?\n/g, '')
    .replace(/(base64\r?\n(?:.+\r?\n)*\r?\n)([\w+/=\r\n]+)/g, (_, head: string, body: string) =>
      [head, Buffer.from(body, 'base64').toString('utf8')].join(''),
    )
}

/** The first free time, week after week. */
async function chooseTime(page: Page): Promise<void> {
  await expect(page.getByText(/^Week \d/)).toBeVisible()
  // By its address: a click is followed while the old week still stands.
  while ((await page.getByRole('link', { name: time }).count()) === 0)
    await page.goto((await page.getByRole('link', { name: 'Later' }).first().getAttribute('href')) ?? '')
  await page.getByRole('link', { name: time }).first().click()
}

/** A button says in a status of its own that it works. */
const expectSaid = (page: Page, words: string) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()

test.describe('the quiet door', () => {
  test.describe.configure({ mode: 'serial' })

  test('a resident chooses a psychologist and a time, and asks', async ({ as, hospital, site }) => {
    test.slow()
    before = await readAll(as, hospital)
    mailsBefore = await readMailNames(site.folder)
    const page = await as('resident')
    await page.goto('/')
    await expect(page.locator('a[href="/quiet-door"]').first()).toBeAttached()
    await page.goto('/quiet-door')
    await expect(page.getByText('Alleen jij en de psycholoog zien met wie, wanneer en waar.')).toBeVisible()
    await expectAccessible(page)
    const choose = page.getByRole('link', { name: `Tijden bekijken: ${nameOf(psychologist)}` })
    await expect(choose).toBeVisible()
    await choose.click()
    await chooseTime(page)
    const sheet = page.getByRole('dialog', { name: 'Deze tijd boeken?' })
    await sheet.getByLabel('Plaats in woorden').fill(place)
    expect(page.url()).not.toMatch(/psych/)
    await sheet.getByRole('button', { name: 'Boeken' }).click()
    await expectSaid(page, 'zegt ja of nee')
    await expectAccessible(page)
  })

  test('whoever looks over her shoulder reads that she has a session', async ({ as }) => {
    const page = await as('resident')
    for (const path of ['/', '/quiet-door', '/sessions/wait']) {
      await page.goto(path)
      expect(await page.title(), path).not.toMatch(/psycho|stil|leertherapie/i)
    }
    await page.goto('/')
    await expect(page.getByText('Afspraak', { exact: false }).first()).toBeVisible()
    await expect(page.locator('main')).not.toContainText(psychologist.familyName)
    await expect(page.locator('main')).not.toContainText(place)
    await expect(page.locator('main')).not.toContainText(/psycho/i)
  })

  test('the psychologist says yes, and they are paired', async ({ as }) => {
    const page = await as('psychologist')
    await page.goto('/quiet-door')
    await expectAccessible(page)
    await page
      .getByRole('link', { name: /^Antwoorden/ })
      .first()
      .click()
    await expect(page.locator('main')).toContainText(nameOf(resident))
    await page.getByRole('button', { name: 'Ja, dit kan' }).click()
    await expectSaid(page, 'Afgesproken:')
    await page.goto('/quiet-door')
    await expect(page.getByRole('link', { name: `Afspraak maken: ${nameOf(resident)}` })).toBeVisible()
  })

  test('she moves it, books another at once and cancels that', async ({ as, hospital }) => {
    const page = await as('resident')
    const [session] = await hospital.owner<{ id: string }[]>`
      select id from sessions where booked_by_id = ${resident.id} and form = 'psychologist-session'`
    await page.goto(`/sessions/${session?.id}/move`)
    await chooseTime(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Verzetten' }).click()
    await expectSaid(page, 'Verzet naar')
    await page.goto('/quiet-door')
    await page.getByRole('link', { name: `Afspraak maken: ${nameOf(psychologist)}` }).click()
    await chooseTime(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Boeken' }).click()
    await expectSaid(page, 'Geboekt:')
    await page.getByRole('link', { name: 'Afzeggen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Afzeggen' }).click()
    await expectSaid(page, 'Afgezegd.')
  })

  test('nobody else learns any of it, on any page', async ({ as, hospital }) => {
    test.slow()
    const ids = await hospital.owner<{ id: string }[]>`
      select id::text from sessions where booked_by_id = ${resident.id} and form = 'psychologist-session'
      union all select id::text from pairings where kind = 'psychologist' and resident_id = ${resident.id}`
    expect(ids).toHaveLength(3)
    const secrets = [place, ...ids.map(({ id }) => id)]
    const hers = await as('psychologist')
    const known = await hers.request.get(`/sessions/${ids[0]?.id}`)
    expect(await known.text(), 'the psychologist does read it').toContain(nameOf(resident))
    const after = await readAll(as, hospital, secrets)
    for (const [page, count] of after) expect([page, count]).toEqual([page, before.get(page)])
    for (const who of others) {
      const page = await as(who)
      for (const { id } of ids)
        for (const path of [`/sessions/${id}`, `/sessions/${id}/move`, `/quiet-door?end=${id}`]) {
          const answer = await page.request.get(path)
          const isHers = who === 'newcomer' && path.startsWith('/quiet-door')
          expect([who, path, answer.status()]).toEqual([who, path, isHers ? 200 : 404])
        }
    }
  })

  test('no mail says with whom or what, and they go to the two only', async ({ hospital, site }) => {
    await expect
      .poll(
        () =>
          hospital.owner`select 1 from outbox where sent_at is null and dropped_at is null and due_at <= now()`,
      )
      .toHaveLength(0)
    const addressees = new Set<string>()
    let invitations = 0
    for (const name of await readMailNames(site.folder)) {
      if (mailsBefore.has(name) || !name.endsWith('.eml')) continue
      const mail = opened(await readFile(join(site.folder, 'mail', name), 'utf8'))
      const to = /^To: (.*)$/m.exec(mail)?.[1]?.trim() ?? ''
      addressees.add(to)
      if (/filename=klankbord.ics[^]*SUMMARY:Bezet\r/.test(mail)) invitations += 1
      const other = to === resident.email ? psychologist : resident
      expect(mail, `to ${to}`).not.toContain(other.familyName)
      expect(mail).not.toContain(place)
      expect(mail).not.toMatch(/psycholo|therap/i)
    }
    expect(invitations).toBeGreaterThan(2)
    expect([...addressees].toSorted()).toEqual([resident.email, psychologist.email].toSorted())
  })

  test('either ends it without a reason', async ({ as }) => {
    const page = await as('resident')
    await page.goto('/quiet-door')
    await page.getByRole('link', { name: `Stoppen: ${nameOf(psychologist)}` }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Stoppen' }).click()
    await expectSaid(page, 'Gestopt.')
    await expect(page.getByRole('link', { name: `Tijden bekijken: ${nameOf(psychologist)}` })).toBeVisible()
  })
})
