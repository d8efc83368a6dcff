import type { CalendarDate } from '@/lib/time'

export const groupForms = ['intervision', 'supervision-group'] as const
export type GroupForm = (typeof groupForms)[number]

/** Sizes of a group without its facilitator. Source: the guidance forms of the product. */
interface FormOfGroup {
  least: number
  most: number
  wished: { least: number; most: number }
  /** With fewer who can come, a meeting is looked at again. */
  quorum: number
  minutes: number
  /** How many meetings there are to it in all; the counter goes with the person. Null: it goes on. */
  meetings: number | null
}

export const formsOfGroup: Record<GroupForm, FormOfGroup> = {
  intervision: {
    least: 4,
    most: 10,
    wished: { least: 6, most: 8 },
    quorum: 4,
    minutes: 90,
    meetings: null,
  },
  'supervision-group': {
    least: 3,
    most: 4,
    wished: { least: 3, most: 4 },
    quorum: 2,
    minutes: 90,
    meetings: 12,
  },
}

export function isGroupForm(form: string | undefined): form is GroupForm {
  return form !== undefined && form in formsOfGroup
}

/** A stay in a group, from a day until a day: `untilOn` is the first day without her. */
export interface Stay {
  fromOn: CalendarDate
  untilOn: CalendarDate | null
}

export function isInOn({ fromOn, untilOn }: Stay, on: CalendarDate): boolean {
  return fromOn <= on && (untilOn === null || on < untilOn)
}

/** Is there a day in which she is in it, from this one on? */
export function isInFrom({ fromOn, untilOn }: Stay, on: CalendarDate): boolean {
  return untilOn === null || (on < untilOn && fromOn < untilOn)
}

/** How full a meeting would be: `few` below the quorum, `full` from four in five on. */
export type Level = 'full' | 'tight' | 'few'

export function levelOf(can: number, members: number, quorum: number): Level {
  if (can < Math.min(quorum, members) || can === 0) return 'few'
  return can * 5 >= members * 4 ? 'full' : 'tight'
}

/** From the start of a meeting on, and of one that was not cancelled. */
export function refuseAttendance(
  meeting: { startsAt: Date; cancelledAt: Date | null },
  now: Date,
): 'already-cancelled' | 'not-begun' | null {
  if (meeting.cancelledAt) return 'already-cancelled'
  return meeting.startsAt > now ? 'not-begun' : null
}

/** A meeting can take up this many dates in one go. */
export const mostDates = 26
