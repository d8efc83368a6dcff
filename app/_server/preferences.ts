'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { chooseLocale } from '@/lib/people/commands'
import { endSignIn } from '@/lib/sign-in/sign-in'
import { currentViewer } from './session'
import { overTls } from './settings'

const aYear = 365 * 24 * 3600

/** Colours are a choice of this browser, not of the person: a ward computer and a phone differ. */
export async function setTheme(form: FormData): Promise<void> {
  const theme = form.get('theme')
  const jar = await cookies()
  if (theme === 'light' || theme === 'dark')
    jar.set('klankbord.theme', theme, { path: '/', maxAge: aYear, sameSite: 'lax', secure: overTls })
  else jar.delete('klankbord.theme')
  redirect(await cameFrom())
}

/** The language of screens and mails; before signing in, of this browser. */
export async function setLocale(form: FormData): Promise<void> {
  const locale = form.get('locale') === 'en' ? 'en' : 'nl'
  const jar = await cookies()
  jar.set('klankbord.locale', locale, { path: '/', maxAge: aYear, sameSite: 'lax', secure: overTls })
  const viewer = await currentViewer()
  if (viewer) await chooseLocale(viewer, { locale })
  redirect(await cameFrom())
}

/** Ends this sign-in: the cookie goes, and would be worth nothing if somebody kept it. */
export async function signOut(): Promise<void> {
  const viewer = await currentViewer()
  if (viewer) await endSignIn(viewer, { signInId: viewer.signInId }).catch(() => {})
  const jar = await cookies()
  // A `__Host-` cookie is only replaced by one that is as strict.
  for (const { name } of jar.getAll())
    if (name.includes('klankbord.session'))
      jar.set(name, '', { path: '/', maxAge: 0, httpOnly: true, sameSite: 'lax', secure: overTls })
  // The page that follows forgets what was kept in this browser: also when this was a plain post.
  jar.set('klankbord.signed-out', '1', {
    path: '/',
    maxAge: 60,
    httpOnly: true,
    sameSite: 'lax',
    secure: overTls,
  })
  redirect('/sign-in')
}

/** The page the form stood on: a path of this site only. */
async function cameFrom(): Promise<string> {
  const referer = (await headers()).get('referer')
  if (!referer || !URL.canParse(referer)) return '/'
  const { pathname, search, host } = new URL(referer)
  return host === (await headers()).get('host') ? pathname + search : '/'
}
