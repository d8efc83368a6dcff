import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page'
import {
  type ListedResident,
  loadCheckInList,
  loadOwnCheckIns,
  loadSavedCheckIn,
} from '@/lib/check-ins/queries'
import { listRequests, loadOwnRequest } from '@/lib/check-ins/asking-queries'
import { listDatesOnRecord, listTalksOwed } from '@/lib/coverage/queries'
import { isOwed, soonDays } from '@/lib/coverage/rules'
import { loadResidentLoad } from '@/lib/load/queries'
import { listFreeTimes } from '@/lib/sessions/queries'
import { addDaysOn, type CalendarDate, isCalendarDate, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { CheckInPanel } from './check-in-panel'
import { DatesTable } from './dates-table'
import { OwnCheckIns } from './own-check-ins'
import { OwnRequest } from './own-request'
import { Requests } from './requests'
import { SavedNotice } from './saved-notice'
import { SupervisorList } from './supervisor-list'
import { TalksOwed } from './talks-owed'

interface Query {
  open?: string | string[]
  /** The day of a talk that was planned. */
  on?: string | string[]
  saved?: string | string[]
  done?: string | string[]
  page?: string | string[]
}

const askingDone = {
  asked: 'sent',
  takenBack: 'takenBack',
  offered: 'offeredDone',
  booked: 'booked',
} as const
const dones = Object.keys(askingDone) as (keyof typeof askingDone)[]

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('checkIns.title') }
}

/** Check-ins as far as each role may see them: the two people's own, the secretary's dates, the coordinator's counts. */
export default async function CheckInsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { viewer, locale, t, now } = await pageContext()
  const query = await searchParams
  const savedId = one(query.saved)
  const [list, own, request, requests, dates, talksOwed, saved] = await Promise.all([
    loadCheckInList(viewer, now),
    loadOwnCheckIns(viewer, now),
    loadOwnRequest(viewer, now),
    listRequests(viewer, now),
    listDatesOnRecord(viewer, now, Number(one(query.page)) || 1),
    listTalksOwed(viewer),
    savedId ? loadSavedCheckIn(viewer, savedId, now) : null,
  ])
  if (!list && !own && !dates && !talksOwed) notFound()

  const listed = list ? [...list.now, ...list.planned, ...list.done] : []
  const opened = listed.find(({ id, state }) => id === one(query.open) && state !== 'on-hold')
  const panel = opened && (
    <CheckInPanel
      viewerId={viewer.id}
      resident={opened}
      freeTimes={await loadNextTimes(viewer, opened, now)}
      happenedOn={dayFrom(one(query.on), todayOn(now))}
      load={await loadResidentLoad(viewer, opened.id, now)}
      {...{ locale, t, now }}
    />
  )
  const done = dones.find((each) => each === one(query.done))
  const owed = list ? list.now.filter(isOwed).length : 0
  return (
    <>
      <PageHeader
        title={t('checkIns.title')}
        lead={owed > 0 ? t('checkIns.list.owed', { count: owed }) : undefined}
        actions={
          <LinkButton href="/norms" tone="quiet">
            {t('norms.title')}
          </LinkButton>
        }
      />
      {saved && (
        <SavedNotice
          nextId={nextAfter(list?.now ?? [], saved.residentId)}
          viewerId={viewer.id}
          {...{ saved, locale, t }}
        />
      )}
      {one(query.done) === 'marked' && (
        <Notice tone="done" live>
          {t('checkIns.promise.marked')}
        </Notice>
      )}
      {done && (
        <Notice tone="done" live>
          {t(`checkIns.asking.${askingDone[done]}`)}
        </Notice>
      )}
      {requests && <Requests {...{ requests, locale, t, now }} />}
      {list && (
        <SupervisorList
          open={opened && panel ? { residentId: opened.id, panel } : null}
          {...{ list, locale, t, now }}
        />
      )}
      {own && (
        <OwnCheckIns {...{ own, locale, t, now }}>
          <OwnRequest supervisor={own.state?.supervisor ?? null} {...{ request, locale, t, now }} />
        </OwnCheckIns>
      )}
      {dates && <DatesTable {...{ dates, locale, t, now }} />}
      {talksOwed && <TalksOwed owed={talksOwed} t={t} />}
    </>
  )
}

/** Three free times in the coming days, for a talk that is still to come, and three when the next one is about due. */
async function loadNextTimes(viewer: Viewer, { id, norm }: ListedResident, now: Date) {
  const question = { form: 'check-in', otherId: id, most: 3 } as const
  const aboutDue = norm?.everyDays ? norm.everyDays - soonDays : null
  const fromOn = (days: number) => addDaysOn(todayOn(now), days)
  const [soon, later] = await Promise.all([
    listFreeTimes(viewer, { ...question, fromOn: fromOn(1) }, now),
    aboutDue && aboutDue > 1 ? listFreeTimes(viewer, { ...question, fromOn: fromOn(aboutDue) }, now) : [],
  ])
  const soonest = new Set(soon.map(({ startAt }) => startAt.getTime()))
  return [...soon, ...later.filter(({ startAt }) => !soonest.has(startAt.getTime()))]
}

/** The day in the address, when there can have been a talk on it. */
const dayFrom = (on: string | undefined, today: CalendarDate) =>
  on && isCalendarDate(on) && on <= today ? on : today

/** The button of whom to speak next: the one after the resident just spoken to, or else the first. */
function nextAfter(residents: ListedResident[], spokenId: string): string | null {
  const place = residents.findIndex(({ id }) => id === spokenId)
  const next = residents[place + 1] ?? residents.find(({ id }) => id !== spokenId)
  return next ? `open-${next.id}` : null
}
