import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Soft, Stack } from '@/app/_ui/page'
import type { loadOwnRequest } from '@/lib/check-ins/asking-queries'
import { forms } from '@/lib/sessions/forms'
import { addMinutes, dateOf, formatDate, formatRange, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { ask, take, takeBack } from './actions'

interface OwnRequestProps {
  request: Awaited<ReturnType<typeof loadOwnRequest>>
  /** Whom she asks; null when nobody supervises her. */
  supervisor: string | null
  locale: Locale
  t: Words
  now: Date
}

/** A resident asks for a talk with one tap, and takes one of the offered times with another. Why is never asked. */
export function OwnRequest({ request, supervisor: name, locale, t, now }: OwnRequestProps) {
  if (!name) return null
  const today = todayOn(now)
  if (!request)
    return (
      <Stack gap={2}>
        <Line>
          <OneButton action={ask}>{t('checkIns.asking.ask')}</OneButton>
        </Line>
        <Soft>{t('checkIns.asking.askHint', { name })}</Soft>
      </Stack>
    )
  const asked = formatDate(dateOf(request.askedAt), locale, today)
  return (
    <Panel>
      <Stack gap={3}>
        {request.offeredTimes.length > 0 ? (
          <>
            <p>{t('checkIns.asking.times', { name })}</p>
            <Line>
              {request.offeredTimes.map((at) => (
                <OneButton
                  key={at.toISOString()}
                  action={take}
                  fields={{ requestId: request.id, startsAt: at.toISOString() }}
                  tone="primary"
                >
                  {formatRange(at, addMinutes(at, forms['check-in'].minutes), locale, today)}
                </OneButton>
              ))}
            </Line>
          </>
        ) : (
          <p>
            {t(request.isOffered ? 'checkIns.asking.taken' : 'checkIns.asking.asked', { name, date: asked })}
          </p>
        )}
        <Line>
          <OneButton action={takeBack} fields={{ requestId: request.id }} tone="quiet" size="small">
            {t('checkIns.asking.takeBack')}
          </OneButton>
        </Line>
      </Stack>
    </Panel>
  )
}
