import writeXlsxFile from 'write-excel-file/node'
import { expect, expectAccessible } from './domain'
import { demoPeople } from '@/db/seed/demo-accounts'
import type { Hospital } from './hospital'
import { demoFile, expectMistake, save, upload } from './verbs-imports'
import { nameOf, person, test } from './verbs-people'

async function countOf(hospital: Hospital, table: 'people' | 'roles' | 'shifts'): Promise<number> {
  const [row] = await hospital.owner<{ n: number }[]>`select count(*)::int as n from ${hospital.owner(table)}`
  return row?.n ?? 0
}

/** A cell of Excel with a date and a time: wall time, as there are no time zones in it. */
const moment = (iso: string) => ({ value: new Date(iso), type: Date, format: 'dd-mm-yyyy hh:mm' })

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

test.describe('a roster from a file', () => {
  test('first what it would do, then it is done, and it stands in the roster; once more changes nothing', async ({
    as,
    hospital,
  }) => {
    const page = await as('secretary')
    const before = await countOf(hospital, 'shifts')
    await upload(page, '/rosters/import', await demoFile('roster.csv'), 'roster.csv')
    await expect(
      page.getByText(
        '64 diensten gelezen: 64 nieuw, 0 gewijzigd, 0 met een fout. Er is nog niets opgeslagen.',
      ),
    ).toBeVisible()
    expect(await countOf(hospital, 'shifts')).toBe(before)
    await save(page, '64 diensten opslaan')
    await expect(page.getByText('Opgeslagen: 64 nieuw, 0 gewijzigd.')).toBeVisible()
    expect(await countOf(hospital, 'shifts')).toBe(before + 64)
    await page.getByRole('link', { name: 'Naar Diensten' }).click()
    await page.goto('/rosters?week=2027-01-04')
    await expect(page.getByRole('row', { name: nameOf(person('K1403')) })).toContainText('07:00')
    await expectAccessible(page)

    await upload(page, '/rosters/import', await demoFile('roster.csv'), 'roster.csv')
    await expect(page.getByText('64 rijen staan er al precies zo.')).toBeVisible()
    await expect(page.getByText('Er is niets te doen')).toBeVisible()
  })

  test('another end changes the shift that is there', async ({ as, hospital }) => {
    const page = await as('secretary')
    const before = await countOf(hospital, 'shifts')
    const file = (await demoFile('roster.csv'))
      .toString('utf8')
      .replace('K1403,2027-01-04 07:00,2027-01-04 15:30', 'K1403,2027-01-04 07:00,2027-01-04 16:00')
    await upload(page, '/rosters/import', file)
    await expect(page.getByText(/64 diensten gelezen: 0 nieuw, 1 gewijzigd, 0 met een fout/)).toBeVisible()
    await expect(page.getByRole('row', { name: nameOf(person('K1403')) })).toContainText('16:00')
    await save(page, '1 dienst opslaan')
    await expect(page.getByText('Opgeslagen: 0 nieuw, 1 gewijzigd.')).toBeVisible()
    expect(await countOf(hospital, 'shifts')).toBe(before)
  })

  test('each mistake stands at its line; an end before its start is asked about, as one question', async ({
    as,
    hospital,
  }) => {
    const page = await as('secretary')
    await upload(page, '/rosters/import', await demoFile('roster-with-mistakes.csv'))
    const mistakes: [number, string][] = [
      [3, 'Eindtijd 07:30 ligt vóór begintijd 22:00. Is dit een nachtdienst?'],
      [4, 'Deze dienst overlapt met rij 2'],
      [5, 'Niemand heeft het personeelsnummer of e-mailadres K9999.'],
      [6, '“2027-02-30 08:00” is geen datum met tijd'],
      [8, '“2027-02-05 8 uur”'],
      [9, '02:30 bestaat niet in deze nacht'],
      [11, 'Deze dienst staat ook op rij 10.'],
      [12, 'De eindtijd is leeg.'],
      [13, 'Niemand heeft het personeelsnummer of e-mailadres nobody@klankbord.example.'],
    ]
    for (const [line, sentence] of mistakes) await expectMistake(page, line, sentence)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Lees deze diensten als nachtdienst' }).click()
    await expect(page.getByText('Een einde vóór het begin lezen we als nachtdienst')).toBeVisible()
    await expect(page.getByText('Is dit een nachtdienst?')).toHaveCount(0)

    const before = await countOf(hospital, 'shifts')
    await page.getByLabel('Code holiday').selectOption({ label: 'Niet in het rooster' })
    await page.getByLabel(/^Sla de rijen met een fout over/).check()
    await page.getByRole('button', { name: /diensten? opslaan/ }).click()
    await expect(page.getByText(/^Opgeslagen: \d nieuw, 0 gewijzigd\. 1 code onthouden\.$/)).toBeVisible()
    const after = await countOf(hospital, 'shifts')
    expect(after).toBeGreaterThan(before)
    const night = await hospital.owner`
      select 1 from shifts s join people p on p.id = s.person_id where p.staff_number = 'K1403'
      and s.starts_at = '2027-02-02 22:00 Europe/Amsterdam' and s.ends_at = '2027-02-03 07:30 Europe/Amsterdam'`
    expect(night).toHaveLength(1)
  })

  test('a code of their own in an Excel file is asked once; the second time there is nothing to ask or to do', async ({
    as,
    hospital,
  }) => {
    const page = await as('secretary')
    const cells = [
      ['person', 'start', 'end', 'kind'].map((value) => ({ value })),
      [{ value: 'K1403' }, moment('2027-03-08T22:00:00Z'), moment('2027-03-09T07:30:00Z'), { value: 'N1' }],
    ]
    const file = await writeXlsxFile(cells).toBuffer()
    await upload(page, '/rosters/import', file, 'rooster.xlsx')
    await expect(page.getByText(/1 dienst gelezen: 1 nieuw, 0 gewijzigd, 0 met een fout/)).toBeVisible()
    await expect(page.getByText('In dit bestand staat 1 code die we nog niet kennen: N1.')).toBeVisible()
    await expect(page.getByLabel('Code N1')).toHaveValue('night')
    await expectAccessible(page)
    await save(page, '1 dienst opslaan')
    await expect(page.getByText('Opgeslagen: 1 nieuw, 0 gewijzigd. 1 code onthouden.')).toBeVisible()
    const written = await hospital.owner`
      select s.kind from shifts s join people p on p.id = s.person_id where p.staff_number = 'K1403'
      and s.starts_at = '2027-03-08 22:00 Europe/Amsterdam' and s.ends_at = '2027-03-09 07:30 Europe/Amsterdam'`
    expect(written).toMatchObject([{ kind: 'night' }])

    await upload(page, '/rosters/import', file, 'rooster.xlsx')
    await expect(page.getByText('Er is niets te doen')).toBeVisible()
    await expect(page.getByLabel('Code N1')).toHaveCount(0)
    await page.goto('/rosters/codes')
    await expect(page.getByRole('row', { name: 'N1' })).toContainText('Nacht')
    await expectAccessible(page)
  })

  test('somebody of another department is not hers to plan', async ({ as }) => {
    const page = await as('secretary')
    await upload(
      page,
      '/rosters/import',
      'person,start,end,kind\nK1009,2027-02-01 08:00,2027-02-01 17:00,day\n',
    )
    await expectMistake(page, 2, 'hoort niet bij jouw afdelingen')
    await expect(page.getByText('Zo kan er nog niets worden opgeslagen')).toBeVisible()
  })
})
