import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, test } from './domain'
import { signIn } from './sign-in'
import { startSite } from './site'

const places = ['/', '/agenda', '/check-ins', '/pairings', '/profile', '/nowhere']
const nonceOf = (policy: string | undefined) => /'nonce-([^']+)'/.exec(policy ?? '')?.[1]

test('every page names its own scripts and no others', async ({ as }) => {
  const page = await as('resident')
  const nonces = new Set<string>()
  for (const place of [...places, '/sign-in']) {
    const answer = await page.request.get(place, { maxRedirects: 0 })
    const policy = answer.headers()['content-security-policy'] ?? ''
    const nonce = nonceOf(policy)
    expect(nonce, place).toBeTruthy()
    nonces.add(nonce ?? '')
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'(;|$)/)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).toMatch(/base-uri 'none'/)
    expect(policy).toMatch(/form-action 'self'(;|$)/)
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
    for (const script of scripts) expect(script, place).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size, 'a nonce is used once').toBe(places.length + 1)
})

test('no page breaks its own policy', async ({ as }) => {
  const page = await as('supervisor')
  const broken: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) broken.push(`${page.url()}: ${message.text()}`)
  })
  for (const place of ['/', '/check-ins', '/agenda', '/profile']) {
    await page.goto(place)
    await page.waitForLoadState('networkidle')
  }
  expect(broken).toEqual([])
})

test('nothing that is signed in may be kept anywhere: pages, their data, forms, files', async ({ as }) => {
  const page = await as('resident')
  for (const place of places) {
    const plain = await page.request.get(place, { maxRedirects: 0 })
    const data = await page.request.get(place, { maxRedirects: 0, headers: { rsc: '1' } })
    const ahead = await page.request.get(place, {
      maxRedirects: 0,
      headers: { rsc: '1', 'next-router-prefetch': '1' },
    })
    for (const answer of [plain, data, ahead])
      expect(answer.headers()['cache-control'], place).toMatch(/^private, no-store$|no-store/)
    expect(plain.headers()['cache-control']).toContain('private')
    expect(plain.headers()['cache-control']).toContain('no-store')
  }
})

test('every answer says what browsers should not do', async ({ request }) => {
  for (const place of ['/sign-in', '/api/livez', '/api/auth/providers', '/nowhere']) {
    const headers = (await request.get(place, { maxRedirects: 0 })).headers()
    expect(headers, place).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
  }
})

test('cookies are for the server only, and hold nobody’s name', async ({ request }) => {
  await signIn(request, demoPeople.resident.id)
  const { cookies } = await request.storageState()
  expect(cookies.map((cookie) => cookie.name)).toContain('klankbord.session')
  for (const cookie of cookies) {
    expect(cookie.httpOnly, cookie.name).toBe(true)
    expect(cookie.sameSite, cookie.name).toBe('Lax')
    expect(cookie.path).toBe('/')
    expect(decodeURIComponent(cookie.value)).not.toContain(demoPeople.resident.familyName)
    expect(decodeURIComponent(cookie.value)).not.toContain(demoPeople.resident.email)
  }
})

test('where TLS is on, cookies are bound to this host and to TLS', async ({ hospital }) => {
  const site = await startSite(hospital, { NEXTAUTH_URL: 'https://klankbord.example' })
  try {
    const page = await fetch(`${site.url}/sign-in`)
    const [cookie = ''] = page.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-next-auth\.csrf-token=/)
    expect(cookie).toMatch(/; *Secure/i)
    expect(cookie).toMatch(/; *Path=\//i)
    expect(cookie).not.toMatch(/; *Domain=/i)
    expect(page.headers.get('strict-transport-security')).toContain('max-age=')
    const signedIn = await fetch(`${site.url}/api/auth/callback/demo`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookie.split(';')[0] ?? '' },
      body: new URLSearchParams({
        csrfToken: decodeURIComponent(cookie.split('=')[1] ?? '').split('|')[0] ?? '',
        personId: demoPeople.resident.id,
      }),
    })
    const session = signedIn.headers.getSetCookie().find((each) => each.includes('klankbord.session'))
    expect(session).toMatch(/^__Host-klankbord\.session=/)
    expect(session).toMatch(/; *Secure/i)
  } finally {
    await site.stop()
  }
})
