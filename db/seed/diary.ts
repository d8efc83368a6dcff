import {
  addDays,
  dateOf,
  instantAt,
  isHoliday,
  minuteAt,
  minuteOf,
  weekdayOf,
  type CalendarDate,
} from './clock'
import type { Hours } from './people'
import type { Shift } from './rosters'

export type Meeting = { startsAt: Date; endsAt: Date }
type Minutes = { from: number; until: number }

const overlap = (a: Minutes, b: Minutes): Minutes => ({
  from: Math.max(a.from, b.from),
  until: Math.min(a.until, b.until),
})

/** When two people can meet: in the guide's weekly hours and the resident's day shift, never twice in one place. */
export class Diary {
  private readonly hours = new Map<string, Minutes[]>()
  private readonly dayShifts = new Map<string, Minutes>()
  private readonly rostered = new Set<string>()
  private readonly leave = new Set<string>()
  private readonly meetings = new Map<string, Minutes[]>()

  constructor(
    hours: readonly Hours[],
    shifts: readonly Shift[],
    /** Before this day nobody has a roster yet, so each weekday will do. */
    private readonly rosterFromOn: CalendarDate,
  ) {
    for (const { personId, weekday, fromTime, untilTime } of hours) {
      const key = `${personId} ${weekday}`
      this.hours.set(key, [
        ...(this.hours.get(key) ?? []),
        { from: minuteOf(fromTime), until: minuteOf(untilTime) },
      ])
    }
    for (const { personId, startsAt, endsAt, kind } of shifts) {
      this.rostered.add(personId)
      const on = dateOf(startsAt)
      if (kind === 'day')
        this.dayShifts.set(`${personId} ${on}`, { from: minuteAt(startsAt), until: minuteAt(endsAt) })
      if (kind === 'leave')
        for (let day = 0; day < 7; day += 1) this.leave.add(`${personId} ${addDays(on, day)}`)
    }
  }

  /** The parts of a date on which both are there, meetings not yet counted. */
  private both(residentId: string, guideId: string, on: CalendarDate): Minutes[] {
    if (isHoliday(on) || this.leave.has(`${guideId} ${on}`) || this.leave.has(`${residentId} ${on}`))
      return []
    const offered = this.hours.get(`${guideId} ${weekdayOf(on)}`) ?? []
    if (on < this.rosterFromOn) return offered
    const own = this.dayShifts.get(`${residentId} ${on}`)
    const guides = this.rostered.has(guideId)
      ? this.dayShifts.get(`${guideId} ${on}`)
      : { from: 0, until: 1440 }
    return own && guides ? offered.map((part) => overlap(overlap(part, own), guides)) : []
  }

  couldMeet(residentId: string, guideId: string, on: CalendarDate, minutes = 30): boolean {
    return this.both(residentId, guideId, on).some((part) => part.until - part.from >= minutes)
  }

  /** The nearest date on which both could meet, `on` first, then a day further each time, up to `most` days. */
  nearest(
    residentId: string,
    guideId: string,
    on: CalendarDate,
    step: 1 | -1,
    most: number,
  ): CalendarDate | undefined {
    for (let days = 0; days <= most; days += 1) {
      const day = addDays(on, days * step)
      if (this.couldMeet(residentId, guideId, day)) return day
    }
    return undefined
  }

  /** Is her day shift around these minutes, with nothing else in them? Then they are taken. */
  takeOnShift(residentId: string, on: CalendarDate, wanted: Minutes): boolean {
    const key = `${residentId} ${on}`
    const shift = this.dayShifts.get(key)
    const taken = this.meetings.get(key) ?? []
    const isFree = taken.every((each) => wanted.until <= each.from || wanted.from >= each.until)
    if (!shift || shift.from > wanted.from || shift.until < wanted.until || !isFree) return false
    this.meetings.set(key, [...taken, wanted])
    return true
  }

  /** Books the quarter of an hour of a date at which the guide and most of these residents are free, `least` of them. */
  bookMany(
    residentIds: readonly string[],
    guideId: string,
    on: CalendarDate,
    minutes: number,
    least: number,
  ): (Meeting & { attending: string[] }) | undefined {
    const isFree = (id: string, wanted: Minutes) =>
      (this.meetings.get(`${id} ${on}`) ?? []).every(
        (each) => wanted.until <= each.from || wanted.from >= each.until,
      )
    let best: { wanted: Minutes; attending: string[] } | undefined
    for (let from = 0; from + minutes <= 1440; from += 30) {
      const wanted = { from, until: from + minutes }
      if (!isFree(guideId, wanted)) continue
      const attending = residentIds.filter(
        (id) =>
          isFree(id, wanted) &&
          this.both(id, guideId, on).some((part) => part.from <= from && wanted.until <= part.until),
      )
      if (attending.length >= least && attending.length > (best?.attending.length ?? 0))
        best = { wanted, attending }
    }
    if (!best) return undefined
    const { wanted, attending } = best
    for (const id of [...attending, guideId])
      this.meetings.set(`${id} ${on}`, [...(this.meetings.get(`${id} ${on}`) ?? []), wanted])
    return { startsAt: instantAt(on, wanted.from), endsAt: instantAt(on, wanted.until), attending }
  }

  /** Books the first or a later quarter of an hour of a date at which both are free; undefined when there is none. */
  book(
    residentId: string,
    guideId: string,
    on: CalendarDate,
    minutes: number,
    skip = 0,
  ): Meeting | undefined {
    const taken = [
      ...(this.meetings.get(`${residentId} ${on}`) ?? []),
      ...(this.meetings.get(`${guideId} ${on}`) ?? []),
    ]
    const starts = this.both(residentId, guideId, on).flatMap((part) => {
      const found: number[] = []
      for (let from = Math.ceil(part.from / 15) * 15; from + minutes <= part.until; from += 15)
        found.push(from)
      return found
    })
    const free = starts.filter((from) =>
      taken.every((each) => from + minutes <= each.from || from >= each.until),
    )
    const from = free[Math.min(skip, free.length - 1)]
    if (from === undefined) return undefined
    for (const person of [residentId, guideId]) {
      const key = `${person} ${on}`
      this.meetings.set(key, [...(this.meetings.get(key) ?? []), { from, until: from + minutes }])
    }
    return { startsAt: instantAt(on, from), endsAt: instantAt(on, from + minutes) }
  }
}
