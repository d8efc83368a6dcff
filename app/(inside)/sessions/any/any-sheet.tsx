import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Line } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import { forms } from '@/lib/sessions/forms'
import { addMinutes, formatRange, todayOn } from '@/lib/time'
import { bookWithAny } from './actions'

/** The second tap: when, what, and that a mentor will be told whose name she sees next. */
export async function AnySheet({ startsAt, closeHref }: { startsAt: Date; closeHref: string }) {
  const { locale, t, now } = await pageContext()
  const endsAt = addMinutes(startsAt, forms['mentor-session'].minutes)
  return (
    <Sheet title={t('waiting.any.confirm')} closeHref={closeHref} closeLabel={t('common.close')}>
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
      <ActionForm
        action={bookWithAny}
        mistakesTitle={t('common.errorSummary')}
        label={t('waiting.any.confirm')}
      >
        <input type="hidden" name="startsAt" value={startsAt.toISOString()} />
        <input type="hidden" name="requestKey" value={crypto.randomUUID()} />
        <p>{t('waiting.any.about')}</p>
        <p>{t('waiting.any.told')}</p>
        <Line>
          <SubmitButton tone="primary" wide working={t('common.working')}>
            {t('sessions.book.button')}
          </SubmitButton>
          <LinkButton href={closeHref} tone="quiet" wide>
            {t('sessions.book.other')}
          </LinkButton>
        </Line>
      </ActionForm>
    </Sheet>
  )
}
