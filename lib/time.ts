import { tz, TZDate } from '@date-fns/tz'
import { addDays, format, getISODay, getISOWeek, startOfISOWeek } from 'date-fns'

/**
 * The one place that knows the hospital's time zone and date-fns.
 * Instants are `Date`; calendar dates are `CalendarDate` strings ('2026-11-26'); wall times are 'HH:MM'.
 */
export const hospitalZone = 'Europe/Amsterdam'
const inHospital = tz(hospitalZone)

/** A calendar date in the hospital's zone, as 'YYYY-MM-DD'. */
export type CalendarDate = string
