import { and, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import type { pairings } from '@/db/schema/pairings'
import type { roles } from '@/db/schema/people'
import type { CalendarDate } from '@/lib/time'

interface Period {
  fromOn: typeof pairings.fromOn | typeof roles.fromOn
  untilOn: typeof pairings.untilOn | typeof roles.untilOn
}

/** A role or a pairing that holds on this date; today in the hospital when none is given. `untilOn` is the first day without. */
export function heldOn(period: Period, on: CalendarDate | SQL = sql`app.today()`): SQL {
  return and(lte(period.fromOn, on), or(isNull(period.untilOn), gt(period.untilOn, on)))!
}
