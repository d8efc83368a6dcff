import { currentLocale } from '@/app/_server/session'
import { isDemo } from '@/app/_server/settings'
import { words } from '@/lib/words/words'
import { Outside } from '../outside'

export default async function SentPage() {
  const t = words(await currentLocale())
  return (
    <Outside title={t('signIn.sent')} lead={t('signIn.sentText')}>
      {isDemo && !process.env.SMTP_URL && <p>{t('signIn.sentDemo')}</p>}
    </Outside>
  )
}
