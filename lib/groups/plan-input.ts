import { z } from 'zod'
import { addDaysOn, mondayOf, type CalendarDate } from '@/lib/time'
import { dateInput, idInput, manyInput, textInput, timeInput } from '@/lib/input'
import type { Restraint } from './planner/replan'
import { groupForms } from './rules'

export const stabilities = ['mix', 'keep', 'none'] as const

/** More than these one plan does not hold. */
export const mostMeetings = 14

const numberInput = (least: number, most: number) =>
  z.coerce.number('number').int('number').min(least, 'number-range').max(most, 'number-range')

/** What is asked of a plan: whom it is for, when, with whom, where. Stored with the plan as it was read. */
export const askedInput = z
  .object({
    form: z.enum(groupForms, 'choose'),
    departmentId: idInput,
    name: textInput(60),
    /** Any date of the first week. */
    fromOn: dateInput.transform(mondayOf),
    weeks: numberInput(1, 30),
    /** 0 is Monday. */
    weekdays: manyInput(z.coerce.number('choose').int().min(0).max(4)).refine(
      (days) => days.length > 0,
      'choose',
    ),
    from: timeInput,
    until: timeInput,
    meetings: numberInput(1, mostMeetings),
    /** Whole weeks between two meetings of a group. */
    gapLeast: numberInput(1, 26),
    gapMost: numberInput(1, 26),
    sizeLeast: numberInput(2, 10),
    sizeMost: numberInput(2, 10),
    sameDepartment: numberInput(1, 10),
    departmentIds: manyInput(idInput).refine((ids) => ids.length > 0, 'choose'),
    guideIds: manyInput(idInput).refine((ids) => ids.length > 0, 'choose'),
    groupsEach: numberInput(1, 20),
    roomIds: manyInput(idInput).refine((ids) => ids.length > 0, 'choose'),
    /** People who were in one group before: rather with others now, rather together again, or either. */
    stability: z.enum(stabilities, 'choose').default('mix'),
    seed: numberInput(1, 1_000_000).default(1),
    seconds: z.coerce.number('choose').pipe(z.union([z.literal(3), z.literal(10), z.literal(60)], 'choose')),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (input.until <= input.from) issue('until', 'hours-ends-before')
    if (input.gapMost < input.gapLeast) issue('gapMost', 'number-range')
    if (input.sizeMost < input.sizeLeast) issue('sizeMost', 'number-range')
    if ((input.meetings - 1) * input.gapLeast > input.weeks - 1) issue('weeks', 'weeks-few')
  })

/** A published plan that is planned again: from which day on, and how much of it may change. */
export interface Again {
  planId: string
  fromOn: CalendarDate
  restraint: Restraint
  /** The groups as they were when it was asked: `printOf`. */
  print: string
}

/** Plans that were asked before there was a choice have none: either. */
export type Asked = Omit<z.output<typeof askedInput>, 'stability'> & {
  stability?: (typeof stabilities)[number]
  again?: Again
}

/** The dates of a plan; `untilOn` itself is not. */
export const windowOfPlan = ({ fromOn, weeks }: Pick<Asked, 'fromOn' | 'weeks'>) => ({
  fromOn,
  untilOn: addDaysOn(fromOn, weeks * 7),
})

/** `fromOn` is the first day that may change. */
export const replanInput = z.object({ planId: idInput, fromOn: dateInput })

/** `seen` is the version that the screen showed. */
const seenPlan = { planId: idInput, seen: z.coerce.number() }

export const planInput = z.object(seenPlan)
const ofMeeting = {
  ...seenPlan,
  groupId: z.string('invalid').max(40),
  meeting: z.coerce.number().int().min(0).max(20),
}
export const moveMeetingInput = z.object({ ...ofMeeting, startsAt: z.coerce.number('choose') })
/** A move as it is typed: "verplaats B week 50". */
export const sayMoveInput = z.object({ ...seenPlan, text: textInput(120) })
export const lockMeetingInput = z.object(ofMeeting)
export const moveMemberInput = z.object({
  ...seenPlan,
  personId: idInput,
  /** Empty: in no group. */
  toGroupId: z.string().max(40).default(''),
})
export const planAnywayInput = z.object({
  ...ofMeeting,
  members: manyInput(idInput).refine((ids) => ids.length > 0, 'choose'),
  reason: textInput(200),
})
export const renameDraftInput = z.object({
  ...seenPlan,
  groupId: z.string('invalid').max(40),
  name: textInput(80),
})
