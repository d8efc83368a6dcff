import { currentLocale } from '@/app/_server/session'
import { Button } from '@/app/_ui/button'
import { words } from '@/lib/words/words'
import { Outside } from '../outside'

/** Where a mailed link leads: nothing happens until the button is pressed, so a mail scanner cannot use the link up. */
export default async function ConfirmPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>
}) {
  const { token = '', email = '', callbackUrl = '/' } = await searchParams
  const link = new URLSearchParams({ callbackUrl, token, email })
  const t = words(await currentLocale())
  return (
    <Outside title={t('signIn.confirm')} lead={t('signIn.confirmText')}>
      <form method="post" action={`/api/auth/callback/email?${link}`}>
        <Button tone="primary">{t('signIn.title')}</Button>
      </form>
    </Outside>
  )
}
