import { expect, expectAccessible } from './domain'
import { demoPeople } from '@/db/seed/demo-accounts'
import { countOf, demoFile, expectMistake, save, upload } from './verbs-imports'
import { nameOf, test } from './verbs-people'

test.describe('people from a file', () => {
  test('first what it would do, then the button, then it is done; once more changes nothing', async ({
    as,
    hospital,
  }) => {
    const page = await as('coordinator')
    await page.goto('/people')
    await page.getByRole('link', { name: 'Inlezen uit een bestand' }).click()
    const before = await countOf(hospital, 'people')
    await upload(page, '/people/import', await demoFile('people.csv'), 'people.csv')
    await expect(
      page.getByText('9 rijen gelezen: 9 nieuw, 0 gewijzigd, 0 met een fout. Er is nog niets opgeslagen.'),
    ).toBeVisible()
    await page.locator('summary', { hasText: '9 nieuwe rijen bekijken' }).click()
    for (const name of ['Józef Wilk', 'Zeynep Koç', 'Anne-Wil van der Kooij'])
      await expect(page.getByRole('rowheader', { name })).toBeVisible()
    await expectAccessible(page)
    expect(await countOf(hospital, 'people')).toBe(before)

    await save(page, '9 rijen opslaan')
    await expect(page.getByText('Opgeslagen: 9 nieuw, 0 gewijzigd.')).toBeVisible()
    await expectAccessible(page)
    expect(await countOf(hospital, 'people')).toBe(before + 8)
    await page.goto('/people?search=Kooij')
    await expect(page.getByRole('link', { name: 'Anne-Wil van der Kooij' })).toBeVisible()

    await upload(page, '/people/import', await demoFile('people.csv'), 'people.csv')
    await expect(page.getByText('9 rijen staan er al precies zo.')).toBeVisible()
    await expect(page.getByText('Er is niets te doen')).toBeVisible()
    await expect(page.getByRole('button', { name: /opslaan/ })).toHaveCount(0)
    expect(await countOf(hospital, 'people')).toBe(before + 8)
  })

  test('what changed stands beside what is on record', async ({ as }) => {
    const page = await as('coordinator')
    const file = (await demoFile('people.csv')).toString('utf8').replace('anios;0.9', 'anios;0,7')
    await upload(page, '/people/import', file)
    await expect(page.getByText(/9 rijen gelezen: 0 nieuw, 1 gewijzigd, 0 met een fout/)).toBeVisible()
    const row = page.getByRole('row', { name: 'Tarik Bouhlal' })
    await expect(row).toContainText('Deeltijdfactor')
    await expect(row).toContainText('Nu: 0.9')
    await expect(row).toContainText('Wordt: 0.7')
    await page.getByRole('button', { name: 'Bestand weggooien' }).click()
    await expect(page.getByText('Het bestand is weggegooid.')).toBeVisible()
  })

  test('each mistake stands at its line with a sentence; the good lines can be saved', async ({
    as,
    hospital,
  }) => {
    const page = await as('coordinator')
    await upload(page, '/people/import', await demoFile('people-with-mistakes.csv'))
    await expect(page.getByText(/12 rijen gelezen: 1 nieuw, 0 gewijzigd, 11 met een fout/)).toBeVisible()
    const mistakes: [number, string][] = [
      [3, 'Het e-mailadres is leeg.'],
      [4, '“doctor” is geen rol die we kennen.'],
      [5, 'We kennen geen afdeling met de code dermatology-north.'],
      [6, '“2027-02-30” is geen datum.'],
      [7, 'De einddatum ligt niet na de begindatum.'],
      [8, '“1.4” is geen deeltijdfactor.'],
      [9, '“intern” is geen anios of aios.'],
      [10, 'We vinden geen supervisor met nummer of adres “K9999”.'],
      [11, 'Het nummer in “BIG 12345” klopt niet.'],
      [12, `is al van ${nameOf(demoPeople.resident)} (personeelsnummer K1001)`],
      [13, '“floris.ten.have@klankbord” is geen e-mailadres.'],
      [13, '“fr” is geen taal die we spreken.'],
    ]
    for (const [line, sentence] of mistakes) await expectMistake(page, line, sentence)
    await expectAccessible(page)
    const before = await countOf(hospital, 'people')
    await save(page, '1 rij opslaan')
    await expect(page.getByText('Vink aan dat de foute rijen wegblijven').first()).toBeVisible()
    await page.getByLabel('Sla de rijen met een fout over (11)').check()
    await save(page, '1 rij opslaan')
    await expect(page.getByText('Opgeslagen: 1 nieuw, 0 gewijzigd.')).toBeVisible()
    expect(await countOf(hospital, 'people')).toBe(before + 1)
  })

  test('a file in an old encoding of Windows, with semicolons and quotes, keeps its accents', async ({
    as,
  }) => {
    const page = await as('coordinator')
    const file = Buffer.concat([
      Buffer.from('Personeelsnummer;voornaam;achternaam;email;rol;afdeling;vanaf\r\n'),
      Buffer.from(
        'K2301;"Zo\xeb";"M\xfcller\x96d\x92Haens";zoe@klankbord.example;verpleegkundige;surgery-north;4-1-2027\r\n',
        'latin1',
      ),
    ])
    await upload(page, '/people/import', file)
    await expect(page.getByText(/1 rij gelezen: 1 nieuw/)).toBeVisible()
    await page.locator('summary', { hasText: '1 nieuwe rij bekijken' }).click()
    await expect(page.getByRole('rowheader', { name: 'Zoë Müller–d’Haens' })).toBeVisible()
  })

  test('what is no table says so, and what to do', async ({ as, hospital }) => {
    const page = await as('coordinator')
    const before = await countOf(hospital, 'people')
    const refused: [string, Buffer, string][] = [
      [
        'a picture',
        Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex'),
        'Dit bestand is geen CSV en geen Excel-bestand',
      ],
      [
        'a broken workbook',
        Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'),
        'Dit Excel-bestand is beschadigd.',
      ],
      ['other columns', Buffer.from('naam;leeftijd\nJan;40\n'), 'In dit bestand ontbreken kolommen:'],
      [
        'only names of columns',
        Buffer.from('number;given_name;family_name;email;role;department;from\n'),
        'In dit bestand staan geen rijen.',
      ],
      [
        'an open quote',
        Buffer.from('number;given_name;family_name;email;role;department;from\nK1;"Jan;x\n'),
        'begint een aanhalingsteken dat nergens eindigt',
      ],
      ['nothing at all', Buffer.alloc(0), 'Dit bestand is leeg.'],
    ]
    for (const [what, file, sentence] of refused) {
      await upload(page, '/people/import', file)
      await expect(page.getByText(sentence).first(), what).toBeVisible()
      await expect(page).toHaveURL(/\/people\/import$/)
    }
    await page.goto('/people/import')
    await page.getByRole('button', { name: 'Bestand nakijken' }).click()
    await expect(page.getByText('Kies een bestand.').first()).toBeVisible()
    await expectAccessible(page)
    expect(await countOf(hospital, 'people')).toBe(before)
  })

  test('without script it is the same two steps', async ({ asWithoutScript }) => {
    const page = await asWithoutScript(demoPeople.coordinator)
    await upload(
      page,
      '/people/import',
      'number,given_name,family_name,email,role,department,from\nK2401,Ids,Postma,ids@klankbord.example,nurse,surgery-north,2027-01-04\n',
    )
    await save(page, '1 rij opslaan')
    await expect(page.getByText('Opgeslagen: 1 nieuw, 0 gewijzigd.')).toBeVisible()
  })
})
