import { LinkButton } from '@/app/_ui/button'
import { OneButton } from '@/app/_ui/one-button'
import { Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import type { listRequests } from '@/lib/check-ins/asking-queries'
import { bookingPath, forms } from '@/lib/sessions/forms'
import { addMinutes, dateOf, formatDate, formatRange, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { offer } from './actions'

interface RequestsProps {
  requests: NonNullable<Awaited<ReturnType<typeof listRequests>>>
  locale: Locale
  t: Words
  now: Date
}

/** Who would like a talk, before everything else: three free times stand ready, and one tap offers them. */
export function Requests({ requests, locale, t, now }: RequestsProps) {
  if (requests.length === 0) return null
  const today = todayOn(now)
  const said = (at: Date) => formatRange(at, addMinutes(at, forms['check-in'].minutes), locale, today)
  return (
    <Section title={t('checkIns.asking.title')} count={requests.length} lead={t('checkIns.asking.intro')}>
      <Rows label={t('checkIns.asking.title')}>
        {requests.map(({ id, residentId, givenName, familyName, askedAt, offered, free }) => {
          const name = `${givenName} ${familyName}`
          const times = (free ?? []).map(({ startAt }) => startAt)
          const asked = t('checkIns.asking.since', { date: formatDate(dateOf(askedAt), locale, today) })
          const about =
            offered.length > 0
              ? t('checkIns.asking.offered', { times: offered.map(said).join('; ') })
              : times.map(said).join('; ') || (free && t('checkIns.asking.noTimes'))
          return (
            <Row
              key={id}
              title={name}
              about={
                <>
                  <p>{asked}</p>
                  {about && <p>{about}</p>}
                </>
              }
              action={
                times.length > 0 ? (
                  <OneButton
                    action={offer}
                    fields={{ requestId: id, times: times.map((at) => at.toISOString()) }}
                    tone="primary"
                    about={name}
                  >
                    {t('checkIns.asking.offer')}
                  </OneButton>
                ) : offered.length === 0 ? (
                  <LinkButton href={bookingPath('check-in', residentId)}>
                    {t('checkIns.asking.plan')}
                  </LinkButton>
                ) : undefined
              }
            />
          )
        })}
      </Rows>
    </Section>
  )
}
