import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import type { Adapter } from 'next-auth/adapters'
import CredentialsProvider from 'next-auth/providers/credentials'
import EmailProvider from 'next-auth/providers/email'
import { sendSignInMail } from '@/lib/notifications/sign-in-mail'
import {
  findPersonByEmail,
  findPersonByIdentity,
  keepSignInLink,
  linkIdentity,
  linkMinutes,
  listDemoPeople,
  openSignIn,
  signInHours,
  takeSignInLink,
} from '@/lib/sign-in/sign-in'
import { canMail, identityProvider, isDemo, overTls } from './settings'

/** next-auth's view of our people. It finds; it never creates: people are imported or added. */
const adapter = {
  async getUserByEmail(email) {
    const id = await findPersonByEmail(email)
    return id ? { id, email, emailVerified: null } : null
  },
  async getUserByAccount({ providerAccountId }) {
    const id = identityProvider
      ? await findPersonByIdentity(identityProvider.issuer, providerAccountId)
      : null
    return id ? { id, email: '', emailVerified: null } : null
  },
  async getUser() {
    return null
  },
  async updateUser(user) {
    return { email: '', emailVerified: null, ...user }
  },
  async createUser() {
    throw new Error('Signing in never creates an account')
  },
  async createVerificationToken(token) {
    await keepSignInLink(token.token, token.identifier, token.expires)
    return token
  },
  async useVerificationToken({ identifier, token }) {
    const expires = await takeSignInLink(token, identifier)
    return expires ? { identifier, token, expires } : null
  },
} as Adapter

const hospitalAccount = identityProvider && {
  id: 'hospital',
  name: 'hospital',
  type: 'oauth' as const,
  wellKnown: `${identityProvider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  issuer: identityProvider.issuer,
  clientId: identityProvider.clientId,
  clientSecret: identityProvider.clientSecret,
  authorization: { params: { scope: 'openid email profile' } },
  idToken: true,
  checks: ['pkce' as const, 'state' as const, 'nonce' as const],
  profile: (claims: { sub: string }) => ({ id: claims.sub }),
}

const mailedLink =
  canMail &&
  EmailProvider({
    maxAge: linkMinutes * 60,
    normalizeIdentifier: (address) => address.trim().toLowerCase(),
    // An unknown address gets the same answer and no mail: whether somebody works here is not for strangers.
    async sendVerificationRequest({ identifier, url }) {
      if (await findPersonByEmail(identifier)) await sendSignInMail(identifier, url)
    },
  })

const demoPicker =
  isDemo &&
  CredentialsProvider({
    id: 'demo',
    credentials: { personId: {} },
    async authorize(credentials) {
      const chosen = (await listDemoPeople()).find((person) => person.id === credentials?.personId)
      return chosen ? { id: chosen.id } : null
    },
  })

export const authOptions: NextAuthOptions = {
  adapter,
  secret: process.env.AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: signInHours * 3600 },
  pages: { signIn: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in/sent' },
  providers: [hospitalAccount, mailedLink, demoPicker].filter((provider) => !!provider),
  cookies: {
    sessionToken: {
      name: `${overTls ? '__Host-' : ''}klankbord.session`,
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: overTls },
    },
  },
  callbacks: {
    async signIn({ user, account, profile, email }) {
      if (email?.verificationRequest) return true
      if (account?.provider === 'hospital') return mayEnter(account.providerAccountId, profile)
      if (account?.provider === 'email') return (await findPersonByEmail(user.email ?? '')) !== null
      return account?.provider === 'demo'
    },
    async jwt({ token, user, account }) {
      if (!user) return token
      const device = (await headers()).get('user-agent')?.slice(0, 200) ?? null
      const signInId = await openSignIn(user.id, account?.provider ?? 'unknown', device)
      if (!signInId) throw new Error('This account is closed')
      // Nothing of the person travels in the cookie: only which sign-in it is.
      return { signInId }
    },
    session({ session, token }) {
      return { ...session, user: undefined, signInId: token.signInId }
    },
    redirect: ({ url, baseUrl }) => (url.startsWith('/') || url.startsWith(`${baseUrl}/`) ? url : baseUrl),
  },
}

/**
 * May this subject enter? Known by issuer and subject, or, the first time only, by an address that the provider itself has
 * verified and that belongs to a person here who has no identity yet.
 */
async function mayEnter(subject: string, profile: unknown): Promise<boolean> {
  if (!identityProvider) return false
  if (await findPersonByIdentity(identityProvider.issuer, subject)) return true
  const claims = profile as { email?: string; email_verified?: boolean } | undefined
  if (!claims?.email || claims.email_verified !== true) return false
  const personId = await findPersonByEmail(claims.email)
  return personId !== null && linkIdentity(identityProvider.issuer, subject, personId)
}
