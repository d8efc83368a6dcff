import { demoPeople } from '@/db/seed/demo-accounts'
import { departmentId } from '@/db/seed/departments'
import { readTable } from '@/lib/sheet/read-workbook'
import { expect } from './domain'
import { test } from './verbs-people'

const { newcomer } = demoPeople
const surgery = departmentId('surgery-north')

test('a secretary sees who misses one in her department, and plans it at once', async ({ as }) => {
  const page = await as('secretary')
  await page.goto('/')
  await page.getByRole('link', { name: 'Cijfers' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Cijfers')
  const missing = page.getByRole('table', { name: 'Wie mist nog iets' })
  const row = missing.getByRole('row').filter({ hasText: 'Meeloopdag' }).first()
  const name = (await row.getByRole('rowheader').innerText()).trim()
  await row.getByRole('link', { name: `Plan nu: Meeloopdag voor ${name}` }).click()
  await expect(page).toHaveURL(/\/sessions\/plan\/new/)
  await expect(page.getByText(name).first()).toBeVisible()
  // Of a check-in she reads the date, and that the supervisor plans it.
  await page.goto('/figures')
  const talk = missing.getByRole('row').filter({ hasText: 'Balansgesprek' }).first()
  await expect(talk).toContainText('De supervisor plant dit.')
})

test('the education office reads counts only, holds up the mirror, and takes the visitation file along', async ({
  as,
  hospital,
}) => {
  // What the seeded months come to depends on the day: these two are set.
  await hospital.owner`update figures set total = 40, reached = 30 where scope = 'hospital' and measure = 'check-in'`
  await hospital.owner`update figures set total = null, reached = null where measure = 'attendance'`
  const page = await as('coordinator')
  await page.goto('/figures')
  const tile = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Balansgesprekken' }) })
  await expect(tile).toContainText('75%')
  await expect(tile).toContainText('30 van de 40')
  await expect(tile).toContainText('blijft gelijk')
  await expect(tile).toContainText('Onderzoek 2019 (n = 269): ongeveer 50%.')
  await expect(page.getByText(/^Geen cijfer: .*Aanwezig bij groepen/)).toBeVisible()
  await expect(page.getByText(newcomer.familyName)).toHaveCount(0)
  await page.getByLabel('Afdeling').selectOption(surgery)
  await page.getByRole('button', { name: 'Tonen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Cijfers: Chirurgie')
  await expect(page.getByRole('table', { name: 'Wie mist nog iets' })).toHaveCount(0)

  const csv = await (await page.request.get('/figures/file')).text()
  expect(csv.split('\r\n')[0]).toBe('\uFEFFMaand;Wat;Aantal;Van')
  expect(csv).toMatch(/\r\n\d{4}-\d{2};Balansgesprekken;(?:\d+;\d+|geen cijfer;)\r\n/)

  await page.goto('/figures/mirror')
  const balance = page.getByRole('row').filter({ hasText: 'bewaakt de balans niet' })
  await expect(balance).toContainText('75% heeft op tijd een balansgesprek met de supervisor (30 van 40).')
  await expect(page.getByRole('row').filter({ hasText: 'loopbaankeuzes' })).toContainText('96,4%')
  await expect(page.getByRole('row').filter({ hasText: 'verantwoordelijkheid' })).toContainText(
    'Dit is niet te weten uit wat wij bewaren.',
  )

  await page.goto('/figures/visitation')
  await expect(page.getByRole('heading', { name: 'Zo kijk je dit na' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Normen' })).toContainText('eerste binnen 30 dagen')
  const answer = await page.request.get('/figures/visitation/file')
  expect(answer.headers()['content-disposition']).toMatch(/klankbord-\d{4}-\d{2}-\d{2}\.xlsx/)
  const heads = { form: { names: ['Vorm'] }, norm: { names: ['Norm'] } }
  const read = await readTable(new Uint8Array(await answer.body()), heads)
  if ('problem' in read) throw new Error(read.problem)
  expect(JSON.stringify(read)).toContain('eerste binnen 30 dagen, daarna elke 90 dagen')
})
