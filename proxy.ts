import { createHash, randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'

/**
 * Headers for every page, and the token that the sign-in form posts back. No wall: everything holds without it, because
 * pages ask for their Viewer and the database refuses on its own.
 */
export function proxy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const requestHeaders = new Headers(request.headers)
  requestHeaders.set('x-nonce', nonce)
  requestHeaders.set('content-security-policy', policy)
  requestHeaders.set('x-klankbord-path', request.nextUrl.pathname + request.nextUrl.search)

  const newToken =
    request.nextUrl.pathname.startsWith('/sign-in') && !request.cookies.has(csrfCookie) ? signInToken() : null
  if (newToken) requestHeaders.append('cookie', `${csrfCookie}=${encodeURIComponent(newToken)}`)

  const response = NextResponse.next({ request: { headers: requestHeaders } })
  response.headers.set('content-security-policy', policy)
  // A calendar program keeps its feed to ask whether it changed; the feed says so itself.
  if (!request.nextUrl.pathname.startsWith('/api/feed/'))
    response.headers.set('cache-control', 'private, no-store')
  if (newToken)
    response.cookies.set(csrfCookie, newToken, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: overTls,
    })
  for (const [name, value] of securityHeaders) response.headers.set(name, value)
  return response
}

export const config = { matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] }

const overTls = process.env.NEXTAUTH_URL?.startsWith('https:') ?? false
const csrfCookie = `${overTls ? '__Host-' : ''}next-auth.csrf-token`

/** next-auth accepts a form with the token of which its own cookie holds the hash. */
function signInToken(): string {
  const token = randomBytes(32).toString('hex')
  return `${token}|${createHash('sha256')
    .update(`${token}${process.env.AUTH_SECRET ?? ''}`)
    .digest('hex')}`
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  const identityProvider = process.env.OIDC_ISSUER ? ` ${new URL(process.env.OIDC_ISSUER).origin}` : ''
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    `form-action 'self'${identityProvider}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(overTls ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

const securityHeaders: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ...(overTls
    ? ([['strict-transport-security', 'max-age=31536000; includeSubDomains']] as [string, string][])
    : []),
]
