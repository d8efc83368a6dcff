import { demoPeople } from '@/db/seed/demo-accounts'
import { demoGroup } from '@/db/seed/groups'
import { expect, expectAccessible, test } from './domain'
import type { Hospital } from './hospital'

const { secretary, psychologist, mentor } = demoPeople
const attendance = `/groups/${demoGroup.id}/attendance/${demoGroup.toNoteId}`

test.describe('who leads a group notes who was there', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('on her phone: from her home in two taps, and corrected for one', async ({ as, hospital }) => {
    test.slow()
    const page = await as('psychologist')
    await page.goto('/')
    await page.getByRole('link', { name: 'Vul in: Intervisie Noord' }).click()
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByRole('button', { name: 'Iedereen was er' }).click()
    await expect(page.getByRole('status').first()).toContainText('Iedereen staat als aanwezig.')
    await expect(page.getByRole('radio', { name: 'Aanwezig', checked: true })).toHaveCount(7)
    await expect(page.getByRole('button', { name: 'Iedereen was er' })).toHaveCount(0)

    const hers = page.getByRole('group', { name: 'Hafsa Benali' })
    await hers.getByRole('radio', { name: 'Afwezig' }).press('Space')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await expect(page.getByRole('status').first()).toContainText('Opgeslagen.')
    await expect(page.getByRole('list', { name: 'Geweest' })).toContainText('6 aanwezig')
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Wie was er?' })).toHaveCount(0)

    // A day and more later: what stood there stays.
    await hospital.owner`alter table attendance disable trigger attendance_append`
    await hospital.owner`update attendance set noted_at = now() - interval '25 hours' where session_id = ${demoGroup.toNoteId}`
    await hospital.owner`alter table attendance enable trigger attendance_append`
    await page.goto(attendance)
    await expect(page.getByText('Je vulde dit meer dan een dag geleden in.')).toBeVisible()
    await hers.getByRole('radio', { name: 'Aanwezig' }).press('Space')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await expect(page.getByRole('status').first()).toContainText('Opgeslagen.')
    await page.goto(attendance)
    await expect(hers).toContainText('Eerder ingevuld: afwezig')
    await expectAccessible(page)
  })
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('attendance is an ordinary form', async ({ as, hospital }) => {
    await hospital.owner`delete from attendance where session_id = ${demoGroup.toNoteId}`
    const page = await as('psychologist')
    await page.goto(attendance)
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await expect(page.getByRole('alert')).toContainText(
      'Kies eerst van minstens één deelnemer of die er was.',
    )
    await page.getByRole('button', { name: 'Iedereen was er' }).click()
    await expect(page.getByRole('status').first()).toContainText('Iedereen staat als aanwezig.')
  })
})

/** The office gave the last meeting to the mentor: what else she had at that time is given back. */
const standInLast = ({ owner }: Hospital) =>
  owner.begin(async (tx) => {
    await tx`delete from attendance where session_id = ${demoGroup.toNoteId}`
    await tx`
      update session_people p set released_at = now() from sessions s where s.id = ${demoGroup.toNoteId} and p.released_at is null
        and (p.session_id = s.id and p.part = 'guide' or p.person_id = ${mentor.id} and p.during && tstzrange(s.starts_at, s.ends_at))`
    await tx`
      insert into session_people (session_id, person_id, part, during)
      select id, ${mentor.id}, 'guide', tstzrange(starts_at, ends_at) from sessions where id = ${demoGroup.toNoteId}`
  })

test('who stands in for one meeting notes it from her home, and does not come into the group', async ({
  as,
  hospital,
}) => {
  await standInLast(hospital)
  const page = await as('mentor')
  await page.goto('/')
  await page.getByRole('link', { name: 'Vul in: Intervisie Noord' }).click()
  await page.getByRole('button', { name: 'Iedereen was er' }).click()
  await expect(page.getByRole('status').first()).toContainText('Iedereen staat als aanwezig.')
  await page
    .getByRole('group', { name: 'Hafsa Benali' })
    .getByRole('radio', { name: 'Afwezig' })
    .press('Space')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await expect(page).toHaveURL(/done=noted/)
  await expect(page.getByRole('status').first()).toContainText('Opgeslagen.')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Naar vandaag' }).click()
  await expect(page).toHaveURL('/')
  await expect(page.getByRole('heading', { name: 'Wie was er?' })).toHaveCount(0)
  expect((await page.request.get(`/groups/${demoGroup.id}`)).status()).toBe(404)
  expect((await (await as('psychologist')).request.get(`/groups/${demoGroup.id}`)).status()).toBe(200)
})

