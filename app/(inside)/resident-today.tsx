import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Meter } from '@/app/_ui/meter'
import { Notice } from '@/app/_ui/notice'
import { Columns, Line, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { SlotChoices } from '@/app/_ui/slot-grid'
import { loadOwnRequest } from '@/lib/check-ins/asking-queries'
import { loadOwnState } from '@/lib/coverage/queries'
import { bookingPath, isBookableForm, type BookableForm } from '@/lib/sessions/forms'
import { loadOwnProgress } from '@/lib/sessions/progress'
import { listBookable, listFreeTimes, planWeeks } from '@/lib/sessions/queries'
import type { PlannedSession } from '@/lib/sessions/listing'
import { isAwaited, refuseAct } from '@/lib/sessions/rules'
import { dateOf, formatDate, formatRange, todayOn } from '@/lib/time'
import { NextSessions } from './next-sessions'
import { Offers, OtherPlaces } from './offers-today'
import { BookingSheet } from './sessions/booking-sheet'
import { discreetAbout, discreetForm } from './sessions/said'
import { instantFrom, slotChoices } from './sessions/slots'

interface ResidentTodayProps {
  sessions: PlannedSession[]
  search: { form?: string; with?: string; at?: string }
}

/** The resident's day: her next session, or the next three times that fit; then how the year stands. */
export async function ResidentToday({ sessions, search }: ResidentTodayProps) {
  const { viewer, locale, t, now } = await pageContext()
  const today = todayOn(now)
  const [booking, request] = await Promise.all([listBookable(viewer, now), loadOwnRequest(viewer, now)])
  const bookable = booking.filter((entry) => entry.isResident)
  const mentor = bookable.find((entry) => entry.form === 'mentor-session')
  const supervisor = bookable.find((entry) => entry.form === 'check-in')
  const offers = sessions.filter((session) => session.state === 'offered' && isAwaited(session.seat, now))
  const planned = sessions.filter((session) => !offers.includes(session))
  const next = planned[0]
  // The next times of what she has not planned yet: a session with her mentor, else a check-in.
  const unplanned = [mentor, supervisor].find(
    (entry) => entry && !sessions.some((session) => session.form === entry.form),
  )
  const at = instantFrom(search.at)
  return (
    <>
      {request && request.offeredTimes.length > 0 && (
        <Notice
          tone="attention"
          title={t('checkIns.asking.onHome', {
            name: supervisor ? `${supervisor.givenName} ${supervisor.familyName}` : '',
          })}
        >
          <LinkButton href="/check-ins" tone="primary">
            {t('checkIns.asking.choose')}
          </LinkButton>
        </Notice>
      )}
      <Offers sessions={offers} />
      {next && (
        <Section title={t('today.next')}>
          <Panel tone="accent">
            <Stack gap={3}>
              <div>
                <p>
                  <strong>{formatRange(next.startsAt, next.endsAt, locale, today)}</strong>
                </p>
                <p>{[discreetForm(t, next), discreetAbout(t, next)].filter(Boolean).join(', ')}</p>
              </div>
              <Line>
                <LinkButton href={`/sessions/${next.id}`} tone="primary">
                  {t('sessions.open')}
                </LinkButton>
                {isBookableForm(next.form) &&
                  !refuseAct('move', next, next.seatRows, next, next.sequence, now) && (
                    <LinkButton href={`/sessions/${next.id}/move`}>{t('sessions.moveButton')}</LinkButton>
                  )}
                <LinkButton href={`/agenda?week=${dateOf(next.startsAt)}`} tone="quiet">
                  {t('today.inAgenda')}
                </LinkButton>
              </Line>
            </Stack>
          </Panel>
        </Section>
      )}
      {planned.length > 1 && <NextSessions title={t('today.otherSessions')} sessions={planned.slice(1, 4)} />}

      {unplanned && <FreeTimes entry={unplanned} isFirst={!next} />}
      {!mentor && (
        <Section title={t('common.form.mentor-session')}>
          <EmptyState
            title={t('today.nobody')}
            action={
              <LinkButton href="/pairings/mentors" tone="primary">
                {t('today.askMentor')}
              </LinkButton>
            }
          >
            {t('today.nobodyText')}
          </EmptyState>
          <Line>
            <LinkButton href="/sessions/any" tone="quiet">
              {t('waiting.any.go')}
            </LinkButton>
          </Line>
        </Section>
      )}
      <Progress supervisorId={supervisor?.otherId} />
      <OtherPlaces />
      <Section title={t('selfCheck.homeTitle')} lead={t('selfCheck.homeText')}>
        <Line>
          <LinkButton href="/self-check" tone="quiet">
            {t('selfCheck.title')}
          </LinkButton>
        </Line>
      </Section>
      {at && search.with && isBookableForm(search.form) && (
        <BookingSheet
          form={search.form}
          otherId={search.with}
          startsAt={at}
          closeHref="/"
          hrefAt={(startsAt) => `/?form=${search.form}&with=${search.with}&at=${startsAt.toISOString()}`}
        />
      )}
    </>
  )
}

interface FreeTimesProps {
  entry: { form: BookableForm; otherId: string; givenName: string; familyName: string }
  isFirst: boolean
}

async function FreeTimes({ entry, isFirst }: FreeTimesProps) {
  const { form, otherId } = entry
  const { viewer, locale, t, now } = await pageContext()
  const times = await listFreeTimes(viewer, { form, otherId, fromOn: todayOn(now), most: 3 }, now)
  const all = bookingPath(form, otherId)
  return (
    <Section
      title={isFirst ? t('today.none') : t(`common.form.${form}`)}
      lead={
        times.length > 0
          ? t('today.fits', { name: `${entry.givenName} ${entry.familyName}` })
          : t('today.noTimes', { weeks: planWeeks })
      }
    >
      <SlotChoices
        choices={slotChoices(
          times,
          locale,
          now,
          (startsAt) => `/?form=${form}&with=${otherId}&at=${startsAt.toISOString()}`,
        )}
      />
      <Line>
        <LinkButton href={all} tone="quiet">
          {t('today.allTimes')}
        </LinkButton>
        <LinkButton href={`${all}&why=1#why`} tone="quiet">
          {t('today.why')}
        </LinkButton>
      </Line>
    </Section>
  )
}

async function Progress({ supervisorId }: { supervisorId?: string }) {
  const { viewer, locale, t, now } = await pageContext()
  // A supervision group is not for everybody: it is shown to whoever is in one.
  const progress = (await loadOwnProgress(viewer, now)).filter(
    ({ form, held, planned }) => form !== 'supervision-group' || held + planned > 0,
  )
  const state = await loadOwnState(viewer, now)
  const today = todayOn(now)
  const checkIn = [
    state?.lastOn
      ? t('today.checkInState.last', { date: formatDate(state.lastOn, locale, today) })
      : t('today.checkInState.none'),
    state?.nextAt && t('today.checkInState.next', { date: formatDate(dateOf(state.nextAt), locale, today) }),
  ]
  return (
    <Section title={t('today.progress')}>
      <Columns>
        <Panel>
          <Stack gap={4}>
            {progress.map(({ form, ...count }) => (
              <Meter
                key={form}
                label={t(`today.counted.${form}`)}
                value={count.held}
                target={count.times}
                words={t('today.times', count)}
              />
            ))}
          </Stack>
        </Panel>
        <Panel>
          <Stack gap={2}>
            <strong>{t('today.checkIn')}</strong>
            <Soft>{checkIn.filter(Boolean).join(' ')}</Soft>
            {supervisorId && !state?.nextAt && (
              <Line>
                <LinkButton href={`/sessions/book?form=check-in&with=${supervisorId}`} size="small">
                  {t('today.planCheckIn')}
                </LinkButton>
              </Line>
            )}
          </Stack>
        </Panel>
      </Columns>
    </Section>
  )
}
