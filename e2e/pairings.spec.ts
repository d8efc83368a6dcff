import { demoPeople } from '@/db/seed/demo-accounts'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import { expect, expectAccessible, mailTo } from './domain'
import { askMentor, giveSupervisor, pick } from './verbs-pairings'
import { nameOf, person, test } from './verbs-people'
import { formOn, postForm } from './verbs-posting'

const { newcomer, resident, supervisor, mentor } = demoPeople
const today = () => todayOn(new Date())
/** A button that names whom it is about for the ear. */
const about = (words: string, someone: { givenName: string; familyName: string }) =>
  new RegExp(`^${words} ?: ${nameOf(someone)}`)
const inDutch = (on: string) => formatDate(on, 'nl', today())

test.describe('a supervisor', () => {
  const ilse = person('K1015')
  const olga = person('K1103')

  test('the coordinator gives one to a newcomer; all who are concerned are told', async ({
    as,
    asPerson,
    site,
  }) => {
    const page = await as('coordinator')
    await page.goto('/pairings')
    await page.getByRole('link', { name: 'Zonder supervisor (2)' }).click()
    await expect(page.getByRole('row', { name: nameOf(ilse) })).toContainText('geen supervisor')
    await page.getByRole('link', { name: nameOf(ilse) }).click()
    await expect(page.getByText('Nog geen supervisor')).toBeVisible()
    await expectAccessible(page)

    await giveSupervisor(page, ilse, olga, today())
    await expect(page.getByText(`sinds ${inDutch(today())}`)).toBeVisible()
    await page.goto('/pairings')
    await expect(page.getByRole('link', { name: 'Zonder supervisor (1)' })).toBeVisible()
    const hers = await asPerson(ilse)
    await hers.goto('/pairings')
    await expect(hers.getByText(nameOf(olga))).toBeVisible()
    const guide = await asPerson(olga)
    await guide.goto('/pairings')
    await expect(guide.getByText(nameOf(ilse))).toBeVisible()
    expect(await mailTo(site, ilse.email)).toContain(nameOf(olga))
    expect(await mailTo(site, olga.email)).toContain(nameOf(ilse))
  })

  test('a transfer says what ends and what begins before it is done, and nothing comes of a no', async ({
    as,
  }) => {
    const saskia = person('K1102')
    const from = addDaysOn(today(), 30)
    const page = await as('coordinator')
    await page.goto(`/pairings/${resident.id}`)
    await pick(page, 'Nieuwe supervisor', nameOf(saskia))
    await page.getByLabel('Vanaf').fill(from)
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('link', { name: 'Niet vastleggen' }).click()
    await expect(page.getByText(`vanaf ${inDutch(from)}`)).toHaveCount(0)

    const sentences = await giveSupervisor(page, resident, saskia, from)
    expect(sentences).toContain(
      `De koppeling met ${nameOf(supervisor)} eindigt: de laatste dag is ${inDutch(addDaysOn(from, -1))}.`,
    )
    expect(sentences).toContain(`De koppeling met ${nameOf(saskia)} begint op ${inDutch(from)}.`)
    const hers = await as('resident')
    await hers.goto('/pairings')
    await expect(hers.getByText(`tot en met ${inDutch(addDaysOn(from, -1))}`)).toBeVisible()
    await expect(hers.getByText('komt nog')).toBeVisible()
  })

  test('a form that was sent half empty says so and changes nothing', async ({ as }) => {
    const page = await as('coordinator')
    await page.goto(`/pairings/${resident.id}`)
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click()
    await expect(page.getByText('Kies een supervisor en een datum.')).toBeVisible()
  })

  test('nobody becomes supervisor of the past', async ({ as }) => {
    const page = await as('coordinator')
    await page.goto(`/pairings/${newcomer.id}?guide=${person('K1102').id}&from=${addDaysOn(today(), -60)}`)
    const sheet = page.getByRole('dialog')
    await expect(
      sheet.getByText(/^(Een nieuwe supervisor kan op zijn vroegst|Op .* is dit geen)/),
    ).toBeVisible()
    await expect(sheet.getByRole('button', { name: 'Vastleggen' })).toHaveCount(0)
  })
})

