import type { Page } from '@playwright/test'
import ICAL from 'ical.js'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, mailTo, test } from './domain'
import { Finger } from './verbs-taps'

const { resident, mentor } = demoPeople

/** The calendar in a mail, read as a mail program does. */
function invitationIn(mail: string) {
  const part = mail.split(/^--/m).find((each) => each.includes('Content-Type: text/calendar')) ?? ''
  const body = part.slice(part.indexOf('\n\n') + 2)
  const text = part.includes('base64') ? Buffer.from(body, 'base64').toString('utf8') : body
  const calendar = new ICAL.Component(ICAL.parse(text.trim()))
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
  }
}

/** The events of a feed, or null when its address opens nothing. */
async function readFeed(page: Page, address: string) {
  const answer = await page.request.get(address)
  if (answer.status() === 404) return null
  expect(answer.headers()['content-type']).toContain('text/calendar')
  return new ICAL.Component(ICAL.parse(await answer.text()))
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event))
}

/** Books the first time that the resident's home offers. */
async function bookFirstTime(page: Page): Promise<string> {
  await page.goto('/')
  await page
    .getByRole('link', { name: /^(ma|di|wo|do|vr) \d/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Boeken' }).click()
  await page.waitForURL(/\/sessions\/[\w-]+\?/)
  return /sessions\/([\w-]+)/.exec(page.url())?.[1] ?? ''
}

test('a session that is booked comes as an invitation, and is taken out when it is cancelled', async ({
  as,
  site,
}) => {
  const page = await as('resident')
  const sessionId = await bookFirstTime(page)
  const newest = async () => invitationIn(await mailTo(site, mentor.email))
  await expect.poll(async () => (await newest()).uid, { timeout: 15_000 }).toContain(sessionId)
  const booked = await newest()
  expect(booked).toMatchObject({
    method: 'REQUEST',
    sequence: 0,
    summary: `Mentorgesprek met ${resident.givenName} ${resident.familyName}`,
  })
  await page.goto(`/sessions/${sessionId}`)
  await page.getByRole('link', { name: 'Afzeggen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Afzeggen' }).click()
  await expect(page.getByRole('status')).toContainText('Afgezegd.')
  await expect
    .poll(newest, { timeout: 15_000 })
    .toMatchObject({ method: 'CANCEL', sequence: 1, uid: booked.uid })
})

test('three taps from the agenda to her own calendar; stopping ends it', async ({ as, request }) => {
  const page = await as('mentor')
  const finger = new Finger()
  await page.goto('/agenda')
  await finger.tap(page.getByRole('link', { name: 'Agenda volgen' }))
  await expect(page.getByText('Wijzigingen staan na 3 tot 24 uur in je agenda.')).toBeVisible()
  await expect(page).toHaveTitle(/Agenda volgen/)
  await expectAccessible(page)
  await finger.tap(page.getByRole('button', { name: 'Maak mijn adres' }))
  const link = page.getByRole('link', { name: 'Zet in mijn agenda' })
  await expect(link).toHaveAttribute('href', /^webcal:\/\/[^/]+\/api\/feed\/[\w-]{43}\.ics$/)
  expect(finger.taps + 1).toBeLessThanOrEqual(3)
  await expect(page).toHaveTitle(/Agenda volgen/)
  await expectAccessible(page)

  const address = await page.getByLabel('Adres', { exact: true }).inputValue()
  const events = await readFeed(page, address)
  expect(events?.length).toBeGreaterThan(0)
  expect(events?.every((event) => event.startDate.zone === ICAL.Timezone.utcTimezone)).toBe(true)

  // A calendar program has no cookies, and asks whether anything changed.
  const first = await request.get(address)
  expect(first.status()).toBe(200)
  expect(first.headers()['cache-control']).toBe('private, no-cache')
  expect(first.headers()['set-cookie']).toBeUndefined()
  const again = await request.get(address, { headers: { 'if-none-match': first.headers().etag ?? '' } })
  expect(again.status()).toBe(304)

  // The address is shown once.
  await page.goto('/agenda/follow')
  await expect(page.getByRole('heading', { name: 'Je agenda wordt gevolgd' })).toBeVisible()
  expect(await page.content()).not.toContain('/api/feed/')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Nieuw adres maken' }).click()
  await expect(link).toBeVisible()
  const second = await page.getByLabel('Adres', { exact: true }).inputValue()
  expect(await readFeed(page, address)).toBeNull()
  expect(await readFeed(page, second)).not.toBeNull()

  await page.getByRole('button', { name: 'Stoppen met volgen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Gestopt.' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Maak mijn adres' })).toBeVisible()
  expect(await page.content()).not.toContain(second)
  expect(await readFeed(page, second)).toBeNull()
})

test('what is confidential stands there as "Bezet"', async ({ as, hospital }) => {
  const page = await as('psychologist')
  await page.goto('/agenda/follow')
  await page.getByRole('button', { name: 'Maak mijn adres' }).click()
  const address = await page.getByLabel('Adres', { exact: true }).inputValue()
  const text = await (await page.request.get(address)).text()
  const events = text.split('BEGIN:VEVENT').slice(1)
  const quiet = events.filter((event) => /^SUMMARY:Bezet\r$/m.test(event))
  expect(quiet.length).toBeGreaterThan(0)
  for (const event of quiet) expect(event).not.toMatch(/^(?:LOCATION|URL|ATTENDEE|ORGANIZER)/m)
  // She leads a group too, which is nothing to hide.
  const open = events.filter((event) => !quiet.includes(event))
  for (const event of open) expect(event).toMatch(/^SUMMARY:Intervisie\r$/m)
  const ids = await hospital.owner<
    { id: string }[]
  >`select id from sessions where form = 'psychologist-session'`
  for (const { id } of ids) expect(text).not.toContain(id)
})

test('without script the address comes in the answer to a plain post', async ({ as, browser, site }) => {
  const known = await as('supervisor')
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: site.url,
    storageState: await known.context().storageState(),
  })
  const page = await context.newPage()
  await page.goto('/agenda/follow')
  await page.getByRole('button', { name: 'Maak mijn adres' }).click()
  const address = await page.getByLabel('Adres', { exact: true }).inputValue()
  expect(await readFeed(page, address)).not.toBeNull()
  await page.getByRole('button', { name: 'Stoppen met volgen' }).click()
  await expect(page.getByText('Gestopt.')).toBeVisible()
  expect(await readFeed(page, address)).toBeNull()
  await context.close()
})
