/**
 * Every number of the rest engine. All are configuration; the defaults are the law's or the collective agreements'.
 * Lengths are elapsed time between instants, never differences of wall times.
 */
export type WorkingTime = {
  /** Times are offered on this grid of local wall time, in minutes. */
  gridMinutes: number
  /** A session this near a day or evening shift of the same date is one block with it, in minutes. */
  adjoiningMinutes: number
  /** Rest after any work, in hours (Arbeidstijdenwet art. 5:3). */
  restAfterShiftHours: number
  /** Rest before the next work, in hours; before a night or presence duty too (art. 5:3; Arbeidstijdenbesluit 4.8). */
  restBeforeShiftHours: number
  /** Rest after a night that ends after `nightEndsAfterMinutes`, in hours (art. 5:8). */
  restAfterNightHours: number
  /** A night that ends later than this asks the longer rest: minutes of the clock after 00:00 (02:00). */
  nightEndsAfterMinutes: number
  /** This many nights on consecutive dates, or more, ask for `restAfterNightsHours` (art. 5:8). */
  nightsInARow: number
  /** Rest after a row of nights, in hours (art. 5:8). */
  restAfterNightsHours: number
  /** Unbroken rest in each `weeklyWindowHours` from the start of work, in hours (art. 5:5). */
  weeklyRestHours: number
  weeklyWindowHours: number
  /** From first start to last end of one block, in hours (art. 5:7). */
  blockHours: number
  /** Work in one calendar week, in hours (art. 5:7). */
  weekHours: number
  /** Work in `averageWeeks` calendar weeks together, in hours: 48 a week (art. 5:7). */
  averageWeeks: number
  averageHours: number
  /** Work between 00:00 and 06:00 longer than this makes a shift a night, in minutes (art. 1:7). Only proposes a kind at import. */
  nightWorkMinutes: number
  /** Whether nothing is planned during an on-call duty. */
  onCallBlocks: boolean
  /** Public holidays that are this hospital's choice. */
  holidays: { goodFriday: boolean; liberationDay: boolean }
}

export const defaultWorkingTime: WorkingTime = {
  gridMinutes: 15,
  adjoiningMinutes: 120,
  restAfterShiftHours: 11,
  restBeforeShiftHours: 11,
  restAfterNightHours: 14,
  nightEndsAfterMinutes: 120,
  nightsInARow: 3,
  restAfterNightsHours: 46,
  weeklyRestHours: 36,
  weeklyWindowHours: 7 * 24,
  blockHours: 12,
  weekHours: 60,
  averageWeeks: 16,
  averageHours: 16 * 48,
  nightWorkMinutes: 60,
  onCallBlocks: false,
  holidays: { goodFriday: false, liberationDay: false },
}
