import { z } from 'zod'
import type { CalendarDate } from '@/lib/time'
import { publicHoliday, type Holiday } from './holidays'
import { defaultWorkingTime, type WorkingTime } from './working-time'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const hours = (most: number) => whole(1, most)

/** What a hospital may set, within what the engine can work with; a name that is not here is a typing error, and refused. */
const settings = z.strictObject({
  gridMinutes: z.union([
    z.literal(5),
    z.literal(10),
    z.literal(15),
    z.literal(20),
    z.literal(30),
    z.literal(60),
  ]),
  adjoiningMinutes: whole(0, 12 * 60),
  restAfterShiftHours: hours(48),
  restBeforeShiftHours: hours(48),
  restAfterNightHours: hours(72),
  nightEndsAfterMinutes: whole(0, 12 * 60),
  nightsInARow: whole(1, 14),
  restAfterNightsHours: hours(7 * 24),
  weeklyRestHours: hours(7 * 24),
  weeklyWindowHours: hours(14 * 24),
  blockHours: hours(24),
  weekHours: hours(7 * 24),
  averageWeeks: whole(1, 52),
  averageHours: hours(52 * 7 * 24),
  nightWorkMinutes: whole(0, 6 * 60),
  onCallBlocks: z.boolean(),
  holidays: z.strictObject({ goodFriday: z.boolean(), liberationDay: z.boolean() }).partial(),
})

/** Why the setting cannot be read: its name, and what in it is wrong. */
export class WorkingTimeError extends Error {
  constructor(why: string) {
    super(`KLANKBORD_WORKING_TIME ${why}`)
    this.name = 'WorkingTimeError'
  }
}

/** The numbers of the rest engine with what the text (JSON) changes of them. Throws a WorkingTimeError for what cannot be. */
export function readWorkingTime(text: string | undefined): WorkingTime {
  if (!text) return defaultWorkingTime
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw new WorkingTimeError('must be JSON, such as {"restAfterShiftHours":12}')
  }
  const read = settings.partial().safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    const name = issue!.path.join('.')
    throw new WorkingTimeError(
      `has ${name ? `a ${name} that is not possible` : 'a name that is not known'}: ${issue!.message}`,
    )
  }
  const { holidays, ...numbers } = read.data
  const rules = {
    ...defaultWorkingTime,
    ...numbers,
    holidays: { ...defaultWorkingTime.holidays, ...holidays },
  }
  if (rules.weeklyRestHours > rules.weeklyWindowHours)
    throw new WorkingTimeError('has a weeklyRestHours above its weeklyWindowHours')
  return rules
}

const known = new Map<string, WorkingTime>()

/** The numbers of this hospital, from the environment; read once. Throws a WorkingTimeError, as a start does. */
export function workingTime(): WorkingTime {
  const text = process.env.KLANKBORD_WORKING_TIME ?? ''
  const read = known.get(text) ?? readWorkingTime(text)
  known.set(text, read)
  return read
}

/** The public holiday on a date by this hospital's choice, or null. Throws a RangeError for a date that does not exist. */
export const holidayOn = (on: CalendarDate): Holiday | null => publicHoliday(on, workingTime().holidays)
