import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { publicHoliday } from '@/lib/availability/holidays'
import { addDaysOn, addMinutes, daysBetweenOn, instantAt, mondayOf, todayOn } from '@/lib/time'
import { expect, expectAccessible, test } from './domain'
import type { Hospital } from './hospital'

const { resident, mentor, psychologist, supervisor } = demoPeople
/** A week in which the demo hospital has planned nothing for anybody. */
const monday = addDaysOn(mondayOf(todayOn(new Date())), 7 * 30)
const on = (day: number) => addDaysOn(monday, day)
const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 500

interface Planned {
  day: number
  from: string
  minutes: number
  form: string
  guideId: string
  isAsked?: boolean
}

async function plan({ owner }: Hospital, { day, from, minutes, form, guideId, isAsked }: Planned) {
  const id = randomUUID()
  const startsAt = instantAt(on(day), from)
  const endsAt = addMinutes(startsAt, minutes)
  await owner`insert into sessions (id, form, starts_at, ends_at, place, booked_by_id)
    values (${id}, ${form}, ${startsAt}, ${endsAt}, 'Kamer 3.14', ${resident.id})`
  for (const [personId, part] of [
    [resident.id, 'resident'],
    [guideId, 'guide'],
  ] as const)
    await owner`insert into session_people (session_id, person_id, part, during, answer_by)
      values (${id}, ${personId}, ${part}, tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz, '[)'),
        ${isAsked && part === 'guide' ? startsAt : null})`
  return id
}

let isPlanned = ''

test.beforeEach(async ({ hospital }, { project }) => {
  if (isPlanned === project.name) return
  isPlanned = project.name
  await hospital.owner`delete from shifts where person_id = ${resident.id} and starts_at between ${instantAt(on(0), '00:00')} and ${instantAt(on(7), '00:00')}`
  for (const [day, from, until, untilDay, kind] of [
    [0, '08:00', '17:00', 0, 'day'],
    [1, '08:00', '17:00', 1, 'day'],
    [2, '23:00', '08:00', 3, 'night'],
  ] as const)
    await hospital.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${resident.id}, ${instantAt(on(day), from)}, ${instantAt(on(untilDay), until)}, ${kind})`
  await plan(hospital, { day: 0, from: '09:00', minutes: 30, form: 'check-in', guideId: supervisor.id })
  await plan(hospital, {
    day: 0,
    from: '14:30',
    minutes: 45,
    form: 'mentor-session',
    guideId: mentor.id,
    isAsked: true,
  })
  await plan(hospital, {
    day: 1,
    from: '11:00',
    minutes: 45,
    form: 'psychologist-session',
    guideId: psychologist.id,
  })
})

const week = `/agenda?week=${monday}`
const days = (page: Page) => page.getByRole('main').getByRole('list', { name: /^Week \d+$/ })
const block = (page: Page, form: string) => days(page).getByRole('link', { name: form })

test('a week says when, what, with whom, where, and where it stands', async ({ as }) => {
  const page = await as('resident')
  await page.goto(week)
  await expect(block(page, 'Mentorgesprek')).toHaveAccessibleName(
    `14:30–15:15 Mentorgesprek Wacht op antwoord ${mentor.givenName} ${mentor.familyName}, Kamer 3.14`,
  )
  // The night is in both days, in words.
  await expect(days(page).getByText('23:00–08:00')).toBeAttached()
  await expect(days(page).getByText('tot 08:00')).toBeAttached()
  await expect(days(page).getByRole('heading', { level: 2 })).toHaveCount(7)
  await expectAccessible(page)
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(block(page, 'Balansgesprek')).toBeVisible()
})

test('a block is where its time is', { tag: '@desktop' }, async ({ as }) => {
  const page = await as('resident')
  await page.goto(week)
  const first = await block(page, 'Balansgesprek').boundingBox()
  const second = await block(page, 'Mentorgesprek').boundingBox()
  // 09:00 and 14:30: five and a half hours of equal height, of which the first takes half a one.
  const hour = ((second?.y ?? 0) - (first?.y ?? 0)) / 5.5
  expect((first?.height ?? 0) / hour).toBeCloseTo(0.5, 1)
})

test('keys go along what is there, open it, and turn the weeks', { tag: '@desktop' }, async ({ as }) => {
  const page = await as('resident')
  await page.goto(week)
  await expect(page.getByText('Toetsen: pijltjes')).toBeVisible()
  await block(page, 'Balansgesprek').focus()
  await page.keyboard.press('ArrowDown')
  await expect(block(page, 'Mentorgesprek')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(block(page, 'Gesprek met psycholoog')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(days(page).getByRole('heading', { level: 2 }).nth(1)).toBeFocused()
  await page.keyboard.press('PageDown')
  await expect(page).toHaveURL(new RegExp(`week=${on(7)}`))
  await expect(days(page).getByRole('heading', { level: 2 }).first()).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(page).toHaveURL(new RegExp(`week=${monday}`))
  await expect(days(page).getByRole('heading', { level: 2 }).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(block(page, 'Balansgesprek')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]+$/)
  await page.goBack()
  await block(page, 'Balansgesprek').focus()
  await page.keyboard.press('t')
  await expect(page).toHaveURL(/\/agenda$/)
})

test('a month counts, and leads to its weeks', async ({ as }) => {
  const page = await as('resident')
  await page.goto(`/agenda?view=month&week=${monday}`)
  const table = page.getByRole('table', { name: /^Agenda van/ })
  await expect(table.getByRole('columnheader')).toHaveCount(8)
  const day = table.getByRole('link', { name: /2 afspraken$/ })
  await expect(day).toBeVisible()
  await expectAccessible(page)
  await day.click()
  await expect(page).toHaveURL(new RegExp(`week=${monday}#${monday}`))
})

