import { pageContext } from '@/app/_server/session'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { Facts } from '@/app/_ui/facts'
import { forms } from '@/lib/sessions/forms'
import { addMinutes, formatRange, todayOn } from '@/lib/time'
import { bookWithAny } from './actions'

/** The second tap: when, what, and that a mentor will be told whose name she sees next. */
export async function AnySheet({ startsAt, closeHref }: { startsAt: Date; closeHref: string }) {
  const { locale, t, now } = await pageContext()
  const endsAt = addMinutes(startsAt, forms['mentor-session'].minutes)
  return (
    <ConfirmSheet
      title={t('waiting.any.confirm')}
      closeHref={closeHref}
      closeLabel={t('common.close')}
      action={bookWithAny}
      fields={{ startsAt: startsAt.toISOString(), requestKey: crypto.randomUUID() }}
      tone="primary"
      confirm={t('sessions.book.button')}
      keep={t('sessions.book.other')}
    >
      <Facts
        facts={[
          {
            name: t('sessions.when'),
            value: <strong>{formatRange(startsAt, endsAt, locale, todayOn(now))}</strong>,
          },
          { name: t('sessions.what'), value: t('common.form.mentor-session') },
          { name: t('sessions.who'), value: t('waiting.any.who') },
        ]}
      />
      <p>{t('waiting.any.about')}</p>
      <p>{t('waiting.any.told')}</p>
    </ConfirmSheet>
  )
}
