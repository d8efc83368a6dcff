/**
 * Why a time is not offered, in order of precedence: when several apply, the first is told.
 * The engine counts with codes (place in this list, from 1; 0 is "free") and asks with masks of their bits.
 */
export const reasons = [
  'holiday',
  'outside-hours',
  'leave',
  'on-shift',
  'busy',
  'before-night',
  'rest-after-shift',
  'rest-after-night',
  'rest-after-nights',
  'rest-before-shift',
  'day-off',
  'too-long',
  'weekly-rest',
  'load',
  'guide-away',
  'guide-busy',
  'notice',
] as const
export type Reason = (typeof reasons)[number]

export const codeOf = (reason: Reason) => reasons.indexOf(reason) + 1
export const reasonOf = (code: number) => reasons[code - 1] ?? null
export const bitOf = (code: number) => 1 << code

export const free = 0
export const holiday = codeOf('holiday')
export const outsideHours = codeOf('outside-hours')
export const leave = codeOf('leave')
export const onShift = codeOf('on-shift')
export const busy = codeOf('busy')
export const beforeNight = codeOf('before-night')
export const restAfterShift = codeOf('rest-after-shift')
export const restAfterNight = codeOf('rest-after-night')
export const restAfterNights = codeOf('rest-after-nights')
export const restBeforeShift = codeOf('rest-before-shift')
export const dayOff = codeOf('day-off')
export const tooLong = codeOf('too-long')
export const weeklyRest = codeOf('weekly-rest')
export const load = codeOf('load')
export const guideAway = codeOf('guide-away')
export const guideBusy = codeOf('guide-busy')
export const notice = codeOf('notice')

const everything = 2 ** (reasons.length + 1) - 1
/** What the resident herself may set aside: her free time is hers to give. */
const lifted = bitOf(leave) | bitOf(beforeNight) | bitOf(dayOff) | bitOf(load)

/** The reasons asked of a time that somebody else plans, and of one that the resident plans herself. */
export const askedOf = (own: boolean) => (own ? everything & ~lifted : everything)

/** What the resident is told about a time that only she may choose. Such times are never proposed. */
export const warnings = ['leave', 'before-night', 'day-off', 'load'] as const satisfies readonly Reason[]
export type Warning = (typeof warnings)[number]

/** How warnings are asked: each mask gives at most one. A date on which a night starts is told as that, not as a day off. */
export const warningMasks = [bitOf(leave), bitOf(beforeNight) | bitOf(dayOff), bitOf(load)] as const