test.describe('a mentor', () => {
  test('a resident asks, the mentor says yes, and they can plan', async ({ as, site }) => {
    const hers = await as('newcomer')
    await hers.goto('/pairings')
    await expect(hers.getByText('Je hebt nog geen mentor')).toBeVisible()
    await hers.getByRole('link', { name: 'Kies een mentor' }).click()
    await expectAccessible(hers)
    await askMentor(hers, mentor)
    await expect(hers.getByText(`Je vraag aan ${nameOf(mentor)}`)).toBeVisible()
    await expect.poll(() => mailTo(site, mentor.email), { timeout: 15_000 }).toContain(nameOf(newcomer))
    await hers.goto('/pairings/mentors')
    await expect(hers.getByText('Er wacht al een vraag of een voorstel.')).toBeVisible()
    await expect(hers.getByRole('link', { name: /^Vraag / })).toHaveCount(0)

    const page = await as('mentor')
    await page.goto('/pairings')
    await expectAccessible(page)
    await page.getByRole('button', { name: about('Ja, ik word mentor', newcomer) }).click()
    await expect(page.getByText('De koppeling staat.')).toBeVisible()
    await hers.goto('/pairings')
    await hers.getByRole('link', { name: 'Plan een gesprek' }).click()
    await expect(hers.getByRole('heading', { level: 1, name: 'Mentorgesprek plannen' })).toBeVisible()
    // She has mail from before: the newest is waited for.
    await expect.poll(() => mailTo(site, newcomer.email), { timeout: 15_000 }).toContain(nameOf(mentor))
  })

  test('the mentor says no to another: no reason is asked, and none is shown', async ({ as, asPerson }) => {
    const farah = person('K1008')
    const page = await as('mentor')
    await page.goto('/pairings')
    await page.getByRole('button', { name: about('Nee, nu niet', farah) }).click()
    await expect(page.getByText('Je hebt nee gezegd. Een reden hoeft niet.')).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    const hers = await asPerson(farah)
    await hers.goto('/pairings')
    await expect(hers.getByText('Je hebt nog geen mentor')).toBeVisible()
    await expect(hers.getByRole('link', { name: 'Kies een mentor' })).toBeVisible()
  })

  test('the coordinator proposes; only when the resident says yes does the mentor hear of it', async ({
    as,
    asPerson,
  }) => {
    const shanice = person('K1018')
    const page = await as('coordinator')
    await page.goto(`/pairings/${shanice.id}`)
    await pick(page, 'Mentor', nameOf(mentor))
    await page.getByRole('button', { name: 'Voorstellen', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Verstuur het voorstel' }).click()
    await expect(page.getByText('Het voorstel is verstuurd. De arts-assistent kiest zelf.')).toBeVisible()
    const guide = await as('mentor')
    await guide.goto('/pairings')
    await expect(guide.getByText(nameOf(shanice))).toHaveCount(0)

    const hers = await asPerson(shanice)
    await hers.goto('/pairings')
    await expectAccessible(hers)
    await hers.getByRole('button', { name: `Ja, vraag ${nameOf(mentor)}` }).click()
    await expect(hers.getByText('Je vraag is verstuurd.')).toBeVisible()
    await guide.goto('/pairings')
    await guide.getByRole('button', { name: about('Ja, ik word mentor', shanice) }).click()
    await expect(guide.getByText('De koppeling staat.')).toBeVisible()
    await page.goto(`/pairings/${shanice.id}`)
    await expect(page.getByText(nameOf(mentor)).first()).toBeVisible()
  })

  test('a proposal that the resident does not want is gone without a trace for the mentor', async ({
    as,
    asPerson,
  }) => {
    const [ruben, eduard] = [person('K1014'), person('K1202')]
    const hers = await asPerson(ruben)
    await hers.goto('/pairings')
    await expect(hers.getByText(`${nameOf(eduard)} is voorgesteld als jouw mentor`)).toBeVisible()
    await hers.getByRole('button', { name: 'Nee, liever niet' }).click()
    await expect(hers.getByText('Je hebt nee gezegd.')).toBeVisible()
    const guide = await asPerson(eduard)
    await guide.goto('/pairings')
    await expect(guide.getByText(nameOf(ruben))).toHaveCount(0)
    const page = await as('coordinator')
    await page.goto(`/pairings/${ruben.id}`)
    await expect(page.getByText(`${nameOf(eduard)}: voorstel niet gekozen`)).toBeVisible()
  })

  test('either side ends it, after one question', async ({ as, asPerson }) => {
    const daan = person('K1030')
    const page = await as('mentor')
    await page.goto('/pairings')
    await page.getByRole('link', { name: `Koppeling met ${nameOf(daan)} beëindigen` }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Ja, beëindigen' }).click()
    await expect(page.getByText('De koppeling is beëindigd.')).toBeVisible()
    await expect(page.getByRole('link', { name: `Koppeling met ${nameOf(daan)} beëindigen` })).toHaveCount(0)
    const other = await asPerson(daan)
    await other.goto('/pairings')
    await expect(other.getByText('Je hebt nog geen mentor')).toBeVisible()

    const hers = await as('resident')
    await hers.goto('/pairings')
    await hers.getByRole('link', { name: `Koppeling met ${nameOf(mentor)} beëindigen` }).click()
    await hers.getByRole('dialog').getByRole('link', { name: 'Niet beëindigen' }).click()
    await expect(hers.getByRole('dialog')).toHaveCount(0)
    await hers.getByRole('link', { name: `Koppeling met ${nameOf(mentor)} beëindigen` }).click()
    await hers.getByRole('dialog').getByRole('button', { name: 'Ja, beëindigen' }).click()
    await expect(hers.getByText('De koppeling is beëindigd.')).toBeVisible()
    await expect(hers.getByText('Eerdere mentoren (1)')).toBeVisible()
  })

  test('one who is not independent cannot be asked, and the reason is said', async ({
    asPerson,
    hospital,
  }) => {
    const ilse = person('K1015')
    const ingrid = person('K1105')
    const page = await asPerson(ilse)
    await page.goto('/pairings/mentors')
    await expect(page.getByRole('link', { name: `Vraag ${nameOf(mentor)} als mentor` })).toBeVisible()
    await expect(page.getByRole('link', { name: `Vraag ${nameOf(ingrid)} als mentor` })).toHaveCount(0)
    await page.locator('summary', { hasText: 'niet onafhankelijk of' }).click()
    await expect(
      page.getByText(/supervisor op een afdeling waar jij werkt of in de afgelopen 12 maanden/),
    ).toBeVisible()
    await page.goto(`/pairings/mentors?ask=${ingrid.id}`)
    await expect(page.getByRole('dialog')).toHaveCount(0)

    // Nor by a form that was made by hand.
    const path = `/pairings/mentors?ask=${mentor.id}`
    const form = await formOn(page, path, 'guideId')
    const answer = await postForm(page, form, { guideId: ingrid.id })
    expect(await answer.text()).toContain(
      'Deze mentor is niet onafhankelijk: die is supervisor op een afdeling waar de arts-assistent werkt',
    )
    expect(
      await hospital.owner`select 1 from pairings where resident_id = ${ilse.id} and kind = 'mentor'`,
    ).toEqual([])
  })
})
