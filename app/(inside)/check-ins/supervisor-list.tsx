import Link from 'next/link'
import type { ReactNode } from 'react'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status, type StatusTone } from '@/app/_ui/status'
import type { ListedResident, loadCheckInList } from '@/lib/check-ins/queries'
import { agoOf } from '@/lib/check-ins/rules'
import type { CoverageState } from '@/lib/coverage/rules'
import { formatDate, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'

const tones: Record<CoverageState, StatusTone> = {
  'on-hold': 'hold',
  overdue: 'late',
  planned: 'hold',
  'due-soon': 'soon',
  'none-on-record': 'neutral',
  'up-to-date': 'good',
}

interface ListProps {
  list: NonNullable<Awaited<ReturnType<typeof loadCheckInList>>>
  /** The form of the resident whose row is open. */
  open: { residentId: string; panel: ReactNode } | null
  locale: Locale
  t: Words
  now: Date
}

/** A supervisor's residents: whom to speak now, whose talk is planned, who has been spoken to. */
export function SupervisorList({ list, open, locale, t, now }: ListProps) {
  const today = todayOn(now)
  if (list.nextOn === null)
    return <EmptyState title={t('checkIns.list.noResidents')}>{t('checkIns.list.noResidentsWhy')}</EmptyState>
  const rowsOf = (residents: ListedResident[], label: string, isUrgent = false) => (
    <Rows label={label}>
      {residents.map((resident) => (
        <ResidentRow
          key={resident.id}
          resident={resident}
          panel={open?.residentId === resident.id ? open.panel : undefined}
          isUrgent={isUrgent}
          {...{ locale, t, today }}
        />
      ))}
    </Rows>
  )
  return (
    <>
      <Section title={t('checkIns.list.now')} count={list.now.length}>
        {list.now.length > 0 ? (
          rowsOf(list.now, t('checkIns.list.now'), true)
        ) : (
          <Notice tone="done">
            {t('checkIns.list.allSpoken', { date: formatDate(list.nextOn, locale, today) })}
          </Notice>
        )}
      </Section>
      {(['planned', 'done'] as const).map(
        (group) =>
          list[group].length > 0 && (
            <Section key={group} title={t(`checkIns.list.${group}`)} count={list[group].length}>
              {rowsOf(list[group], t(`checkIns.list.${group}`))}
            </Section>
          ),
      )}
    </>
  )
}

interface RowProps {
  resident: ListedResident
  panel: ReactNode
  isUrgent: boolean
  locale: Locale
  t: Words
  today: string
}

function ResidentRow({ resident, panel, isUrgent, locale, t, today }: RowProps) {
  const { id, state } = resident
  const name = `${resident.givenName} ${resident.familyName}`
  return (
    <Row
      id={`resident-${id}`}
      title={
        <Link
          href={`/check-ins/with/${id}`}
          prefetch={false}
          title={t('checkIns.list.historyWith', { name })}
        >
          {name}
        </Link>
      }
      about={
        <>
          <p>
            {[resident.department, resident.kind && t(`common.kind.${resident.kind as 'anios' | 'aios'}`)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p>{aboutTalks(resident, locale, t, today).join(' · ')}</p>
        </>
      }
      status={<Status tone={tones[state]}>{t(`checkIns.state.${state}`)}</Status>}
      action={
        panel || state === 'on-hold' ? undefined : (
          <LinkButton
            id={`open-${id}`}
            href={`/check-ins?open=${id}#resident-${id}`}
            label={t('checkIns.list.openWith', { name })}
            tone={isUrgent ? 'primary' : 'secondary'}
            prefetch={false}
          >
            {t('checkIns.list.open')}
          </LinkButton>
        )
      }
      panel={panel}
    />
  )
}

/** The last talk on record, what was offered, and what comes next, as short pieces of one line. */
function aboutTalks(resident: ListedResident, locale: Locale, t: Words, today: string): string[] {
  const written = (on: string) => formatDate(on, locale, today)
  if (today < resident.startsOn) return [t('checkIns.list.starts', { date: written(resident.startsOn) })]
  if (resident.onHoldUntil) return [t('checkIns.list.onHold', { date: written(resident.onHoldUntil) })]
  const pieces = [t('checkIns.list.never')]
  if (resident.lastOn) {
    const { unit, count } = agoOf(resident.lastOn, today)
    pieces[0] = t('checkIns.list.last', {
      date: written(resident.lastOn),
      ago: t(`checkIns.ago.${unit}`, { count }),
    })
  }
  if (resident.offeredOn) pieces.push(t('checkIns.list.offered', { date: written(resident.offeredOn) }))
  // What is late stays in sight, also when the next talk is planned.
  if (resident.dueOn && resident.state === 'overdue')
    pieces.push(t('checkIns.list.wasDueBy', { date: written(resident.dueOn) }))
  else if (resident.dueOn && !resident.nextOn)
    pieces.push(t('checkIns.list.dueBy', { date: written(resident.dueOn) }))
  if (resident.nextOn) pieces.push(t('checkIns.list.next', { date: written(resident.nextOn) }))
  return pieces
}
