import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Soft } from '@/app/_ui/page'
import { SlotGrid, WhyNot } from '@/app/_ui/slot-grid'
import type { BookableForm } from '@/lib/sessions/forms'
import { loadTimes } from '@/lib/sessions/queries'
import { findWaiting } from '@/lib/sessions/waiting'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import { BookingSheet, type Moving } from './booking-sheet'
import { instantFrom, slotDays } from './slots'
import { StopForm, WaitForm } from './wait/wait-form'
import { weekAsked, WeekPager } from './week-pager'

interface TimesProps {
  form: BookableForm
  otherId: string
  search: { from?: string; own?: string; at?: string; why?: string }
  /** This page's address, without what the search adds. */
  base: string
  heading: (name: string, isResident: boolean) => { title: string; lead: string }
  moving?: Moving
}

/** A week of free times with somebody, as large buttons by day, and why there are no more. For booking and for moving. */
export async function Times({ form, otherId, search, base, heading, moving }: TimesProps) {
  const { viewer, locale, t, now } = await pageContext()
  const today = todayOn(now)
  const week = weekAsked(search.from, now)
  const { fromOn, untilOn, isLast } = week
  const isOwn = search.own === '1'
  const times = await loadTimes(viewer, { form, otherId, fromOn, untilOn, isOwn, moving }, now)
  if (!times) notFound()

  const href = (changes: Record<string, string | undefined>) => {
    const query = new URLSearchParams(base.split('?')[1])
    const wanted = { from: fromOn, own: isOwn ? '1' : undefined, ...changes }
    for (const [key, value] of Object.entries(wanted)) if (value) query.set(key, value)
    return `${base.split('?')[0]}?${query}`
  }
  const hrefAt = (startsAt: Date) => href({ at: startsAt.toISOString() })
  const name = `${times.other.givenName} ${times.other.familyName}`
  const { title, lead } = heading(name, times.isResident)
  const at = instantFrom(search.at)
  const days = slotDays(times.slots, locale, hrefAt, (on) =>
    t(
      times.rosterUntil !== null && on < times.rosterUntil
        ? 'sessions.book.ownNote'
        : 'sessions.book.unknownNote',
    ),
  )
  const mayWait = times.isResident && !moving
  const line = mayWait ? await findWaiting(viewer, form, otherId) : null
  return (
    <>
      <PageHeader title={title} lead={lead} />
      {line && (
        <Notice title={t('waiting.isWaiting', { name })}>
          <StopForm waitingId={line.id} />
        </Notice>
      )}
      <WeekPager week={week} hrefFrom={(from) => href({ from })} />
      {days.length > 0 ? (
        <SlotGrid days={days} />
      ) : (
        <EmptyState
          title={t('sessions.book.none')}
          action={
            mayWait && !line ? (
              <WaitForm form={form} otherId={otherId} isMain />
            ) : (
              !isLast && (
                <LinkButton href={href({ from: untilOn })} tone="primary">
                  {t('sessions.book.later')}
                </LinkButton>
              )
            )
          }
        >
          {t('sessions.book.noneText', { ...times.count, name })}
        </EmptyState>
      )}
      <WhyNot title={t('sessions.book.why')} isOpen={search.why === '1'}>
        <Soft>{t('sessions.book.whyText')}</Soft>
        <Facts
          facts={times.refused.map((refused) => ({
            name: `${formatDate(dateOf(refused.startAt), locale, today)}, ${formatTime(refused.startAt, locale)}`,
            value: refused.why,
          }))}
        />
      </WhyNot>
      {times.isResident && (
        <Line>
          <LinkButton
            href={href({ own: isOwn ? undefined : '1' }).replace(isOwn ? 'own=1' : '', '')}
            tone="quiet"
          >
            {t(isOwn ? 'sessions.book.ownOff' : 'sessions.book.own')}
          </LinkButton>
          <Soft>{t('sessions.book.ownAbout')}</Soft>
        </Line>
      )}
      {mayWait && !line && days.length > 0 && (
        <Line>
          <WaitForm form={form} otherId={otherId} isMain={false} />
          <Soft>{t('waiting.earlier')}</Soft>
        </Line>
      )}
      {mayWait && form === 'mentor-session' && (
        <Line>
          <LinkButton href="/sessions/any" tone="quiet">
            {t('waiting.any.orAny')}
          </LinkButton>
        </Line>
      )}
      {at && (
        <BookingSheet
          form={form}
          otherId={otherId}
          startsAt={at}
          closeHref={href({})}
          hrefAt={hrefAt}
          moving={moving}
        />
      )}
    </>
  )
}
