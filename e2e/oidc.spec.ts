import { request as newRequest, type APIRequestContext, type Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, test } from './domain'
import { type Fault, type Issuer, startIssuer } from './issuer'
import { type Site, startSite } from './site'

const { resident, supervisor, mentor } = demoPeople
let issuer: Issuer
let hospitalSite: Site

// Not a demo: the hospital's own account is the only way in.
test.beforeAll(async ({ stage }) => {
  issuer = await startIssuer()
  hospitalSite = await startSite(stage.hospital, {
    KLANKBORD_DEMO: '0',
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: issuer.clientId,
    OIDC_CLIENT_SECRET: issuer.clientSecret,
  })
})
test.afterAll(async () => {
  await hospitalSite.stop()
  await issuer.stop()
})
test.beforeEach(async ({ hospital }) => {
  issuer.fault = null
  issuer.refusals = []
  issuer.person = verified('sub-1', resident.email)
  await hospital.owner`delete from identities`
})

const verified = (sub: string, email: string) => ({ sub, email, email_verified: true })

async function enter(page: Page): Promise<void> {
  await page.goto(`${hospitalSite.url}/sign-in`)
  await page.getByRole('button', { name: 'Aanmelden met je ziekenhuisaccount' }).click()
  await page.waitForLoadState()
}

async function expectInside(page: Page, person: { givenName: string; familyName: string }): Promise<void> {
  await expect(page).toHaveURL(`${hospitalSite.url}/`)
  await expect(page.getByRole('banner')).toContainText(`${person.givenName} ${person.familyName}`)
}

async function expectOutside(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\?/)
  await expect(page.getByRole('alert').or(page.getByRole('status')).first()).toBeVisible()
  const cookies = await page.context().cookies()
  expect(cookies.filter((cookie) => cookie.name.endsWith('klankbord.session'))).toEqual([])
  await page.goto(`${hospitalSite.url}/`)
  await expect(page).toHaveURL(/\/sign-in/)
}

test('somebody enters with the account of the hospital, and is known again by issuer and subject', async ({
  page,
  hospital,
}) => {
  await enter(page)
  await expectInside(page, resident)
  expect(await hospital.owner`select issuer, subject, person_id from identities`).toEqual([
    { issuer: issuer.url, subject: 'sub-1', person_id: resident.id },
  ])
  // Her address changed at the hospital; she is still who she is.
  await page.context().clearCookies()
  issuer.person = { sub: 'sub-1', email: 'andere.naam@ziekenhuis.example', email_verified: false }
  await enter(page)
  await expectInside(page, resident)
  expect(issuer.refusals).toEqual([])
})

test('outside the demo nobody can be picked', async ({ page, request }) => {
  await page.goto(`${hospitalSite.url}/sign-in`)
  await expect(page.getByText('demoziekenhuis')).toHaveCount(0)
  const token = (await page.context().cookies()).find((cookie) => cookie.name.includes('csrf-token'))
  const answer = await request.post(`${hospitalSite.url}/api/auth/callback/demo`, {
    form: { csrfToken: token?.value.split('%7C')[0] ?? '', personId: resident.id },
    headers: { cookie: `${token?.name}=${token?.value}` },
    maxRedirects: 0,
  })
  expect(answer.headers()['set-cookie'] ?? '').not.toContain('klankbord.session')
})

test('an address that takes the place of somebody else’s opens nothing: the subject decides', async ({
  page,
}) => {
  await enter(page)
  await expectInside(page, resident)
  await page.context().clearCookies()
  // The subject of the resident now comes with the supervisor's address.
  issuer.person = verified('sub-1', supervisor.email)
  await enter(page)
  await expectInside(page, resident)
})

test('a second subject with the address of somebody who is known is refused', async ({ page, hospital }) => {
  await enter(page)
  await expectInside(page, resident)
  await page.context().clearCookies()
  issuer.person = verified('sub-2', resident.email)
  await enter(page)
  await expect(page.getByText('We kennen je niet in Klankbord')).toBeVisible()
  await expectOutside(page)
  expect(await hospital.owner`select subject from identities`).toEqual([{ subject: 'sub-1' }])
})

test('an address that the hospital has not verified links nobody', async ({ page, hospital }) => {
  for (const claims of [
    { sub: 'sub-1', email: mentor.email, email_verified: false },
    { sub: 'sub-1', email: mentor.email },
    { sub: 'sub-1' },
  ]) {
    issuer.person = claims
    await enter(page)
    await expectOutside(page)
  }
  expect(await hospital.owner`select from identities`).toHaveLength(0)
})

