import { pageContext } from '@/app/_server/session'
import { Pagination } from '@/app/_ui/pagination'
import { planWeeks } from '@/lib/sessions/queries'
import {
  addDaysOn,
  formatDate,
  isCalendarDate,
  isoWeekOf,
  mondayOf,
  todayOn,
  type CalendarDate,
} from '@/lib/time'

export interface WeekAsked {
  fromOn: CalendarDate
  /** The first date that is not in it. */
  untilOn: CalendarDate
  isFirst: boolean
  /** Times are not looked for beyond this one. */
  isLast: boolean
}

/** The week of the address, from this one on. */
export function weekAsked(from: string | undefined, now: Date): WeekAsked {
  const first = mondayOf(todayOn(now))
  const asked = from && isCalendarDate(from) ? mondayOf(from) : first
  const fromOn = asked < first ? first : asked
  const untilOn = addDaysOn(fromOn, 7)
  return { fromOn, untilOn, isFirst: fromOn === first, isLast: untilOn > addDaysOn(first, planWeeks * 7) }
}

/** Earlier, this week, later: for the weeks in which a time is looked for. */
export async function WeekPager({ week, hrefFrom }: { week: WeekAsked; hrefFrom: (on: string) => string }) {
  const { locale, t, now } = await pageContext()
  const { fromOn, untilOn } = week
  const before = { href: hrefFrom(addDaysOn(fromOn, -7)), label: t('sessions.book.earlier') }
  const after = { href: hrefFrom(untilOn), label: t('sessions.book.later') }
  const date = formatDate(fromOn, locale, todayOn(now))
  return (
    <Pagination
      label={t('sessions.book.weeks')}
      words={t('sessions.book.weekOf', { week: isoWeekOf(fromOn), date })}
      previous={week.isFirst ? undefined : before}
      next={week.isLast ? undefined : after}
    />
  )
}
