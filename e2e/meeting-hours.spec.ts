import { demoPeople } from '@/db/seed/demo-accounts'
import { addDaysOn, mondayOf, todayOn } from '@/lib/time'
import { expect, expectAccessible, test } from './domain'

const monday = addDaysOn(mondayOf(todayOn(new Date())), 21)

test.describe('a mentor says when she can be met', () => {
  test('her week in one tap, a mistake at its field, and the rules of one form', async ({ as }) => {
    const page = await as('mentor')
    await page.goto('/meeting-hours')
    await expect(page.getByRole('heading', { level: 1, name: 'Spreektijden' })).toBeVisible()
    await expect(page.getByText(/In de komende vier weken zijn er \d+ tijden om te boeken/)).toBeVisible()
    await expectAccessible(page)

    const week = page.getByRole('form', { name: 'Vaste tijden' })
    await week.getByLabel('Maandag van').fill('13:00')
    await week.getByLabel('Maandag tot').fill('12:00')
    await week.getByRole('button', { name: 'Tijden opslaan' }).click()
    await expect(week.getByLabel('Maandag tot')).toHaveAccessibleDescription(/Het einde ligt niet na/)
    await week.getByLabel('Maandag tot').fill('17:00')
    await week.getByRole('button', { name: 'Maandag voor de hele week' }).click()
    await expect(page.getByRole('status').first()).toContainText('Opgeslagen.')
    await expect(week.getByLabel('Vrijdag tot')).toHaveValue('17:00')

    await page.getByRole('link', { name: 'Mentorgesprek', exact: true }).click()
    const rules = page.getByRole('form', { name: 'Regels voor dit gesprek' })
    await rules.getByLabel('Hooguit per dag').fill('2')
    await rules.getByLabel('Ik wil eerst ja zeggen').check()
    await rules.getByRole('button', { name: 'Regels opslaan' }).click()
    await expect(page.getByRole('status').first()).toContainText('Opgeslagen.')
    await expect(rules.getByLabel('Hooguit per dag')).toHaveValue('2')
    await expect(rules.getByLabel('Ik wil eerst ja zeggen')).toBeChecked()
    await expectAccessible(page)
  })

  test('away: what is planned then is named first; nothing of it changes', async ({ as, hospital }) => {
    const { mentor, resident } = demoPeople
    const startsAt = `${monday}T09:00:00Z`
    const [session] = await hospital.owner<{ id: string }[]>`
      insert into sessions (form, starts_at, ends_at, booked_by_id)
      values ('mentor-session', ${startsAt}, ${startsAt}::timestamptz + interval '45 minutes', ${resident.id}) returning id`
    const id = session?.id ?? ''
    await hospital.owner`insert into session_people (session_id, person_id, part, during)
      values (${id}, ${mentor.id}, 'guide', tstzrange(${startsAt}, ${startsAt}::timestamptz + interval '45 minutes'))`

    const page = await as('mentor')
    await page.goto('/meeting-hours')
    await page.getByRole('link', { name: 'Afwezigheid toevoegen' }).click()
    await expectAccessible(page)
    const first = page.getByRole('group', { name: 'Periode 1' })
    await first.getByLabel('Eerste dag').fill(monday)
    await first.getByLabel('Laatste dag').fill(addDaysOn(monday, 4))
    await page.getByRole('button', { name: 'Verder' }).click()
    await expect(page.getByText(/Er (is|zijn) dan al/)).toBeVisible()
    await expect(page.getByRole('link', { name: 'Naar je agenda' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Afwezigheid opslaan' }).click()
    await expect(page.getByRole('status').first()).toContainText('Afwezigheid opgeslagen.')
    const [kept] = await hospital.owner`select cancelled_at from sessions where id = ${id}`
    expect(kept).toEqual({ cancelled_at: null })
  })
})

test('a secretary keeps those of her supervisors, and learns of a session only that the time is taken', async ({
  as,
}) => {
  const page = await as('secretary')
  await page.goto('/meeting-hours')
  await expect(page.getByText(/^Wanneer .* te boeken is\.$/)).toBeVisible()
  await page.getByLabel('Dinsdag van').fill('09:00')
  await page.getByLabel('Dinsdag tot').fill('11:00')
  await page.getByRole('button', { name: 'Tijden opslaan' }).click()
  await expect(page.getByRole('status').first()).toContainText('Opgeslagen.')
  await expect(page.getByLabel('Dinsdag tot')).toHaveValue('11:00')
  await page.goto(`/meeting-hours?guide=${demoPeople.mentor.id}`)
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Spreektijden')
})
