import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { Row, Rows } from '@/app/_ui/rows'
import { isWork, type RosterShift } from '@/lib/rosters/rules'
import {
  addDaysOn,
  dateOf,
  formatDate,
  formatRange,
  formatTime,
  isoWeekOf,
  type CalendarDate,
  type Locale,
} from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { ShiftMark } from './shift-mark'

export const weeksShown = 4

export interface RosterSpeech {
  t: Words
  locale: Locale
  today: CalendarDate
  monday: CalendarDate
}

interface OwnRosterProps {
  shifts: readonly RosterShift[]
  speech: RosterSpeech
  hrefOf: (week: CalendarDate) => string
  /** She may note when a shift of hers really ended. */
  mayNoteEnd: boolean
  now: Date
}

/** One's own shifts, a list per week. */
export function OwnRoster({ shifts, speech, hrefOf, mayNoteEnd, now }: OwnRosterProps) {
  const { t, locale, today, monday } = speech
  const weeks = Array.from({ length: weeksShown }, (_, week) => addDaysOn(monday, week * 7))
  const last = weeks.at(-1) ?? monday
  // What began before the first week and still runs belongs to that week.
  const weekOf = (shift: RosterShift) => {
    const on = dateOf(shift.startsAt)
    return on < monday ? monday : (weeks.findLast((week) => week <= on) ?? monday)
  }
  return (
    <>
      <Pagination
        label={t('rosters.pages')}
        words={t('rosters.weeks', { first: isoWeekOf(monday), last: isoWeekOf(last) })}
        previous={{ href: hrefOf(addDaysOn(monday, -7 * weeksShown)), label: t('rosters.previous') }}
        next={{ href: hrefOf(addDaysOn(monday, 7 * weeksShown)), label: t('rosters.next') }}
      />
      {shifts.length === 0 && <EmptyState title={t('rosters.none')}>{t('rosters.noneText')}</EmptyState>}
      {weeks.map((week) => {
        const inWeek = shifts.filter((shift) => weekOf(shift) === week)
        if (inWeek.length === 0) return null
        const title = t('rosters.weekFrom', { week: isoWeekOf(week), date: formatDate(week, locale, today) })
        return (
          <Section key={week} title={title}>
            <Rows label={title}>
              {inWeek.map((shift) => (
                <Row
                  key={shift.id}
                  title={formatRange(shift.startsAt, shift.endsAt, locale, today)}
                  about={
                    shift.endedAt
                      ? t('rosters.endedAt', { time: formatTime(shift.endedAt, locale) })
                      : undefined
                  }
                  status={<ShiftMark kind={shift.kind} t={t} />}
                  action={
                    mayNoteEnd &&
                    isWork(shift.kind) &&
                    shift.startsAt < now && (
                      <LinkButton
                        href={`/rosters/${shift.id}`}
                        size="small"
                        label={`${t('rosters.ranLate')}: ${formatRange(shift.startsAt, shift.endsAt, locale, today)}`}
                      >
                        {t('rosters.ranLate')}
                      </LinkButton>
                    )
                  }
                />
              ))}
            </Rows>
          </Section>
        )
      })}
    </>
  )
}
