import { z } from 'zod'
import {
  dateInput,
  idInput,
  instantInput,
  manyInput,
  requestKeyInput,
  textInput,
  timeInput,
} from '@/lib/input'
import { bookableForms, officeForms, type OfficeForm } from './forms'
import { whereInput } from './input'
import { monthlyNths, mostOccurrences, scopes, type MonthlyNth } from './series-rules'

const numberInput = (least: number, most: number) =>
  z.coerce.number('number').int('number').min(least, 'number').max(most, 'number')

/** What a ward hosts may have no guide by name. */
const guideMayMiss = new Set<OfficeForm>(['shadow-day', 'feedback-moment'])
export const needsGuide = (form: OfficeForm) => !guideMayMiss.has(form)

/** A box that is ticked, with the reason that goes with it. */
const anywayInput = {
  anyway: z.literal('on').optional(),
  /** Why it is planned against somebody's rest. Never about anybody's health. */
  reason: textInput(200).optional(),
}

/** What is planned, whether once or as a series. */
const gatheringInput = {
  form: z.enum(officeForms, 'choose'),
  departmentId: idInput,
  guideId: idInput.optional(),
  residentIds: manyInput(idInput).transform((ids) => [...new Set(ids)]),
  minutes: numberInput(5, 600).optional(),
  /** How many residents may sign up themselves, those who are in it already included. */
  seats: numberInput(1, 500).optional(),
  ...whereInput,
  requestKey: requestKeyInput,
  ...anywayInput,
}

interface Asked {
  form: OfficeForm
  guideId?: string
  residentIds: string[]
  seats?: number
  anyway?: 'on'
  reason?: string
}

function checkGathering(input: Asked, context: z.RefinementCtx): void {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (needsGuide(input.form) && !input.guideId) issue('guideId', 'choose')
  if (input.residentIds.length === 0 && !input.seats) issue('residentIds', 'people-none')
  if (input.residentIds.length > 40) issue('residentIds', 'people-many')
  if (input.seats && input.seats < input.residentIds.length) issue('seats', 'seats-few')
  if (input.guideId && input.residentIds.includes(input.guideId)) issue('guideId', 'guide-inside')
  checkReason(input, context)
}

function checkReason(input: Pick<Asked, 'anyway' | 'reason'>, context: z.RefinementCtx): void {
  if (input.anyway && !input.reason)
    context.addIssue({ code: 'custom', path: ['reason'], message: 'required' })
}

export const planSessionInput = z
  .object({ ...gatheringInput, startsAt: instantInput })
  .superRefine(checkGathering)

/** How it repeats: every so many weeks or a weekday of the month, until a date or so many times. */
export const rhythmInput = z
  .object({
    fromOn: dateInput,
    startsTime: timeInput,
    every: z.enum(['weeks', 'month'], 'choose'),
    everyWeeks: numberInput(1, 26).optional(),
    monthlyNth: z.coerce
      .number('choose')
      .refine((nth) => (monthlyNths as readonly number[]).includes(nth), 'choose')
      .optional(),
    lastOn: dateInput.optional(),
    count: numberInput(2, mostOccurrences).optional(),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (input.every === 'weeks' && !input.everyWeeks) issue('everyWeeks', 'number')
    if (input.every === 'month' && !input.monthlyNth) issue('monthlyNth', 'choose')
    if (!input.lastOn === !input.count) issue('count', 'count-or-date')
    if (input.lastOn && input.lastOn < input.fromOn) issue('lastOn', 'until-before-from')
  })
  .transform(({ every, everyWeeks, monthlyNth, lastOn, count, ...rest }) => ({
    ...rest,
    everyWeeks: every === 'weeks' ? (everyWeeks ?? 1) : null,
    monthlyNth: every === 'month' ? ((monthlyNth ?? 1) as MonthlyNth) : null,
    lastOn: lastOn ?? null,
    count: count ?? null,
  }))

/** A series that two people book between them. */
export const bookSeriesInput = z
  .object({
    form: z.enum(bookableForms, 'choose'),
    otherId: idInput,
    ...whereInput,
    requestKey: requestKeyInput,
    /** Dates that are left out. */
    skip: manyInput(dateInput),
  })
  .and(rhythmInput)

/** One date of a series at another time: "2026-12-08 2026-12-09T16:00+01:00". */
const movedDateInput = z
  .string('invalid')
  .transform((text) => text.split(' '))
  .pipe(z.tuple([dateInput, instantInput]))
  .transform(([on, startsAt]) => ({ on, startsAt }))

export const planSeriesInput = z
  .object({
    ...gatheringInput,
    /** Dates that are left out, and dates that get another time. */
    skip: manyInput(dateInput),
    moved: manyInput(movedDateInput),
  })
  .superRefine(checkGathering)
  .and(rhythmInput)

/** `seen` is the sequence number that the screen showed. */
const seenSession = { sessionId: idInput, seen: z.coerce.number() }
const scopeInput = z.enum(scopes, 'choose').default('one')

export const movePlannedInput = z
  .object({
    ...seenSession,
    scope: scopeInput,
    startsAt: instantInput,
    /** Dates of the series that stay where they are. */
    skip: manyInput(dateInput),
    ...anywayInput,
  })
  .superRefine(checkReason)

export const cancelPlannedInput = z.object({ ...seenSession, scope: scopeInput })
export const moveOfSeriesInput = z.object({ ...seenSession, scope: scopeInput, startsAt: instantInput })

/** Another guide, who comes into every chosen session; or back to an earlier one. */
export const swapGuideInput = z.object({ ...seenSession, scope: scopeInput, guideId: idInput })

export const addResidentInput = z
  .object({ ...seenSession, residentId: idInput, ...anywayInput })
  .superRefine(checkReason)
export const removeResidentInput = z.object({ ...seenSession, residentId: idInput })

/** Where it is held; an empty field takes it away. */
export const placeSessionInput = z.object({ ...seenSession, ...whereInput })
