import { dayIndexOf, type Instance, type InstanceResident } from './instance'

/** Why a resident is not free: what a shift does, or what the day is. Other departments only ever read "on shift". */
export type Obstacle =
  | 'not-hired'
  | 'left'
  | 'leave'
  | 'course'
  | 'holiday'
  | 'day-off'
  | 'not-rostered'
  | 'shift'
  | 'rest'
  | 'before-shift'

const offCodes: Record<string, Obstacle> = { V: 'leave', C: 'course', H: 'holiday' }
const dayMinutes = 1440

/**
 * Why this resident cannot be at a meeting on this day, from and until minutes after midnight; null when she can. The
 * code of the shift in the way is given with it. Source: FORMAT.md of the planner files.
 */
export function refuseMeeting(
  instance: Instance,
  resident: InstanceResident,
  day: number,
  from: number,
  until: number,
): { why: Obstacle; shift?: string } | null {
  if (day < dayIndexOf(instance, resident.hireDate)) return { why: 'not-hired' }
  if (resident.endDate && day >= dayIndexOf(instance, resident.endDate)) return { why: 'left' }
  const code = codeOn(resident, day)
  const off = offCodes[code]
  if (off) return { why: off }
  if ((code === '.' || code === '-') && !resident.allowOnDayOff)
    return { why: code === '-' ? 'day-off' : 'not-rostered' }
  const startAt = day * dayMinutes + from
  const endAt = day * dayMinutes + until
  for (let near = day - 2; near <= day + 1; near += 1) {
    const shiftCode = codeOn(resident, near)
    const shift = Object.hasOwn(instance.shiftTypes, shiftCode) ? instance.shiftTypes[shiftCode] : undefined
    if (!shift) continue
    const base = near * dayMinutes
    const overlaps = (a: number, b: number) => startAt < base + b && endAt > base + a
    if (shift.blocked.some(([a, b]) => overlaps(a, b))) return { why: 'shift', shift: shiftCode }
    if (shift.restAfter && overlaps(shift.end, shift.end + shift.restAfter)) {
      return { why: 'rest', shift: shiftCode }
    }
    if (shift.blockBefore && overlaps(shift.start - shift.blockBefore, shift.start)) {
      return { why: 'before-shift', shift: shiftCode }
    }
    if (near === day && startAt < base + shift.start - shift.earliestBefore) {
      return { why: 'before-shift', shift: shiftCode }
    }
  }
  return null
}

const codeOn = ({ roster }: InstanceResident, day: number) => roster[day] ?? '.'

/**
 * For every day and every start: 1 when free. The same question as refuseMeeting, asked once per combination of the four
 * codes around a day and kept, since rosters repeat themselves.
 */
export class FreeStarts {
  private readonly known = new Map<string, Uint8Array>()

  constructor(
    private readonly instance: Instance,
    private readonly starts: readonly number[],
    private readonly minutes: number,
  ) {}

  /** Free starts of one day, in the order of the starts given; the same array may be returned again. */
  on(resident: InstanceResident, day: number): Uint8Array {
    const codes = `${resident.allowOnDayOff ? '+' : '-'}${codeOn(resident, day - 2)}${codeOn(resident, day - 1)}${codeOn(resident, day)}${codeOn(resident, day + 1)}`
    let free = this.known.get(codes)
    if (!free) {
      const pattern = {
        ...resident,
        hireDate: this.instance.horizon.start,
        endDate: null,
        roster: codes.slice(1),
      }
      free = Uint8Array.from(this.starts, (start) =>
        refuseMeeting(this.instance, pattern, 2, start, start + this.minutes) ? 0 : 1,
      )
      this.known.set(codes, free)
    }
    return free
  }
}