test('the filter is a plain form, also before the script', async ({ as, browser, site }) => {
  const signedIn = await as('resident')
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: site.url,
    storageState: await signedIn.context().storageState(),
  })
  const page = await context.newPage()
  await page.goto(week)
  await page.getByText('Filter', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'Mentorgesprek' }).check()
  await page.getByRole('button', { name: 'Tonen' }).click()
  await expect(page).toHaveURL(/form=mentor-session/)
  await expect(block(page, 'Mentorgesprek')).toBeVisible()
  await expect(block(page, 'Balansgesprek')).toHaveCount(0)
  await page.getByRole('link', { name: 'Volgende week' }).click()
  await expect(page).toHaveURL(/form=mentor-session/)
  await context.close()
})

test('on a shared screen it says that a time is taken, and no more', async ({ as }) => {
  const page = await as('resident')
  await page.goto(week)
  await page.getByRole('link', { name: 'Toon als bezet' }).click()
  await expect(page).toHaveURL(/discreet=1/)
  await expect(days(page).getByRole('link', { name: 'Bezet' })).toHaveCount(3)
  // As the server sends it: not what the page before it left behind.
  const html = await (await page.request.get(`${week}&discreet=1`)).text()
  for (const secret of [
    psychologist.familyName,
    mentor.familyName,
    'Mentorgesprek',
    'psycholoog',
    'Kamer 3.14',
  ])
    expect(html).not.toContain(secret)
  await page.getByRole('link', { name: 'Volgende week' }).click()
  await expect(page).toHaveURL(/discreet=1/)
})

test('a session in confidence is in the agenda of the two, and of nobody else', async ({ as }) => {
  test.slow()
  for (const person of ['resident', 'psychologist'] as const) {
    const page = await as(person)
    await page.goto(week)
    await expect(block(page, 'Gesprek met psycholoog')).toBeVisible()
  }
  for (const person of ['mentor', 'supervisor', 'secretary', 'coordinator', 'admin'] as const) {
    const page = await as(person)
    await page.goto(week)
    await expect(days(page)).toBeVisible()
    expect(await page.content()).not.toContain('Gesprek met psycholoog')
  }
})

test('a list begins with today, and the day the clock goes back says so', async ({ as }) => {
  const page = await as('resident')
  await page.goto('/agenda')
  const first = days(page).getByRole('heading', { level: 2 }).first()
  if (isPhone(page)) await expect(first).toContainText('vandaag')
  await page.goto('/agenda?week=2026-10-25')
  await expect(days(page).getByText('25 uur: wintertijd begint')).toBeVisible()
  await page.goto('/agenda?week=2027-03-28')
  await expect(days(page).getByText('23 uur: zomertijd begint')).toBeVisible()
  await page.goto('/agenda?week=0000-99-99')
  await expect(page.getByRole('heading', { level: 1, name: 'Agenda' })).toBeVisible()
})

test('what no longer fits her rest is said above it, and can be moved from there', async ({
  as,
  hospital,
}) => {
  // A Tuesday of which the next day is a working day.
  const tuesdays = [8, 15, 22].map((day) => addDaysOn(mondayOf(todayOn(new Date())), day))
  const soon = tuesdays.find((each) => publicHoliday(addDaysOn(each, 1)) === null) ?? ''
  const after = addDaysOn(soon, 1)
  const { owner } = hospital
  await owner`delete from shifts where person_id = ${resident.id} and starts_at between ${instantAt(addDaysOn(soon, -1), '00:00')} and ${instantAt(addDaysOn(soon, 4), '00:00')}`
  const id = await plan(hospital, {
    day: daysBetweenOn(monday, after),
    from: '13:00',
    minutes: 45,
    form: 'mentor-session',
    guideId: mentor.id,
  })
  await owner`insert into shifts (person_id, starts_at, ends_at, kind)
    values (${resident.id}, ${instantAt(soon, '23:00')}, ${instantAt(after, '08:00')}, 'night')`
  const page = await as('resident')
  await page.goto('/agenda')
  await expect(page.getByText(/pas(t|sen) niet meer bij je rooster/)).toBeVisible()
  await expect(page.getByText('Je hebt nachtdienst tot')).toBeVisible()
  await expectAccessible(page)
  await expect(page.locator(`main a[href^="/sessions/${id}"]`).first()).toBeVisible()
  await page.goto('/agenda?discreet=1')
  await expect(page.getByText(/pas(t|sen) niet meer bij je rooster/)).toBeVisible()
  await expect(page.getByText('Je hebt nachtdienst tot')).toHaveCount(0)
  await owner`delete from session_people where session_id = ${id}`
  await owner`delete from sessions where id = ${id}`
})

test('one week on one sheet of paper: words, no navigation', async ({ as }) => {
  const page = await as('resident')
  await page.goto(week)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Afspraak maken' })).toBeHidden()
  await expect(days(page).getByText('Nachtdienst')).toHaveCount(2)
  await expect(page.getByText(`${resident.givenName} ${resident.familyName}`).last()).toBeVisible()
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})