test('somebody unknown is refused and no account is made', async ({ page, hospital }) => {
  const [before] = await hospital.owner`select count(*) from people`
  issuer.person = verified('sub-9', 'vreemde@elders.example')
  await enter(page)
  await expect(page.getByText('We kennen je niet in Klankbord')).toBeVisible()
  await expectOutside(page)
  expect(await hospital.owner`select count(*) from people`).toEqual([before])
})

test('a closed account is refused, known subject or not', async ({ page, hospital }) => {
  await enter(page)
  await expectInside(page, resident)
  await hospital.owner`update people set closed_at = now() where id = ${resident.id}`
  await page.context().clearCookies()
  await enter(page)
  await expectOutside(page)
  await hospital.owner`update people set closed_at = null where id = ${resident.id}`
})

for (const fault of [
  'nonce',
  'no nonce',
  'state',
  'audience',
  'issuer',
  'expired',
  'signature',
  'unsigned',
] satisfies Fault[])
  test(`an answer of the issuer with a wrong "${fault}" opens nothing`, async ({ page, hospital }) => {
    issuer.fault = fault
    await enter(page)
    await expectOutside(page)
    expect(await hospital.owner`select from identities`).toHaveLength(0)
  })

/** Goes to the issuer and back, up to the door: the address that would let somebody in, and the browser that asked for it. */
async function upToTheDoor(): Promise<{ browser: APIRequestContext; callback: URL }> {
  const browser = await newRequest.newContext({ baseURL: hospitalSite.url })
  await browser.get('/sign-in')
  const { cookies } = await browser.storageState()
  const token = cookies.find((cookie) => cookie.name.endsWith('csrf-token'))
  const form = { csrfToken: decodeURIComponent(token?.value ?? '').split('|')[0] ?? '', callbackUrl: '/' }
  const away = await browser.post('/api/auth/signin/hospital', { form, maxRedirects: 0 })
  const back = await browser.get(away.headers().location ?? '', { maxRedirects: 0 })
  return { browser, callback: new URL(back.headers().location ?? '') }
}

/** Knocks at the door: whether it opened. */
async function enters(browser: APIRequestContext, callback: URL): Promise<boolean> {
  await browser.get(callback.href, { maxRedirects: 0 })
  const { cookies } = await browser.storageState()
  return cookies.some((cookie) => cookie.name.endsWith('klankbord.session'))
}

async function withoutCookies(browser: APIRequestContext, ...names: string[]): Promise<APIRequestContext> {
  const { cookies, origins } = await browser.storageState()
  const left = cookies.filter((cookie) => !names.some((name) => cookie.name.includes(name)))
  return newRequest.newContext({ baseURL: hospitalSite.url, storageState: { cookies: left, origins } })
}

test('a code opens the door once', async () => {
  const { browser, callback } = await upToTheDoor()
  // Everything as it was before, so that only the use of the code differs.
  const again = await withoutCookies(browser)
  expect(await enters(browser, callback)).toBe(true)
  expect(await enters(again, callback)).toBe(false)
  expect(issuer.refusals).toEqual(['used code'])
})

test('a stolen code is worth nothing in another browser, used or not', async () => {
  const victim = await upToTheDoor()
  const thief = await upToTheDoor()
  // His own cookies and his own state are whole; only the code is not his.
  thief.callback.searchParams.set('code', victim.callback.searchParams.get('code') ?? '')
  expect(await enters(thief.browser, thief.callback)).toBe(false)
  expect(issuer.refusals).toEqual(['wrong verifier'])
  expect(await enters(await withoutCookies(thief.browser, 'state', 'pkce', 'nonce'), victim.callback)).toBe(
    false,
  )
})

for (const proof of ['state', 'pkce', 'nonce'])
  test(`a code is worth nothing in a browser that lost its ${proof}`, async () => {
    const { browser, callback } = await upToTheDoor()
    expect(await enters(await withoutCookies(browser, proof), callback)).toBe(false)
    // And the drill itself is whole: with the cookie it would have entered.
    const whole = await upToTheDoor()
    expect(await enters(await withoutCookies(whole.browser, 'nothing'), whole.callback)).toBe(true)
  })

test('the issuer of these tests itself refuses what it should', async ({ request }) => {
  const asked = new URLSearchParams({
    client_id: issuer.clientId,
    response_type: 'code',
    scope: 'openid',
    state: 's',
    nonce: 'n',
    redirect_uri: `${hospitalSite.url}/api/auth/callback/hospital`,
    code_challenge: 'c',
    code_challenge_method: 'S256',
  })
  const without = (...names: string[]) =>
    new URLSearchParams([...asked].filter(([name]) => !names.includes(name))).toString()
  const status = async (query: string) =>
    (await request.get(`${issuer.url}/authorize?${query}`, { maxRedirects: 0 })).status()
  expect(await status(asked.toString())).toBe(302)
  for (const name of asked.keys()) expect(await status(without(name)), name).toBe(400)
})
