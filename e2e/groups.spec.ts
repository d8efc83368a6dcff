import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './domain'
import { pick } from './verbs-pairings'

const done = (page: Page) => page.getByRole('status').first()

test.describe('a secretary keeps a group', () => {
  test('made, filled, planned with who can per date, somebody moved over, ended', async ({ as }) => {
    const page = await as('secretary')
    await page.goto('/groups')
    await expectAccessible(page)
    for (const name of ['Maandag A', 'Dinsdag B']) {
      await page.goto('/groups')
      await page.getByRole('link', { name: 'Nieuwe groep' }).click()
      await page.getByRole('button', { name: 'Verder' }).click()
      await expectAccessible(page)
      await page.getByLabel('Hoe heet de groep?').fill(name)
      await page.getByLabel('Wie begeleidt?').selectOption({ label: 'Hamid Rostamian' })
      await page.getByRole('button', { name: 'Maak de groep' }).click()
      await expect(done(page)).toContainText('De groep is er.')
    }
    for (const name of ['Bart Koster', 'Mees Wagenaar']) {
      await pick(page, 'Wie komt erbij?', name)
      await page.getByRole('button', { name: 'Voeg toe' }).click()
      await expect(page.getByRole('list', { name: 'Deelnemers' })).toContainText(name)
    }
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Plan bijeenkomsten' }).click()
    await page.getByLabel('Hoe vaak?').fill('3')
    await page.getByRole('button', { name: 'Laat zien wie er kan' }).click()
    await expect(page.getByRole('list', { name: 'Zo wordt het' }).getByRole('listitem')).toHaveCount(3)
    await page
      .getByRole('link', { name: /^Sla over/ })
      .first()
      .click()
    await expect(page.getByText('overgeslagen')).toBeVisible()
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Naar de groep', exact: true }).click()
    await page.getByRole('link', { name: 'Wijzig: Bart Koster' }).click()
    await page.getByLabel('Naar welke groep?').selectOption({ label: 'Maandag A' })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Zet over' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Maandag A' })).toBeVisible()
    await expect(done(page)).toContainText('Overgezet')
    await page.getByText('Naam, ruimte, begeleider en stoppen').click()
    await page.getByRole('link', { name: 'Groep stoppen' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Stop de groep' }).click()
    await expect(done(page)).toContainText('De groep is gestopt.')
  })
})

