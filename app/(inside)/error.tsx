'use client'

import { Button } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { useBrowser } from '@/app/_ui/use-browser'

/** Both languages, small enough to travel along: when this page shows, nothing can be asked of the server. */
const texts = {
  nl: {
    title: 'Er ging iets mis bij ons',
    text: 'Probeer het nog een keer. Blijft het misgaan? Geef deze code door aan de beheerder:',
    again: 'Opnieuw proberen',
  },
  en: {
    title: 'Something went wrong on our side',
    text: 'Please try again. Does it keep happening? Give this code to your admin:',
    again: 'Try again',
  },
}

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const language = useBrowser(() => document.documentElement.lang, 'nl')
  const t = language === 'en' ? texts.en : texts.nl
  return (
    <EmptyState
      title={t.title}
      action={
        <form>
          <Button tone="primary">{t.again}</Button>
        </form>
      }
    >
      {t.text} <strong>{(error.digest ?? '0000').slice(-6).toUpperCase()}</strong>
    </EmptyState>
  )
}