/** Two who would come to the next meeting are off that day. */
const loseQuorum = ({ owner }: Hospital) => owner`
  delete from shifts s using sessions m where m.id = ${demoGroup.nextId} and s.starts_at < m.ends_at and s.ends_at > m.starts_at
    and s.person_id in (select person_id from session_people where session_id = m.id and part = 'resident' order by person_id limit 2)`

test('a roster changes: who leads and who plans hear it, and one tap moves the meeting', async ({
  as,
  hospital,
}) => {
  test.slow()
  await loseQuorum(hospital)
  const page = await as('secretary')
  await page.goto(`/groups/${demoGroup.id}`)
  await page.getByRole('link', { name: /^Andere datum/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Te weinig deelnemers' })).toBeVisible()
  await expect(page.getByText('De groep gaat door vanaf 4.')).toBeVisible()
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })

  // The worker looks once a minute; to whom it writes is stored before the mail leaves.
  await expect
    .poll(
      async () => {
        const rows = await hospital.owner<{ id: string }[]>`
          select recipient_id as id from outbox where kind = 'group.quorum'`
        return rows.map(({ id }) => id).sort()
      },
      { timeout: 90_000, intervals: [2000] },
    )
    .toEqual([secretary.id, psychologist.id].sort())

  const dates = page.getByRole('list', { name: 'Op deze datums kunnen de meesten' }).getByRole('listitem')
  await expect(dates).toHaveCount(2)
  await dates
    .first()
    .getByRole('button', { name: /^Verzet hierheen/ })
    .click()
  await expect(page.getByRole('status').first()).toContainText(/Verzet\. [4-7] van 7 kunnen/)
  const rows = await hospital.owner<{ kind: string }[]>`
    select distinct kind from outbox where kind like 'session.%' and data ->> 'sessionId' = ${demoGroup.nextId}`
  expect(rows.map(({ kind }) => kind)).toContain('session.moved')
})

test.describe('the accreditation sheet', () => {
  test('is printed and taken along by who leads the group', async ({ as }) => {
    const page = await as('psychologist')
    await page.goto(`/groups/${demoGroup.id}`)
    await page.getByRole('link', { name: 'Presentielijst voor accreditatie' }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Presentielijst \d{4}$/ })).toBeVisible()
    await expect(page.getByText(/BIG \d{11}/)).toBeVisible()
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('link', { name: 'Download CSV' })).toBeHidden()
    await expect(page.getByRole('navigation').first()).toBeHidden()

    const file = (query: string) => page.request.get(`/groups/${demoGroup.id}/sheet/file?${query}`)
    const csv = await file('as=csv')
    expect(csv.headers()).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'private, no-store',
    })
    expect((await csv.text()).split('\r\n')[0]).toBe(
      '\uFEFFGroep;Vorm;Datum;Begin;Einde;Minuten;Deelnemer;Aanwezigheid;Begeleider;Registratie',
    )
    const xlsx = await (await file('as=xlsx')).body()
    expect([...xlsx.subarray(0, 4)]).toEqual([0x50, 0x4b, 0x03, 0x04])
  })

  test('is nobody else’s, as a page and as a file', async ({ as }) => {
    for (const who of ['secretary', 'coordinator', 'resident', 'mentor', 'admin'] as const) {
      const page = await as(who)
      for (const path of ['sheet', 'sheet/file', 'sheet/file?as=xlsx'])
        expect([who, path, (await page.request.get(`/groups/${demoGroup.id}/${path}`)).status()]).toEqual([
          who,
          path,
          404,
        ])
    }
  })
})
