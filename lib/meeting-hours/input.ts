import { z } from 'zod'
import { everyForm } from '@/db/schema/meeting-hours'
import { dateInput, idInput, timeInput } from '@/lib/input'
import type { WallTime } from '@/lib/time'
import { refuseWindows } from './rules'

/** Guides are met from Monday to Friday, in at most so many windows a day. */
export const weekdays = [0, 1, 2, 3, 4] as const
const windowsPerDay = [0, 1] as const
export const absencesAtOnce = [0, 1, 2, 3] as const

const formInput = z.union([z.literal(everyForm), z.string().regex(/^[a-z-]{3,30}$/, 'choose')])
const guide = { guideId: idInput }

/** The fields of a window: its names in the form, and a mistake at the one that it lies with. */
function windowOf(
  values: Record<string, unknown>,
  [fromName, untilName]: readonly [string, string],
  context: z.RefinementCtx,
) {
  const read = (name: string, otherName: string) => {
    if (values[name] === undefined) {
      if (values[otherName] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'required' })
      return null
    }
    const parsed = timeInput.safeParse(values[name])
    if (!parsed.success) context.addIssue({ code: 'custom', path: [name], message: 'time' })
    return parsed.data ?? null
  }
  const from = read(fromName, untilName)
  const until = read(untilName, fromName)
  return from && until ? { from, until } : null
}

export const windowNames = (weekday: number, place: number) =>
  [`from${weekday}${place}`, `until${weekday}${place}`] as const

export type WeekWindow = { weekday: number; from: WallTime; until: WallTime }

/** A week of hours as its form posts them: `from00` to `until41`. `copy` gives every day what Monday has. */
export const weeklyHoursInput = z
  .looseObject({ ...guide, form: formInput, copy: z.string().optional() })
  .transform((values, context) => {
    const { guideId, form, copy } = values
    const hours: WeekWindow[] = []
    for (const weekday of weekdays) {
      const source = copy ? 0 : weekday
      const windows = windowsPerDay.flatMap((place) => {
        const window = windowOf(values, windowNames(source, place), context)
        return window ? [window] : []
      })
      const refusal = refuseWindows(windows)
      if (refusal && source === weekday)
        context.addIssue({
          code: 'custom',
          path: [refusal === 'overlap' ? windowNames(source, 1)[0] : windowNames(source, 0)[1]],
          message: `hours-${refusal}`,
        })
      hours.push(...windows.map((window) => ({ weekday, ...window })))
    }
    return { guideId, form, hours }
  })

/** One date with other hours; both times empty: none on that date. */
export const exceptionInput = z.looseObject({ ...guide, on: dateInput }).transform((values, context) => {
  const { guideId, on } = values
  const window = windowOf(values, ['from', 'until'], context)
  if (window && refuseWindows([window]))
    context.addIssue({ code: 'custom', path: ['until'], message: 'hours-ends-before' })
  return { guideId, on, window }
})

/** Up to four stretches of dates at once: `from0` and `until0`, the last day, and so on. */
export const absencesInput = z.looseObject(guide).transform((values, context) => {
  const date = (name: string) => {
    if (values[name] === undefined) return null
    const parsed = dateInput.safeParse(values[name])
    if (!parsed.success) context.addIssue({ code: 'custom', path: [name], message: 'date' })
    return parsed.data ?? null
  }
  const stretches = absencesAtOnce.flatMap((n) => {
    const fromOn = date(`from${n}`)
    if (!fromOn) return []
    const lastOn = date(`until${n}`) ?? fromOn
    if (lastOn < fromOn)
      context.addIssue({ code: 'custom', path: [`until${n}`], message: 'until-before-from' })
    return [{ fromOn, lastOn }]
  })
  if (stretches.length === 0) context.addIssue({ code: 'custom', path: ['from0'], message: 'required' })
  return { guideId: values.guideId, stretches }
})

/** A whole number as a field posts it; empty is none. */
const count = (least: number, most: number) =>
  z.coerce.number('number').int('number').min(least, 'number-range').max(most, 'number-range')

export const meetingRulesInput = z.object({
  ...guide,
  form: formInput,
  noticeHours: count(0, 720),
  cancelHours: count(0, 720),
  bufferMinutes: count(0, 120),
  mostPerDay: count(1, 20).optional(),
  mostPerWeek: count(1, 60).optional(),
  confirms: z.string().optional(),
})

export const poolInput = z.object({ places: count(0, 50), pooled: z.string().optional() })
export const ownedInput = z.object({ ...guide, id: idInput })
