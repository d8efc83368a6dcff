import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { currentLocale, currentViewer } from '@/app/_server/session'
import { canMail, identityProvider, isDemo, overTls } from '@/app/_server/settings'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { words } from '@/lib/words/words'
import { ForgetDrafts } from '../(inside)/check-ins/draft'
import { ForgetSelfChecks } from '../(inside)/self-check/forget'
import { DemoPicker } from './demo-picker'
import { Outside } from './outside'
import styles from '../outside.module.css'

interface Search {
  callbackUrl?: string
  error?: string
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { callbackUrl = '/', error } = await searchParams
  if (!error && (await currentViewer())) redirect(here(callbackUrl))
  const t = words(await currentLocale())
  // What a device keeps for somebody outlives the hours of a sign-in, but not the end that she gives it herself.
  const hasSignedOut = (await cookies()).has('klankbord.signed-out')
  const hidden = (
    <>
      <input type="hidden" name="csrfToken" value={await signInToken()} />
      <input type="hidden" name="callbackUrl" value={here(callbackUrl)} />
    </>
  )
  const known = error === 'AccessDenied' || error === 'Verification' ? error : 'Default'
  return (
    <Outside title={t('signIn.title')} lead={t('signIn.lead')}>
      <ForgetDrafts />
      {hasSignedOut && <ForgetSelfChecks />}
      {error && <Notice tone="refusal" title={t(`signIn.error.${known}`)} live />}
      {identityProvider && (
        <form method="post" action="/api/auth/signin/hospital">
          {hidden}
          <Button tone="primary">{t('signIn.hospital')}</Button>
        </form>
      )}
      {isDemo && <DemoPicker t={t} hidden={hidden} />}
      {(identityProvider || isDemo) && canMail && <p className={styles.or}>{t('signIn.or')}</p>}
      {canMail && (
        <form method="post" action="/api/auth/signin/email" className={styles.form}>
          {hidden}
          <TextField
            name="email"
            type="email"
            label={t('signIn.email')}
            hint={t('signIn.emailHint')}
            autoComplete="email"
          />
          <Button icon="mail">{t('signIn.sendLink')}</Button>
        </form>
      )}
    </Outside>
  )
}

/** The part of next-auth's cookie that a form must post back; proxy.ts has made the cookie. */
async function signInToken(): Promise<string> {
  const cookie = (await cookies()).get(`${overTls ? '__Host-' : ''}next-auth.csrf-token`)
  return cookie?.value.split('|')[0] ?? ''
}

/** A path of this site and nothing else. */
function here(path: string): string {
  if (URL.canParse(path)) {
    const { pathname, search } = new URL(path)
    return pathname + search
  }
  return path.startsWith('/') && !path.startsWith('//') ? path : '/'
}
