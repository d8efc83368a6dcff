import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './domain'

/** Chooses the first so many of the ward's residents. */
async function chooseResidents(page: Page, count: number) {
  const group = page.getByRole('group', { name: 'Arts-assistenten', exact: true })
  for (let n = 0; n < count; n += 1) await group.getByRole('checkbox').nth(n).check()
}

test.describe('a secretary plans for several people', () => {
  test('what, who, when, where, a look, and done; then another room, somebody out, and cancelled', async ({
    as,
  }) => {
    const page = await as('secretary')
    await page.goto('/')
    await page.getByRole('link', { name: 'Bekijken: Plannen' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Plannen' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Nieuwe afspraak plannen' }).click()
    await page.getByRole('radio', { name: /^Intervisie/ }).check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Verder' }).click()

    await page.getByLabel('Begeleider').selectOption({ label: 'Hamid Rostamian' })
    await chooseResidents(page, 2)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Verder' }).click()

    await expect(
      page.getByRole('heading', { name: /Dan kan iedereen|geen tijd waarop iedereen/ }),
    ).toBeVisible()
    await expectAccessible(page)
    await page
      .getByRole('link', { name: /\d\d:\d\d$/ })
      .first()
      .click()

    await page.getByLabel('Ruimte', { exact: true }).selectOption({ index: 1 })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Verder' }).click()

    await expect(page.getByRole('heading', { name: 'Klopt dit?' })).toBeVisible()
    await expect(page.getByText(/Na het plannen krijgen 3 mensen een bericht/)).toBeVisible()
    await expectAccessible(page)
    if (await page.getByLabel('Toch plannen').count()) {
      await page.getByLabel('Toch plannen').check()
      await page.getByLabel('Reden om toch te plannen').fill('De enige tijd waarop de begeleider kan')
    }
    await page.getByRole('button', { name: 'Plannen' }).click()
    await expect(page.getByRole('status').first()).toContainText('Gepland:')
    await expectAccessible(page)

    await page.reload()
    await page.getByText('Plaats veranderen').click()
    await page.getByLabel('Ruimte', { exact: true }).selectOption({ index: 2 })
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await expect(page.getByRole('status').first()).toContainText('De plaats is veranderd.')
    await page
      .getByRole('button', { name: /^Eruit halen/ })
      .first()
      .click()
    await expect(page.getByRole('status').first()).toContainText('Eruit gehaald.')
    await page.getByRole('link', { name: 'Afzeggen' }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Afzeggen' }).click()
    await expect(page.getByRole('status').first()).toContainText('Afgezegd.')
  })

  test('a series is seen before it is stored, and moves and ends as one', async ({ as, browser, site }) => {
    const known = await as('secretary')
    const context = await browser.newContext({
      javaScriptEnabled: false,
      baseURL: site.url,
      storageState: await known.context().storageState(),
    })
    const page = await context.newPage()
    await page.goto('/sessions/plan/new')
    await page.getByRole('radio', { name: /^Meeloopdag/ }).check()
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByLabel(/Zelf inschrijven/).fill('2')
    await page.getByRole('button', { name: 'Verder' }).click()
    await page
      .getByRole('link', { name: /\d\d:\d\d$/ })
      .first()
      .click()
    await page.getByRole('radio', { name: /^Om de zoveel weken/ }).check()
    await page.getByLabel('Om de hoeveel weken?').fill('2')
    await page.getByRole('button', { name: 'Verder' }).click()
    await expect(page.getByText('Vul een aantal in of een einddatum, een van de twee.')).toBeVisible()
    await page.getByRole('link', { name: 'Terug' }).click()
    await page.getByLabel('Hoeveel keer?').fill('3')
    await page.getByRole('button', { name: 'Verder' }).click()
    const dates = page.getByRole('list', { name: 'De hele reeks' }).getByRole('listitem')
    await expect(dates).toHaveCount(3)
    await page
      .getByRole('link', { name: /weglaten$/ })
      .nth(1)
      .click()
    await expect(page.getByText('Weggelaten')).toBeVisible()
    await page.getByRole('button', { name: 'Reeks plannen' }).click()
    await expect(page.getByText(/De reeks is gepland: 2 keer/)).toBeVisible()

    await page.getByRole('link', { name: 'Verzetten' }).click()
    await page
      .getByRole('link', { name: /\d\d:\d\d$/ })
      .nth(1)
      .click()
    await page.getByRole('radio', { name: 'Alle die nog komen' }).check()
    await page.getByRole('button', { name: 'Verder' }).click()
    const changes = page.getByRole('list', { name: 'Dit verandert er' }).getByRole('listitem')
    await expect(changes).toHaveCount(2)
    await page.getByRole('button', { name: 'Verzetten' }).click()
    await expect(page.getByText(/^Verzet\./)).toBeVisible()
    await page.getByRole('link', { name: 'Afzeggen' }).click()
    await page.getByRole('radio', { name: 'Alle die nog komen' }).check()
    await page.getByRole('button', { name: 'Afzeggen' }).click()
    await expect(page.getByText(/^Afgezegd\./)).toBeVisible()
    await context.close()
  })

  test('keeps the list of rooms, and sees which are free', async ({ as }) => {
    const page = await as('secretary')
    await page.goto('/rooms')
    await expectAccessible(page)
    const form = page.getByRole('form', { name: 'Ruimte toevoegen' })
    await form.getByLabel('Naam').fill('Kamer van de test')
    await form.getByLabel('Locatie').fill('Noorderzijl')
    await form.getByLabel('Plaatsen').fill('6')
    await form.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(page.getByRole('status').first()).toContainText('De ruimte staat in de lijst.')
    const row = page.getByRole('row', { name: /Kamer van de test/ })
    await expect(row).toContainText('Vrij')
    await row.getByRole('button', { name: /Sluiten voor boeken/ }).click()
    await expect(page.getByRole('status').first()).toContainText('kan niet meer worden geboekt')
    const resident = await as('resident')
    await resident.goto('/rooms')
    await expect(resident.getByRole('form', { name: 'Ruimte toevoegen' })).toHaveCount(0)
    await resident.goto('/sessions/plan')
    await expect(resident.getByRole('heading', { name: 'Deze pagina is er niet' })).toBeVisible()
  })
})
