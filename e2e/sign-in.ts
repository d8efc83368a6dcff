import type { APIRequestContext } from '@playwright/test'

/**
 * Signs somebody of the demo hospital in as the form of the picker does, without drawing it: the cookie stays in the context.
 * The context must know the site as its base URL. Throws when the site does not let her in.
 */
export async function signIn(request: APIRequestContext, personId: string): Promise<void> {
  await request.get('/sign-in')
  const cookies = async () => (await request.storageState()).cookies
  const token = (await cookies()).find((cookie) => cookie.name.endsWith('next-auth.csrf-token'))
  const answer = await request.post('/api/auth/callback/demo', {
    form: {
      csrfToken: decodeURIComponent(token?.value ?? '').split('|')[0] ?? '',
      personId,
      callbackUrl: '/',
    },
    maxRedirects: 0,
  })
  const isIn = (await cookies()).some((cookie) => cookie.name.endsWith('klankbord.session'))
  if (!isIn) throw new Error(`the demo picker answered ${answer.status()} and opened no session`)
}
