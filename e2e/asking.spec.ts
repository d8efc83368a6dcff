import { demoPeople } from '@/db/seed/demo-accounts'
import { addDaysOn, instantAt, todayOn } from '@/lib/time'
import { expect, expectAccessible } from './domain'
import { checkInForm } from './verbs-check-ins'
import { test } from './verbs-people'

const { newcomer, supervisor } = demoPeople

test('she asks for a talk, three times are offered, she takes one; the mail leads back after signing in', async ({
  as,
  browser,
  site,
}) => {
  const hers = await as('newcomer')
  await hers.goto('/check-ins')
  await hers.getByRole('button', { name: 'Ik wil graag een gesprek' }).click()
  await expect(hers.getByText('Je vraag is verstuurd.')).toBeVisible()
  await expectAccessible(hers)

  const his = await as('supervisor')
  await his.goto('/check-ins')
  const offer = his.getByRole('form', {
    name: `Bied deze tijden aan: ${newcomer.givenName} ${newcomer.familyName}`,
  })
  await offer.getByRole('button').click()
  await expect(his.getByText('De tijden zijn aangeboden.')).toBeVisible()
  await expectAccessible(his)

  await hers.goto('/')
  await hers.getByRole('link', { name: 'Kies een tijd' }).click()
  const times = hers.getByRole('button', { name: /\d{2}:\d{2}–\d{2}:\d{2}/ })
  await expect(times).toHaveCount(3)
  await times.first().click()
  await expect(hers.getByText('Je balansgesprek is gepland.')).toBeVisible()
  await expect(hers.getByRole('button', { name: 'Ik wil graag een gesprek' })).toBeVisible()

  // Not signed in, the address of a mail asks to, and goes on to the form of that resident.
  const context = await browser.newContext({ baseURL: site.url })
  const page = await context.newPage()
  await page.goto(`/check-ins?open=${newcomer.id}`)
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/)
  await page.getByRole('button', { name: new RegExp(supervisor.familyName) }).click()
  await expect(checkInForm(page, newcomer)).toBeVisible()
  await context.close()
})

test('a planned talk that has begun leads to its form, with its day filled in and nothing else', async ({
  as,
  hospital,
}) => {
  const yesterday = addDaysOn(todayOn(new Date()), -1)
  const [startsAt, endsAt] = [instantAt(yesterday, '23:00'), instantAt(yesterday, '23:30')]
  const [session] = await hospital.owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, booked_by_id)
    values ('check-in', ${startsAt}, ${endsAt}, ${supervisor.id}) returning id`
  for (const [person, part] of [
    [newcomer.id, 'resident'],
    [supervisor.id, 'guide'],
  ] as const)
    await hospital.owner`insert into session_people (session_id, person_id, part, during)
      values (${session!.id}, ${person}, ${part}, tstzrange(${startsAt}, ${endsAt}))`
  const page = await as('supervisor')
  await page.goto(`/sessions/${session!.id}`)
  await page.getByRole('link', { name: 'Het gesprek was er' }).click()
  const form = checkInForm(page, newcomer)
  await expect(form.getByLabel('Op welke dag?')).toHaveValue(yesterday)
  await expect(form.getByRole('radio', { checked: true })).toHaveCount(0)
})
