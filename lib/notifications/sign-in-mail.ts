import type { Locale } from '@/lib/time'
import { words } from '@/lib/words/words'
import { writeLetters } from './letter'
import { sendMail } from './mailer'

const locales: Locale[] = ['nl', 'en']

/**
 * Mails the link with which somebody signs in. It leads to a page with a button instead of to next-auth itself: a mail scanner
 * that opens every link would use it up. In both languages, because before signing in an address is all we know.
 */
export async function sendSignInMail(email: string, url: string): Promise<void> {
  const made = new URL(url)
  const link = new URL(`/sign-in/confirm${made.search}`, made.origin).href
  await sendMail({
    to: email,
    subject: locales.map((locale) => words(locale)('signIn.mailSubject')).join(' / '),
    ...writeLetters(
      locales.map((locale) => {
        const t = words(locale)
        return {
          locale,
          paragraphs: [t('signIn.mailText')],
          link: { url: link, text: t('signIn.confirm') },
          footnote: t('signIn.mailIgnore'),
        }
      }),
    ),
  })
}
