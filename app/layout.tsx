import './_ui/tokens.css'
import './_ui/base.css'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { words } from '@/lib/words/words'
import { currentLocale } from './_server/session'
import { FormWords } from './_ui/form-words'
import { OfflineNotice } from './_ui/offline-notice'

export const metadata: Metadata = {
  title: { default: 'Klankbord', template: '%s · Klankbord' },
  robots: { index: false },
}
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#171f1d' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('klankbord.theme')?.value
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const locale = await currentLocale()
  const t = words(locale)
  const said = {
    mistakes: t('common.errorSummary'),
    working: t('common.working'),
    optional: t('common.optional'),
    offline: t('common.offline'),
  }
  return (
    <html lang={locale} data-theme={theme === 'dark' || theme === 'light' ? theme : undefined}>
      <head>
        <meta name="csp-nonce" content={nonce} />
      </head>
      <body>
        <FormWords words={said}>
          <OfflineNotice />
          {children}
        </FormWords>
      </body>
    </html>
  )
}
