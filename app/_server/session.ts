import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import type { Locale } from '@/lib/time'
import { loadViewer, type Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { authOptions } from './auth'

/** Who is asking, or null. The only place where a Viewer is made; once per request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = (await getServerSession(authOptions)) as { signInId?: string } | null
  return session?.signInId ? loadViewer(session.signInId) : null
})

/** Who is asking; a browser that is not signed in is sent to do so, and comes back afterwards. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (viewer) return viewer
  const here = (await headers()).get('x-klankbord-path')
  redirect(here && here !== '/' ? `/sign-in?callbackUrl=${encodeURIComponent(here)}` : '/sign-in')
}

/** The language of this answer: the viewer's own, else the browser's choice here, else Dutch. */
export const currentLocale = cache(async (): Promise<Locale> => {
  const viewer = await currentViewer()
  if (viewer) return viewer.locale
  return (await cookies()).get('klankbord.locale')?.value === 'en' ? 'en' : 'nl'
})

/** The viewer with her texts: what nearly every page starts with. */
export async function pageContext() {
  const viewer = await requireViewer()
  return { viewer, locale: viewer.locale, t: words(viewer.locale), now: new Date() }
}
