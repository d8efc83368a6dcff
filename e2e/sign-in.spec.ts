import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, expectAccessible, mailTo, test } from './domain'

const { resident, supervisor, nurse } = demoPeople
const nameOf = (person: { givenName: string; familyName: string }) =>
  `${person.givenName} ${person.familyName}`
const linkIn = (mail: string) => new URL(/https?:\/\/\S+\/sign-in\/confirm\S*/.exec(mail)?.[0] ?? 'none:')

test('the sign-in page and what comes after a link was asked are accessible', async ({ page }) => {
  await page.goto('/sign-in')
  await expectAccessible(page)
  await page.goto('/sign-in/sent')
  await expectAccessible(page)
  await page.goto('/sign-in/confirm?token=t&email=a%40b.nl')
  await expectAccessible(page)
})

test('somebody picks a person of the demo, is inside under that name, and signs out', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.getByRole('button', { name: nameOf(resident) }).click()
  await expect(page).toHaveURL(/\/$/)
  await expect(page.getByRole('banner')).toContainText(nameOf(resident))
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in$/)
})

test('somebody else of the hospital can be picked from the list', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByText('Iemand anders kiezen').click()
  await page.getByLabel('Persoon', { exact: true }).selectOption(nurse.id)
  await page.getByRole('button', { name: 'Meld aan' }).click()
  await expect(page.getByRole('banner')).toContainText(nameOf(nurse))
})

test('a browser comes back to the page it asked for', async ({ page }) => {
  await page.goto('/agenda')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fagenda$/)
  await page.getByRole('button', { name: nameOf(resident) }).click()
  await expect(page).toHaveURL(/\/agenda$/)
})

test('a browser is never sent to another site', { tag: '@desktop' }, async ({ page, site }) => {
  for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/']) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`)
    await page.getByRole('button', { name: nameOf(resident) }).click()
    await page.waitForLoadState()
    expect(new URL(page.url()).origin).toBe(site.url)
    await page.context().clearCookies()
  }
})

test(
  'a sign-in that was ended elsewhere is over at the next request',
  { tag: '@desktop' },
  async ({ as, hospital }) => {
    const page = await as('mentor')
    await page.goto('/')
    await expect(page.getByRole('banner')).toContainText(nameOf(demoPeople.mentor))
    await hospital.owner`update sign_ins set ended_at = now() where person_id = ${demoPeople.mentor.id}`
    await page.reload()
    await expect(page).toHaveURL(/\/sign-in/)
  },
)

test(
  'a cookie that was kept is worth nothing after signing out',
  { tag: '@desktop' },
  async ({ page, context }) => {
    await page.goto('/sign-in')
    await page.getByRole('button', { name: nameOf(resident) }).click()
    await expect(page.getByRole('banner')).toBeVisible()
    const kept = await context.cookies()
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await context.addCookies(kept)
    await page.goto('/')
    await expect(page).toHaveURL(/\/sign-in/)
  },
)

test(
  'an account that is closed is out at the next request, and is not in the list any more',
  { tag: '@desktop' },
  async ({ as, hospital, page }) => {
    const inside = await as('student')
    await inside.goto('/')
    await expect(inside.getByRole('banner')).toBeVisible()
    await hospital.owner`update people set closed_at = now() where id = ${demoPeople.student.id}`
    await inside.reload()
    await expect(inside).toHaveURL(/\/sign-in/)
    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: nameOf(demoPeople.student) })).toHaveCount(0)
  },
)

test(
  'a form without the token of its cookie signs nobody in',
  { tag: '@desktop' },
  async ({ request, site }) => {
    await request.post('/api/auth/callback/demo', {
      form: { csrfToken: 'made up', personId: resident.id, callbackUrl: '/' },
      headers: { origin: 'https://evil.example' },
    })
    const { cookies } = await request.storageState()
    expect(cookies.filter((cookie) => cookie.name.includes('session'))).toEqual([])
    expect((await request.get(site.url, { maxRedirects: 0 })).status()).toBe(307)
  },
)

test('a mailed link signs in once, after a button, and a scanner cannot use it up', async ({
  page,
  site,
  request,
}) => {
  await page.goto('/sign-in')
  await page.getByLabel('Je e-mailadres op het werk').fill(` ${supervisor.email.toUpperCase()} `)
  await page.getByRole('button', { name: 'Stuur mij een link' }).click()
  await expect(page.getByRole('heading', { name: 'Kijk in je mail' })).toBeVisible()

  const mail = await mailTo(site, supervisor.email)
  expect(mail).toContain('Subject: Je link voor Klankbord / Your link for Klankbord')
  const link = linkIn(mail)
  expect(link.origin).toBe(site.url)
  // A scanner opens every link, more than once.
  await request.get(link.href)
  await request.head(link.href)
  // Nor does the address behind the button do anything for who only opens it, or sends a form from another site.
  const behind = `${site.url}/api/auth/callback/email${link.search}`
  expect((await request.get(behind, { maxRedirects: 0 })).headers().location).toMatch(/^\/sign-in\/confirm\?/)
  await request.head(behind)
  const elsewhere = { headers: { origin: 'https://evil.example' }, maxRedirects: 0 }
  expect((await request.post(behind, elsewhere)).headers().location).toMatch(/^\/sign-in\/confirm\?/)

  await page.goto(link.href)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await expect(page.getByRole('banner')).toContainText(nameOf(supervisor))

  await page.context().clearCookies()
  await page.goto(link.href)
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await expect(page.getByText('Deze link is verlopen of al gebruikt')).toBeVisible()
})

test(
  'a link is only good for the address that it was sent to, and for a quarter of an hour',
  { tag: '@desktop' },
  async ({ page, site, hospital }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Je e-mailadres op het werk').fill(demoPeople.secretary.email)
    await page.getByRole('button', { name: 'Stuur mij een link' }).click()
    await expect(page).toHaveURL(/\/sign-in\/sent/)
    const link = linkIn(await mailTo(site, demoPeople.secretary.email))

    const forged = new URL(link)
    forged.searchParams.set('email', demoPeople.admin.email)
    await page.goto(forged.href)
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await expect(page.getByText('Deze link is verlopen of al gebruikt')).toBeVisible()

    const [kept] =
      await hospital.owner`select expires_at - now() <= interval '15 minutes' as is_short from sign_in_links`
    expect(kept).toEqual({ is_short: true })
    await hospital.owner`update sign_in_links set expires_at = now() - interval '1 second'`
    await page.goto(link.href)
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await expect(page.getByText('Deze link is verlopen of al gebruikt')).toBeVisible()
  },
)

test(
  'an address that nobody here has gets the same answer, and no mail',
  { tag: '@desktop' },
  async ({ page, site }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Je e-mailadres op het werk').fill('vreemde@elders.example')
    await page.getByRole('button', { name: 'Stuur mij een link' }).click()
    await expect(page.getByRole('heading', { name: 'Kijk in je mail' })).toBeVisible()
    // A mail is sent before the answer is given.
    await expect(mailTo(site, 'vreemde@elders.example', 500)).rejects.toThrow('no mail')
  },
)

test('without script one signs in and out just the same', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale: 'nl-NL' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: nameOf(resident) }).click()
  await expect(page.getByRole('banner')).toContainText(nameOf(resident))
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await context.close()
})

test('the sign-in page speaks English when asked to', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