test.describe('a plan for groups', () => {
  test('is asked, searched, moved by keys, taken back, and published after who hears what', async ({
    as,
  }) => {
    test.setTimeout(120_000)
    const page = await as('secretary')
    await page.goto('/groups')
    await page.getByRole('link', { name: 'Plannen maken' }).click()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Nieuw plan' }).click()
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByLabel('Hoe heet het plan?').fill('Winter')
    await page.getByLabel('Hoeveel weken?').fill('8')
    await page.getByLabel('Bijeenkomsten per groep').fill('2')
    const wards = page.getByRole('group', { name: 'Arts-assistenten van welke afdelingen?' })
    for (const ward of await wards.getByRole('checkbox').all()) await ward.check()
    await page.getByLabel('Hoe lang zoeken?').selectOption({ label: 'Kort (3 seconden)' })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Maak een voorstel' }).click()
    await expect(page.getByRole('link', { name: 'Publiceren' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Iedereen is geplaatst.').first()).toBeVisible()
    await expectAccessible(page)

    // Enter, Tab, Tab, Enter: opened, past the cross, on the best week, moved.
    const cell = page
      .getByRole('table')
      .getByRole('link', { name: /kunnen/ })
      .first()
    await cell.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await expect(cell).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('heading', { level: 2 })).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(done(page)).toContainText(
      /Winter A verplaatst van week \d+ naar week \d+\. \d+ van \d+ kunnen\./,
    )
    const [moved = ''] = /van week \d+ naar week \d+/.exec(await done(page).innerText()) ?? []
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.locator('td a:focus')).toHaveAccessibleName(/^Winter A/)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator('td a:focus')).toHaveAccessibleName(/^Winter A/)
    await page.getByRole('button', { name: 'Ongedaan maken' }).click()
    await expect(done(page)).toContainText('De laatste wijziging is ongedaan gemaakt.')

    // The same move, typed.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('schuif maar wat')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'Dat begrijpen we niet.' })).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(`verplaats A ${moved}`)
    await page.keyboard.press('Enter')
    await expect(done(page)).toContainText(`Winter A verplaatst ${moved}.`)
    await page.getByRole('button', { name: 'Ongedaan maken' }).click()
    await expect(done(page)).toContainText('De laatste wijziging is ongedaan gemaakt.')

    // Above a group is said what it does to both, before somebody is dropped there.
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await row('Winter A')
      .getByText(/deelnemers/)
      .click()
    const dataTransfer = await page.evaluateHandle(() => new DataTransfer())
    const somebody = row('Winter A').locator('[data-item]').first()
    const name = await somebody.innerText()
    await somebody.dispatchEvent('dragstart', { dataTransfer })
    await expect(async () => {
      await row('Winter B').getByRole('rowheader').dispatchEvent('dragover', { dataTransfer })
      await expect(page.getByText(/Winter B gaat van .* Winter A gaat van/)).toBeVisible({ timeout: 200 })
    }).toPass({ timeout: 10_000 })
    await expectAccessible(page)
    await row('Winter B').getByRole('rowheader').dispatchEvent('drop', { dataTransfer })
    await expect(done(page)).toContainText(`${name} zit nu in Winter B`)
    await expect(page.getByRole('link', { name: 'Winter B', exact: true })).toBeFocused()

    await page.getByRole('link', { name: 'Winter A', exact: true }).click()
    await expectAccessible(page)
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /^Andere groep/ })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toContainText(/van \d+ naar \d+ deelnemers, en van [\d,]+% naar/)
    await expectAccessible(page)
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: 'Publiceren' }).click()
    await expect(page.getByText(/\d+ mensen krijgen één bericht/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Publiceer' }).click()
    await expect(done(page)).toContainText('Gepubliceerd.', { timeout: 20_000 })

    // Planned again: three proposals, one changed by hand, who hears what, and published.
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Maak drie voorstellen' }).click()
    await expect(page.getByRole('heading', { name: 'Drie voorstellen' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Bekijk: Vrij' })).toBeVisible({ timeout: 60_000 })
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Bekijk: Alleen herstellen' }).click()
    await expect(page.getByText('Er verandert niets.')).toBeVisible()
    const again = page
      .getByRole('table')
      .getByRole('link', { name: /kunnen/ })
      .first()
    await again.focus()
    for (const key of ['Enter', 'Tab', 'Tab', 'Enter']) {
      if (key === 'Tab') await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press(key)
    }
    await expect(done(page)).toContainText(/verplaatst van week/)
    await expect(page.getByText(/: de bijeenkomst van .* wordt /)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Publiceren' }).click()
    await expect(page.getByText(/mensen krijgen een bericht; wie niets verandert/)).toBeVisible()
    await expect(page.getByRole('cell', { name: /1 bijeenkomst verplaatst/ }).first()).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Publiceer' }).click()
    await expect(done(page)).toContainText('Gepubliceerd.', { timeout: 20_000 })

    await page.goto('/groups')
    await page.getByRole('link', { name: 'Bekijk: Winter A' }).click()
    await expect(page.getByRole('list', { name: 'Bijeenkomsten' }).getByRole('listitem')).toHaveCount(2)

    const resident = await as('resident')
    await resident.goto('/groups')
    await resident.getByRole('link', { name: /^Bekijk: Winter/ }).click()
    await expect(resident.getByRole('list', { name: 'Deelnemers' })).toContainText('(jij)')
    await expect(resident.getByRole('button', { name: /Voeg toe|Publiceer/ })).toHaveCount(0)
    await expectAccessible(resident)
    expect((await resident.goto('/groups/plan'))?.status()).toBe(404)
  })
})
