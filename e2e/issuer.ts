import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Whom the issuer says is at the keyboard. */
export interface Claims {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
}

/** What the issuer, or somebody between it and us, does wrong for once. */
export type Fault =
  'nonce' | 'no nonce' | 'state' | 'audience' | 'issuer' | 'expired' | 'signature' | 'unsigned'

interface Grant {
  challenge: string
  nonce: string
  redirectUri: string
  claims: Claims
  isUsed: boolean
}

export interface Issuer {
  url: string
  clientId: string
  clientSecret: string
  /** Who signs in next, without being asked anything. */
  person: Claims
  fault: Fault | null
  /** What it refused, in order: a test that expects a refusal by the issuer looks here. */
  refusals: string[]
  stop: () => Promise<void>
}

/**
 * An OpenID Connect issuer in this process, that really checks what it is handed (RFC 6749, RFC 7636, OpenID Connect Core): the client's
 * secret, the redirect URI, the S256 challenge against the verifier, and that a code is used once.
 */
export async function startIssuer(): Promise<Issuer> {
  const keys = await generateKeyPair('RS256')
  const otherKeys = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const grants = new Map<string, Grant>()
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => json(response, 500, { error: String(error) }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer: Issuer = {
    url,
    clientId: 'klankbord',
    clientSecret: randomBytes(16).toString('hex'),
    person: { sub: 'nobody' },
    fault: null,
    refusals: [],
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  const refuse = (response: ServerResponse, reason: string) => {
    issuer.refusals.push(reason)
    json(response, 400, { error: 'invalid_request', error_description: reason })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (pathname === '/.well-known/openid-configuration') return json(response, 200, configuration(url))
    if (pathname === '/keys') return json(response, 200, { keys: [jwk] })
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/token' && request.method === 'POST') return token(request, response)
    json(response, 404, { error: 'not found' })
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const { challenge, state, nonce, redirectUri } = {
      challenge: asked.get('code_challenge'),
      state: asked.get('state'),
      nonce: asked.get('nonce'),
      redirectUri: asked.get('redirect_uri'),
    }
    if (asked.get('client_id') !== issuer.clientId) return refuse(response, 'unknown client')
    if (asked.get('response_type') !== 'code') return refuse(response, 'only the code flow')
    if (!asked.get('scope')?.split(' ').includes('openid')) return refuse(response, 'no openid')
    if (!challenge || asked.get('code_challenge_method') !== 'S256')
      return refuse(response, 'no S256 challenge')
    if (!state) return refuse(response, 'no state')
    if (!nonce) return refuse(response, 'no nonce')
    if (!redirectUri?.endsWith('/api/auth/callback/hospital')) return refuse(response, 'unknown redirect')
    const code = randomBytes(16).toString('hex')
    grants.set(code, { challenge, nonce, redirectUri, claims: issuer.person, isUsed: false })
    const back = new URL(redirectUri)
    back.searchParams.set('code', code)
    back.searchParams.set('state', issuer.fault === 'state' ? randomBytes(16).toString('hex') : state)
    response.writeHead(302, { location: back.href }).end()
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await bodyOf(request))
    const grant = grants.get(form.get('code') ?? '')
    if (!isClient(request, form)) return refuse(response, 'wrong client secret')
    if (!grant) return refuse(response, 'unknown code')
    if (grant.isUsed) return refuse(response, 'used code')
    grant.isUsed = true
    if (form.get('redirect_uri') !== grant.redirectUri) return refuse(response, 'other redirect')
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (proof !== grant.challenge) return refuse(response, 'wrong verifier')
    json(response, 200, {
      access_token: randomBytes(16).toString('hex'),
      token_type: 'Bearer',
      expires_in: 60,
      id_token: await idToken(grant),
    })
  }

  function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
    const basic = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString()
    const given = basic || `${form.get('client_id')}:${form.get('client_secret')}`
    return given === `${issuer.clientId}:${issuer.clientSecret}`
  }

  async function idToken({ claims, nonce }: Grant): Promise<string> {
    const { fault } = issuer
    const said = {
      ...claims,
      ...(fault === 'no nonce' ? {} : { nonce: fault === 'nonce' ? 'another' : nonce }),
    }
    const now = Math.floor(Date.now() / 1000) - (fault === 'expired' ? 3600 : 0)
    const standard = {
      iss: fault === 'issuer' ? 'https://other.example' : url,
      aud: fault === 'audience' ? 'somebody-else' : issuer.clientId,
      iat: now,
      exp: now + 60,
    }
    if (fault === 'unsigned') {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'none' })}.${part({ ...said, ...standard })}.`
    }
    return new SignJWT({ ...said, ...standard })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(fault === 'signature' ? otherKeys.privateKey : keys.privateKey)
  }

  return issuer
}

function configuration(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
