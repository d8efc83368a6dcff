import writeXlsxFile from 'write-excel-file/node'
import { addDaysOn, mondayOf, todayOn } from '@/lib/time'
import { expect, expectAccessible } from './domain'
import { countOf, demoFile, expectMistake, save, upload } from './verbs-imports'
import { nameOf, person, test } from './verbs-people'

/** A cell of Excel with a date and a time: wall time, as there are no time zones in it. */
const moment = (iso: string) => ({ value: new Date(iso), type: Date, format: 'dd-mm-yyyy hh:mm' })

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

test.describe('a roster from a calendar', () => {
  test('says of each shift whose it is; a code that was explained once is known', async ({
    as,
    hospital,
  }) => {
    const page = await as('secretary')
    await page.goto('/rosters')
    await page.getByRole('link', { name: 'Roostercodes' }).click()
    await page.getByLabel('Code', { exact: true }).fill('wd')
    await page.getByLabel('Betekent').selectOption({ label: 'Aanwezigheidsdienst' })
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await expect(page.getByText('De code staat in de tabel.')).toBeVisible()

    const before = await countOf(hospital, 'shifts')
    // Thirteen weeks on nothing stands in their rosters yet.
    const calendar = (await demoFile('roster.ics'))
      .toString('utf8')
      .replaceAll(/2027(\d\d)(\d\d)/g, (_, month, day) =>
        addDaysOn(`2027-${month}-${day}`, 91).replaceAll('-', ''),
      )
    const told = calendar.replace('SUMMARY:N1', 'SUMMARY:WD').replace('Avonddienst', 'AL')
    await upload(page, '/rosters/import', told, 'rooster.ics')
    await expect(page.getByText(/8 diensten gelezen: 8 nieuw, 0 gewijzigd, 0 met een fout/)).toBeVisible()
    await expect(page.getByText('In dit bestand staat 1 code die we nog niet kennen: AL.')).toBeVisible()
    await expect(page.getByLabel('Code AL')).toHaveValue('evening')
    await expect(page.getByRole('combobox', { name: 'Van wie is deze agenda?' })).toHaveValue('')
    await expectAccessible(page)
    await page.getByLabel('Code AL').selectOption({ label: 'Nachtdienst' })
    await save(page, '8 diensten opslaan')
    await expect(page.getByText('Opgeslagen: 8 nieuw, 0 gewijzigd. 1 code onthouden.')).toBeVisible()
    expect(await countOf(hospital, 'shifts')).toBe(before + 8)
    const kinds = await hospital.owner`
      select p.staff_number, s.kind, count(*)::int from shifts s join people p on p.id = s.person_id
      where s.starts_at between '2027-04-01' and '2027-04-30' and p.staff_number in ('K1403', 'K1404') group by 1, 2 order by 1, 2`
    expect(kinds.map((row) => `${row.staff_number} ${row.kind} ${row.count}`)).toEqual([
      'K1403 day 3',
      'K1403 leave 1',
      'K1403 night 1',
      'K1404 presence 3',
    ])
    await upload(page, '/rosters/import', told, 'rooster.ics')
    await expect(page.getByText('Er is niets te doen')).toBeVisible()
  })

  test('that says nothing of whose it is asks that first, and shows what is no longer in it', async ({
    as,
  }) => {
    const page = await as('secretary')
    const entry = (day: number) => [
      'BEGIN:VEVENT',
      `UID:${day}`,
      `DTSTART:202705${day}T080000`,
      `DTEND:202705${day}T170000`,
      'END:VEVENT',
    ]
    const calendar = (...days: number[]) =>
      ['BEGIN:VCALENDAR', 'VERSION:2.0', ...days.flatMap(entry), 'END:VCALENDAR'].join('\r\n')
    const whose = page.getByRole('combobox', { name: 'Van wie is deze agenda?' })
    const read = async (text: string) => {
      await upload(page, '/rosters/import', text, 'agenda.ics')
      await expect(page.getByText('In deze agenda staat niet van wie de diensten zijn.')).toBeVisible()
      await whose.selectOption({ label: nameOf(person('K1403')) })
      await page.getByRole('button', { name: 'Tonen' }).click()
    }
    await upload(page, '/rosters/import', calendar(11, 12, 13).slice(0, -10), 'agenda.ics')
    await expect(page.getByText('Deze agenda is maar half binnengekomen').first()).toBeVisible()
    await read(calendar(11, 12, 13))
    await expect(page.getByText(/3 diensten gelezen: 3 nieuw/)).toBeVisible()
    await save(page, '3 diensten opslaan')
    await expect(page.getByText('Opgeslagen: 3 nieuw, 0 gewijzigd.')).toBeVisible()
    await read(calendar(11, 13))
    await expect(page.locator('#vanished')).toContainText(nameOf(person('K1403')))
    await expectAccessible(page)
  })
})

