import { addDaysOn, dateOf } from '@/lib/time'
import { expect, test } from './domain'
import { upload } from './verbs-imports'
import { departmentOf, plainMonday, publishedRoster, storedGroups } from './verbs-rosters'

/** So many both rosters cover; the longer one goes on. */
const weeks = 4

test(
  'everybody of two published rosters is in a group that meets once, from the files to published',
  { tag: '@desktop' },
  async ({ as, hospital }, info) => {
    test.setTimeout(180_000)
    const monday = plainMonday(weeks)
    const surgery = await publishedRoster('inrc2-n012w8-a.csv', monday)
    const medicine = await publishedRoster('inrc2-n021w4-a.csv', monday)
    const departmentId = await departmentOf(hospital, 'Heelkunde', surgery)
    await departmentOf(hospital, 'Geneeskunde', medicine)
    const page = await as('secretary')

    const laps = [performance.now()]
    for (const { file, csv, shifts } of [surgery, medicine]) {
      await upload(page, '/rosters/import', csv, file)
      await expect(
        page.getByText(`${shifts} diensten gelezen: ${shifts} nieuw, 0 gewijzigd, 0 met een fout.`),
      ).toBeVisible()
      // Day, evening and night are words that need no explanation.
      await expect(page.getByLabel(/^Code /)).toHaveCount(0)
      await page.getByRole('button', { name: `${shifts} diensten opslaan` }).click()
      await expect(page.getByText(`Opgeslagen: ${shifts} nieuw, 0 gewijzigd.`)).toBeVisible()
    }
    laps.push(performance.now())

    // Everything but the dates, the number of meetings and the second department is as the form proposes it.
    await page.goto('/groups/plan/new')
    await page.getByLabel('Afdeling').selectOption({ label: 'Heelkunde, Noord' })
    await page.getByRole('button', { name: 'Verder' }).click()
    await page.getByLabel('Hoe heet het plan?').fill('Vier weken')
    await page.getByLabel('Eerste week').fill(monday)
    await page.getByLabel('Hoeveel weken?').fill(`${weeks}`)
    await page.getByLabel('Bijeenkomsten per groep').fill('1')
    await page.getByRole('checkbox', { name: /^Geneeskunde, Noord/ }).check()
    await page.getByRole('button', { name: 'Maak een voorstel' }).click()
    await expect(page.getByText(/^Iedereen is geplaatst\. /)).toBeVisible({ timeout: 90_000 })
    laps.push(performance.now())

    await page.getByRole('link', { name: 'Publiceren' }).click()
    await page.getByRole('button', { name: 'Publiceer' }).click()
    await expect(page.getByRole('status').first()).toContainText('Gepubliceerd.', { timeout: 20_000 })
    laps.push(performance.now())
    const seconds = (from: number, to: number) => `${((laps[to]! - laps[from]!) / 1000).toFixed(1)} s`
    info.annotations.push({
      type: 'from the first file to published',
      description: `${seconds(0, 3)}: imported in ${seconds(0, 1)}, planned in ${seconds(1, 2)}, published in ${seconds(2, 3)}`,
    })

    const { members, meetings, seats } = await storedGroups(hospital, departmentId)
    const everybody = surgery.names.length + medicine.names.length
    expect(everybody).toBe(33)
    expect(members).toHaveLength(everybody)
    expect(new Set(members.map(({ personId }) => personId)).size).toBe(everybody)
    expect(meetings.map(({ groupId }) => groupId).toSorted()).toEqual(
      [...new Set(members.map(({ groupId }) => groupId))].toSorted(),
    )
    for (const { startsAt } of meetings) {
      expect(dateOf(startsAt) >= monday).toBe(true)
      expect(dateOf(startsAt) < addDaysOn(monday, weeks * 7)).toBe(true)
    }
    const inGroup = new Set(members.map(({ groupId, personId }) => `${groupId} ${personId}`))
    expect(seats.filter(({ groupId, personId }) => !inGroup.has(`${groupId} ${personId}`))).toEqual([])
    expect(seats.filter(({ isFree }) => !isFree)).toEqual([])
    // These rosters leave room for it: a plan in which somebody cannot come is not the best.
    expect(seats).toHaveLength(everybody)
  },
)
