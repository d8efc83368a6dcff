import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { listSeats, seatsPerPage, type OpenSeat } from '@/lib/sessions/seats'
import { dateOf, formatDateLong, formatRange, formatTime, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { ListPager, pageAsked } from '../list-pager'
import { SeatAction, SeatState } from './seat'

interface Search {
  done?: string
  seat?: string
  page?: string
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('waiting.seats.title') }
}

/**
 * Where a resident can sign up by herself, at her own department first, by date: how many places, and whether it fits her
 * roster. A seat that was just taken brings back the page on which it stands.
 */
export default async function SeatsPage(props: { searchParams: Promise<Search> }) {
  const { viewer, locale, t, now } = await pageContext()
  const search = await props.searchParams
  const seatId = /^[0-9a-f-]{36}$/.test(search.seat ?? '') ? search.seat : undefined
  const found = await listSeats(viewer, now, { page: pageAsked(search.page), seatId })
  if (!found) notFound()
  const { seats, count, page } = found
  const whatOf = (seat: OpenSeat) =>
    `${t(`common.form.${seat.form}`)}, ${formatRange(seat.startsAt, seat.endsAt, locale, todayOn(now))}`
  const taken = search.done === 'taken' && seats.find((seat) => seat.id === search.seat && seat.isIn)
  const days = [true, false].flatMap((isOwn) => {
    const there = seats.filter((seat) => seat.isOwn === isOwn)
    return [...new Set(there.map((seat) => dateOf(seat.startsAt)))].map((on) => ({ isOwn, on }))
  })
  return (
    <>
      <PageHeader title={t('waiting.seats.title')} lead={t('waiting.seats.lead')} />
      {taken && <Notice tone="done" title={t('waiting.seats.done.taken', { what: whatOf(taken) })} live />}
      {search.done === 'left' && <Notice tone="done" title={t('waiting.seats.done.left')} live />}
      {seats.length === 0 && (
        <EmptyState
          title={t('waiting.seats.none')}
          action={<LinkButton href="/agenda">{t('waiting.seats.toAgenda')}</LinkButton>}
        >
          {t('waiting.seats.noneText')}
        </EmptyState>
      )}
      {days.map(({ isOwn, on }) => (
        <Section
          key={`${isOwn} ${on}`}
          title={
            isOwn
              ? t('waiting.seats.ownOn', { date: formatDateLong(on, locale) })
              : formatDateLong(on, locale)
          }
        >
          <Rows>
            {seats
              .filter((seat) => seat.isOwn === isOwn && dateOf(seat.startsAt) === on)
              .map((seat) => (
                <Row
                  key={seat.id}
                  title={[t(`common.form.${seat.form}`), seat.department].filter(Boolean).join(', ')}
                  about={[
                    `${formatTime(seat.startsAt, locale)}–${formatTime(seat.endsAt, locale)}`,
                    seat.guideName && t('sessions.with', { name: seat.guideName }),
                    seat.why,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  status={<SeatState seat={seat} />}
                  action={<SeatAction seat={seat} what={whatOf(seat)} />}
                />
              ))}
          </Rows>
        </Section>
      ))}
      <ListPager page={page} count={count} perPage={seatsPerPage} path="/sessions/seats" />
    </>
  )
}