test('a code is added, gets another meaning and goes', async ({ as }) => {
  const page = await as('secretary')
  const broken: string[] = []
  page.on('pageerror', ({ message }) => broken.push(message))
  await page.goto('/rosters/codes')
  await page.getByLabel('Code', { exact: true }).fill('ZV')
  await page.getByRole('button', { name: 'Toevoegen' }).click()
  await expect(page.getByText('Kies er een.').first()).toBeVisible()
  await page.getByLabel('Betekent').selectOption({ label: 'Verlof' })
  await page.getByRole('button', { name: 'Toevoegen' }).click()
  const row = page.getByRole('row', { name: 'ZV' })
  await expect(row).toContainText('Verlof')
  await row.locator('summary').click()
  await row.getByRole('combobox').selectOption({ label: 'Niet in het rooster' })
  await row.getByRole('button', { name: 'Opslaan' }).click()
  await expect(row.getByRole('cell').first()).toContainText('Niet in het rooster')
  await expectAccessible(page)
  await row.getByRole('button', { name: 'ZV weghalen' }).click()
  await expect(row).toHaveCount(0)
  expect(broken).toEqual([])
})

test('one address can fill the rosters of a department', async ({ as, hospital }) => {
  const page = await as('secretary')
  await page.goto('/rosters/feeds')
  const form = page.getByRole('form', { name: 'Agenda van een afdeling toevoegen' })
  await form.getByLabel('Afdeling').selectOption({ label: 'Chirurgie' })
  // A name that no server in the world answers to: this test asks nobody.
  await form.getByLabel('Adres van de agenda').fill('https://rooster.invalid/geheim-5678.ics')
  await form.getByRole('button').click()
  const row = page.getByRole('listitem').filter({ hasText: 'rooster.invalid' })
  await expect(row).toContainText('Chirurgie')
  await expect(form.getByRole('option', { name: 'Chirurgie' })).toHaveCount(0)
  expect(await page.content()).not.toContain('geheim-5678')
  // The worker may be on its way to that name: what it finds is not what is looked at here.
  await expect(async () => {
    await hospital.owner`update roster_feeds set fetched_at = now(), good_at = now(), good_count = 200, doubted_count = 188, problem = 'missing', problem_since = now()`
    await page.goto('/rosters/feeds')
    await expect(row).toContainText('Iemand van de afdeling staat ineens niet meer in de agenda.')
  }).toPass()
  await expect(row).toContainText('Er stonden er 200, nu 188. Klopt dat?')
  // This opens what is folded away.
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Stoppen' }).click()
  await expect(page.getByText('We lezen deze agenda niet meer.')).toBeVisible()
})

test('a shift that ran late ends when it really did', async ({ as }) => {
  const page = await as('secretary')
  const yesterday = addDaysOn(todayOn(new Date()), -1)
  await upload(
    page,
    '/rosters/import',
    `person,start,end,kind\nK1403,${yesterday} 08:00,${yesterday} 16:00,day\n`,
  )
  await save(page, '1 dienst opslaan')
  await expect(page.getByText('Opgeslagen: 1 nieuw, 0 gewijzigd.')).toBeVisible()
  await page.goto(`/rosters?week=${mondayOf(yesterday)}`)
  await page
    .getByRole('row', { name: nameOf(person('K1403')) })
    .getByRole('link')
    .first()
    .click()
  await page.getByLabel('Echt geëindigd').fill('17:45')
  await page.getByRole('button', { name: 'Eindtijd opslaan' }).click()
  await expect(page.getByText('Eindtijd opgeslagen.')).toBeVisible()
  await expect(page.getByRole('row', { name: nameOf(person('K1403')) })).toContainText('17:45')
  await expectAccessible(page)
})
