import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LinkButton } from '@/app/_ui/button'
import { ScrollRegion } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { Line, Soft, Stack } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import type { DepartmentWeek } from '@/lib/rosters/queries'
import { daysShown, hoursOn, type RosterShift } from '@/lib/rosters/rules'
import {
  addDaysOn,
  formatDate,
  formatRange,
  formatTime,
  isoWeekOf,
  mondayOf,
  type CalendarDate,
} from '@/lib/time'
import { DepartmentChoice } from '../department-choice'
import type { RosterSpeech } from './own-roster'
import styles from './rosters.module.css'
import { ShiftMark } from './shift-mark'

interface Department {
  id: string
  name: string
  site: string
}

interface DepartmentRosterProps {
  week: DepartmentWeek | null
  department: Department
  departments: readonly Department[]
  /** A secretary, who may take a shift out as well. */
  mayImport: boolean
  speech: RosterSpeech
}

/** People by days for one week of a department. */
export function DepartmentRoster({
  week,
  department,
  departments,
  mayImport,
  speech,
}: DepartmentRosterProps) {
  if (!week) notFound()
  const { t, today, monday } = speech
  const number = isoWeekOf(monday)
  const hrefOf = (on: CalendarDate) =>
    `/rosters?${new URLSearchParams({ department: department.id, week: on })}`
  const hasShifts = week.people.some(({ shifts }) => shifts.length > 0)
  return (
    <Stack>
      <DepartmentChoice chosenId={department.id} departments={departments} fields={{ week: monday }} />
      <Pagination
        label={t('rosters.pages')}
        words={t('rosters.weekFrom', { week: number, date: formatDate(monday, speech.locale, today) })}
        previous={{ href: hrefOf(addDaysOn(monday, -7)), label: t('rosters.previous') }}
        next={{ href: hrefOf(addDaysOn(monday, 7)), label: t('rosters.next') }}
      />
      {week.reach === 'working-hours' && <Soft>{t('rosters.workingHours')}</Soft>}
      {week.people.length === 0 ? (
        <EmptyState title={t('rosters.nobody')}>{t('rosters.nobodyText')}</EmptyState>
      ) : !hasShifts && mayImport ? (
        <EmptyState
          title={t('rosters.noShifts')}
          action={
            <LinkButton href="/rosters/import" icon="upload">
              {t('rosters.import')}
            </LinkButton>
          }
        >
          {t('rosters.noShiftsText')}
        </EmptyState>
      ) : (
        <ScrollRegion label={t('rosters.tableLabel', { department: department.name, week: number })}>
          <WeekTable week={week} department={department} mayImport={mayImport} speech={speech} />
        </ScrollRegion>
      )}
      {monday !== mondayOf(today) && (
        <Line>
          <LinkButton href={hrefOf(mondayOf(today))}>{t('rosters.thisWeek')}</LinkButton>
        </Line>
      )}
    </Stack>
  )
}

function WeekTable({
  week,
  department,
  mayImport,
  speech,
}: Pick<DepartmentRosterProps, 'department' | 'mayImport' | 'speech'> & { week: DepartmentWeek }) {
  const { t, locale, today, monday } = speech
  const days = Array.from({ length: 7 }, (_, day) => addDaysOn(monday, day))
  const isToday = (on: CalendarDate) => (on === today ? '' : undefined)
  return (
    <table className={styles.week}>
      <caption className="unseen">
        {t('rosters.caption', { department: department.name, week: isoWeekOf(monday) })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('rosters.person')}</th>
          {days.map((on) => (
            <th key={on} scope="col" data-today={isToday(on)}>
              {formatDate(on, locale, today)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {week.people.map((person) => (
          <tr key={person.id}>
            <th scope="row">{person.name}</th>
            {days.map((on, day) => (
              <td key={on} data-today={isToday(on)}>
                <div className={styles.cell}>
                  {person.shifts
                    .filter((shift) => daysShown(shift, monday).includes(day))
                    .map((shift) => (
                      <Cell
                        key={shift.id}
                        shift={shift}
                        on={on}
                        link={
                          mayImport && week.reach === 'all'
                            ? { name: person.name, departmentId: department.id }
                            : null
                        }
                        speech={speech}
                      />
                    ))}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps {
  shift: RosterShift
  on: CalendarDate
  /** Whose it is, and in which department: then the shift opens. */
  link: { name: string; departmentId: string } | null
  speech: RosterSpeech
}

function Cell({ shift, on, link, speech: { t, locale, today } }: CellProps) {
  // Who plans sees the hours that count for rest: until it really ended.
  const endedAt = link && shift.endedAt
  const shown = hoursOn({ startsAt: shift.startsAt, endsAt: endedAt ?? shift.endsAt }, on, locale)
  const hours =
    shown === 'all-day'
      ? t('rosters.allDay')
      : 'until' in shown
        ? t('rosters.until', { time: shown.until })
        : shown.hours
  const mark = <ShiftMark kind={shift.kind} hours={hours} t={t} />
  if (!link) return mark
  const when = formatRange(shift.startsAt, shift.endsAt, locale, today)
  const ended = endedAt ? `. ${t('rosters.endedAt', { time: formatTime(endedAt, locale) })}` : ''
  return (
    <Link
      href={`/rosters/${shift.id}?department=${link.departmentId}`}
      prefetch={false}
      className={styles.open}
      aria-label={`${link.name}: ${t(`common.shift.${shift.kind}`)}, ${when}${ended}`}
    >
      {mark}
    </Link>
  )
}
