import { addDaysOn, weekdayOf, type CalendarDate } from '@/lib/time'

export const schoolRegions = ['noord', 'midden', 'zuid'] as const
export type SchoolRegion = (typeof schoolRegions)[number]
type Name = 'autumn' | 'christmas' | 'spring' | 'may' | 'summer'

/** A school holiday in one region; `untilOn` is the first day after it. */
export interface SchoolHoliday {
  name: Name
  fromOn: CalendarDate
  untilOn: CalendarDate
}

const weeks: Record<Name, number> = { autumn: 1, christmas: 2, spring: 1, may: 1, summer: 6 }

/**
 * The first Saturday, north, middle and south, as the Ministry of Education fixes them (Christmas, a week of May, summer) or advises them
 * (autumn, spring). Source: Overzicht schoolvakanties, rijksoverheid.nl, school years 2025-2026 to 2027-2028. Add a year when it is published.
 */
const published: [Name, noord: CalendarDate, midden: CalendarDate, zuid: CalendarDate][] = [
  ['autumn', '2025-10-18', '2025-10-18', '2025-10-11'],
  ['christmas', '2025-12-20', '2025-12-20', '2025-12-20'],
  ['spring', '2026-02-21', '2026-02-14', '2026-02-14'],
  ['may', '2026-04-25', '2026-04-25', '2026-04-25'],
  ['summer', '2026-07-04', '2026-07-18', '2026-07-11'],
  ['autumn', '2026-10-10', '2026-10-17', '2026-10-17'],
  ['christmas', '2026-12-19', '2026-12-19', '2026-12-19'],
  ['spring', '2027-02-20', '2027-02-20', '2027-02-13'],
  ['may', '2027-04-24', '2027-04-24', '2027-04-24'],
  ['summer', '2027-07-10', '2027-07-17', '2027-07-24'],
  ['autumn', '2027-10-16', '2027-10-16', '2027-10-23'],
  ['christmas', '2027-12-25', '2027-12-25', '2027-12-25'],
  ['spring', '2028-02-19', '2028-02-26', '2028-02-26'],
  ['may', '2028-04-29', '2028-04-29', '2028-04-29'],
  ['summer', '2028-07-15', '2028-07-08', '2028-07-22'],
]

/** The school holidays of a region that touch these dates (`untilOn` itself is not one of them), in order. They block nothing. */
export function schoolHolidaysBetween(
  fromOn: CalendarDate,
  untilOn: CalendarDate,
  region: SchoolRegion,
): SchoolHoliday[] {
  return published.flatMap(([name, ...starts]) => {
    const first = starts[schoolRegions.indexOf(region)]!
    // From a Saturday until the Sunday of the last week.
    const after = addDaysOn(first, 7 * weeks[name] + 2)
    return first < untilOn && after > fromOn ? [{ name, fromOn: first, untilOn: after }] : []
  })
}

/** The school holiday to be named on a date: on its first day and on its Mondays, so that it stays in the background. */
export function schoolHolidayNamedOn(on: CalendarDate, region: SchoolRegion): Name | null {
  const [holiday] = schoolHolidaysBetween(on, addDaysOn(on, 1), region)
  return holiday && (holiday.fromOn === on || weekdayOf(on) === 0) ? holiday.name : null
}
