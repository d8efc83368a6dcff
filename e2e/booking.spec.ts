import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, test } from './domain'

const mentor = `${demoPeople.mentor.givenName} ${demoPeople.mentor.familyName}`
const slot = /^(ma|di|wo|do|vr) \d/

/** The first of the next free times on the resident's home. */
const firstTime = (page: Page) => page.getByRole('link', { name: slot }).first()

test.describe('a resident and her mentor', () => {
  test('two taps: a time, and yes', async ({ as }) => {
    const page = await as('resident')
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Je hebt nog geen afspraak' })).toBeVisible()
    await expectAccessible(page)
    await firstTime(page).click()
    const sheet = page.getByRole('dialog', { name: 'Deze tijd boeken?' })
    await expect(sheet).toContainText(mentor)
    await expect(sheet).toContainText(`${mentor} krijgt bericht.`)
    await expectAccessible(page)
    await page.context().setOffline(true)
    await expect(
      page.getByText('Geen verbinding. Boeken en opslaan kan weer', { exact: false }).first(),
    ).toBeVisible()
    const book = sheet.getByRole('button', { name: 'Boeken' })
    await expect(book).toHaveAttribute('aria-disabled', 'true')
    await page.context().setOffline(false)
    await book.click()
    await expect(page.getByRole('status')).toContainText('Geboekt:')
    await expect(page).toHaveURL(/\/sessions\/[0-9a-f-]+\?done=booked/)
    await expectAccessible(page)
  })

  test('it stands in both agendas, and the mentor is told by mail', async ({ as, hospital }) => {
    const page = await as('resident')
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Je volgende afspraak' })).toBeVisible()
    const [session] = await hospital.owner<{ id: string; starts: string }[]>`
      select id, to_char(starts_at at time zone 'Europe/Amsterdam', 'YYYY-MM-DD') as starts from sessions
      where booked_by_id = ${demoPeople.resident.id} and form = 'mentor-session' order by booked_at desc limit 1`
    for (const person of ['resident', 'mentor'] as const) {
      const agenda = await as(person)
      await agenda.goto(`/agenda?week=${session?.starts}`)
      await expect(agenda.locator(`a[href="/sessions/${session?.id}"]`)).toBeVisible()
      await expectAccessible(agenda)
    }
    await expect
      .poll(
        async () =>
          hospital.owner`select 1 from outbox where kind = 'session.booked' and sent_at is not null`,
      )
      .toHaveLength(1)
  })

  test('she moves it, and cancels it', async ({ as }) => {
    const page = await as('resident')
    await page.goto('/')
    await page.getByRole('link', { name: 'Verzetten' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Afspraak verzetten' })).toBeVisible()
    await page.getByRole('link', { name: 'Later' }).first().click()
    await expectAccessible(page)
    const times = page.getByRole('link', { name: /\d\d:\d\d$/ })
    await times.first().click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByRole('heading', { name: 'Naar deze tijd verzetten?' })).toBeVisible()
    await sheet.getByRole('button', { name: 'Verzetten' }).click()
    await expect(page.getByRole('status')).toContainText('Verzet naar')
    await page.getByRole('link', { name: 'Afzeggen' }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Afzeggen' }).click()
    await expect(page.getByRole('status')).toContainText('Afgezegd.')
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Je hebt nog geen afspraak' })).toBeVisible()
  })

  test('a time that is not offered says why, and her free days are hers to give', async ({ as }) => {
    const page = await as('resident')
    await page.goto('/')
    await page.getByRole('link', { name: 'Waarom zie ik niet meer tijden?' }).click()
    await expect(
      page.getByText(/Je hebt nachtdienst .* tot|nachtdienst tot|Je nachtdienst begint/).first(),
    ).toBeVisible()
    await expect(page.getByText('Dit is je vrije dag.').first()).toBeVisible()
    const offered = await page.getByRole('link', { name: /\d\d:\d\d$/ }).count()
    await page.getByRole('link', { name: 'Ook mijn vrije dagen tonen' }).click()
    await expect(page.getByText('vrije dag', { exact: true }).first()).toBeVisible()
    expect(await page.getByRole('link', { name: /\d\d:\d\d/ }).count()).toBeGreaterThan(offered)
    await expectAccessible(page)
  })

  test('a time that went to somebody else keeps the sheet open and offers the next', async ({
    as,
    hospital,
  }) => {
    const page = await as('resident')
    await page.goto('/')
    await firstTime(page).click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByRole('button', { name: 'Boeken' })).toBeVisible()
    const at = new URL(page.url()).searchParams.get('at') ?? ''
    const elsewhere = await hospital.owner<{ id: string }[]>`
      insert into sessions (form, starts_at, ends_at, booked_by_id)
      values ('mentor-session', ${at}, ${at}::timestamptz + interval '45 minutes', ${demoPeople.mentor.id}) returning id`
    await hospital.owner`
      insert into session_people (session_id, person_id, part, during)
      values (${elsewhere[0]?.id ?? ''}, ${demoPeople.mentor.id}, 'guide', tstzrange(${at}, ${at}::timestamptz + interval '45 minutes'))`
    await sheet.getByRole('button', { name: 'Boeken' }).click()
    await expect(sheet.getByText(/bezet|net geboekt/i).first()).toBeVisible()
    await expect(sheet.getByRole('link', { name: slot })).toHaveCount(3)
    await expectAccessible(page)
  })

  test('the keyboard does all of it', async ({ as }) => {
    const page = await as('resident')
    await page.goto('/')
    await firstTime(page).focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog')
    await expect(sheet).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await firstTime(page).focus()
    await page.keyboard.press('Enter')
    await expect(sheet).toBeVisible()
    await sheet.getByRole('button', { name: 'Boeken' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status')).toContainText('Geboekt:')
  })

  test('they meet more often: every date is seen first, left out where it cannot, and ended together', async ({
    as,
  }) => {
    const page = await as('newcomer')
    await page.goto('/sessions/book')
    if (await page.getByRole('link', { name: /plannen$/ }).count())
      await page.getByRole('link', { name: 'Balansgesprek plannen' }).click()
    while ((await page.getByRole('link', { name: /\d\d:\d\d$/ }).count()) === 0)
      await page.getByRole('link', { name: 'Later' }).first().click()
    await page
      .getByRole('link', { name: /\d\d:\d\d$/ })
      .first()
      .click()
    await page.getByRole('link', { name: 'Vaker op deze tijd afspreken' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Vaker afspreken' })).toBeVisible()
    await page.getByRole('spinbutton', { name: 'Hoeveel keer?' }).fill('6')
    await page.getByRole('button', { name: 'Datums bekijken' }).click()
    const dates = page.getByRole('list', { name: 'De hele reeks' }).getByRole('listitem')
    await expect(dates).toHaveCount(6)
    await expectAccessible(page)
    const impossible = dates.filter({ hasText: 'Kan niet' })
    if ((await impossible.count()) > 0) {
      const left = await impossible.count()
      await impossible
        .first()
        .getByRole('link', { name: /weglaten$/ })
        .click()
      await expect(impossible).toHaveCount(left - 1)
    }
    if ((await impossible.count()) > 0) {
      await page.getByRole('link', { name: 'Laat weg wat niet kan' }).click()
      await expect(impossible).toHaveCount(0)
    }
    const count = await dates.filter({ hasText: 'Kan' }).count()
    await page.getByRole('button', { name: /boeken$/ }).click()
    await expect(page.getByRole('status')).toContainText(`Geboekt: ${count} keer`)
    await expect(page.getByText('Deel van een reeks')).toBeVisible()
    await page.getByRole('link', { name: 'Afzeggen' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('radio', { name: 'Alle die nog komen' }).check()
    await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Afzeggen' }).click()
    await expect(page.getByRole('status')).toContainText(`${count} afspraken zijn afgezegd`)
  })
})

test.describe('before the script has loaded', () => {
  test('booking, moving and cancelling are plain posts', async ({ as, browser, site }) => {
    const known = await as('newcomer')
    const context = await browser.newContext({
      javaScriptEnabled: false,
      baseURL: site.url,
      storageState: await known.context().storageState(),
    })
    const page = await context.newPage()
    await page.goto('/sessions/book')
    if (await page.getByRole('link', { name: /plannen$/ }).count())
      await page.getByRole('link', { name: 'Balansgesprek plannen' }).click()
    while ((await page.getByRole('link', { name: /\d\d:\d\d$/ }).count()) === 0)
      await page.getByRole('link', { name: 'Later' }).first().click()
    await page
      .getByRole('link', { name: /\d\d:\d\d$/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Boeken' }).click()
    await expect(page.getByText(/^Geboekt:/)).toBeVisible()
    await page.getByRole('link', { name: 'Verzetten' }).click()
    await page.getByRole('link', { name: 'Later' }).first().click()
    while ((await page.getByRole('link', { name: /\d\d:\d\d$/ }).count()) === 0)
      await page.getByRole('link', { name: 'Later' }).first().click()
    await page
      .getByRole('link', { name: /\d\d:\d\d$/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Verzetten' }).click()
    await expect(page.getByText(/^Verzet naar/)).toBeVisible()
    await page.getByRole('link', { name: 'Afzeggen' }).click()
    await page.getByRole('button', { name: 'Afzeggen' }).click()
    await expect(page.getByText(/^Afgezegd\./)).toBeVisible()
    await context.close()
  })
})
