import { demoPeople } from '@/db/seed/demo-accounts'
import { addDaysOn, formatDate, instantAt, todayOn } from '@/lib/time'
import { expect, expectAccessible } from './domain'
import { rowAbout } from './verbs-check-ins'
import { test } from './verbs-people'

const { newcomer } = demoPeople

test('a department has a norm of its own from today on, and its supervisors’ lists follow', async ({
  as,
}) => {
  const supervisor = await as('supervisor')
  await supervisor.goto('/check-ins')
  const dueBefore = await rowAbout(supervisor, newcomer).innerText()

  const office = await as('secretary')
  await office.goto('/check-ins')
  await office.getByRole('link', { name: 'Normen' }).click()
  await expect(office.getByText('eerste binnen 30 dagen, daarna elke 90 dagen')).toBeVisible()
  const form = office.getByRole('form', { name: 'Een norm aanpassen' })
  // Hers is her department, and never the whole hospital.
  await expect(form.getByLabel('Waar').getByRole('option', { name: 'Hele ziekenhuis' })).toHaveCount(0)
  await form.getByLabel('Eerste binnen (dagen)').fill('60')
  await form.getByRole('button', { name: 'Norm opslaan' }).click()
  await expect(form.getByText('Vul dit in.').first()).toBeVisible()
  await expect(form.getByLabel('Eerste binnen (dagen)')).toHaveValue('60')
  await form.getByLabel('Daarna elke (dagen)').fill('120')
  await form.getByLabel('Vanaf').fill(addDaysOn(todayOn(new Date()), -1))
  await form.getByRole('button', { name: 'Norm opslaan' }).click()
  await expect(form.getByText('Deze datum ligt in het verleden.').first()).toBeVisible()
  await form.getByLabel('Vanaf').fill(todayOn(new Date()))
  await form.getByRole('button', { name: 'Norm opslaan' }).click()
  await expect(office.getByText('De norm is opgeslagen.')).toBeVisible()
  await expect(office.getByText('eerste binnen 60 dagen, daarna elke 120 dagen')).toBeVisible()
  await expectAccessible(office)

  await supervisor.reload()
  expect(await rowAbout(supervisor, newcomer).innerText()).not.toBe(dueBefore)
})

test('during long leave the clock stands still, and nobody reads why', async ({ as, hospital }) => {
  const today = todayOn(new Date())
  const until = addDaysOn(today, 20)
  await hospital.owner`delete from shifts where person_id = ${newcomer.id} and ends_at > now()`
  await hospital.owner`insert into shifts (person_id, kind, starts_at, ends_at)
    values (${newcomer.id}, 'leave', ${instantAt(today, '00:00')}, ${instantAt(until, '00:00')})`
  const page = await as('supervisor')
  await page.goto('/check-ins')
  const row = rowAbout(page, newcomer)
  await expect(row).toContainText(`staat stil tot ${formatDate(until, 'nl', today)}`)
  await expect(row).not.toContainText(/verlof/i)
})
