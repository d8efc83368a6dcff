import { and, eq, gt, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { pairings } from '@/db/schema/pairings'
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

/** The pairings of supervisors that hold on this date; today in the hospital when none is given. */
export function supervisesOn(on?: CalendarDate): SQL {
  return and(eq(pairings.kind, 'supervisor'), isNotNull(pairings.acceptedAt), heldOn(pairings, on))!
}
