import { addDaysOn, dateOf, daysBetweenOn, minuteOfWall, wallTimeOf, type CalendarDate } from '@/lib/time'

/** How many must be able to come: the quorum, and of a smaller group all of it. */
export function neededOf(quorum: number, members: number): number {
  return Math.min(quorum, members)
}

/** Too few can come now, while enough had a seat: a roster changed. What was planned with too few is no surprise. */
export function isQuorumLost(
  { can, seated, members }: { can: number; seated: number; members: number },
  quorum: number,
): boolean {
  const needed = neededOf(quorum, members)
  return can < needed && seated >= needed
}

/** A start at which a meeting could be, with how many of its members can come. */
export interface OtherTime {
  startsAt: Date
  can: number
  /** Members whose roster does not reach that far: nobody knows yet. */
  unknown: number
  members: number
}

/**
 * The dates with the highest attendance, one time of each: only where more can come than now. Of equal ones the usual time of
 * day is first, then the date that is nearest.
 */
export function bestDates(
  times: readonly OtherTime[],
  meeting: { startsAt: Date; can: number },
  most = 2,
): OtherTime[] {
  const on = dateOf(meeting.startsAt)
  const minute = minuteOfWall(wallTimeOf(meeting.startsAt))
  const ranked = times
    .filter(({ can }) => can > meeting.can)
    .map((time) => ({
      time,
      on: dateOf(time.startsAt),
      minutesOff: Math.abs(minuteOfWall(wallTimeOf(time.startsAt)) - minute),
      daysOff: Math.abs(daysBetweenOn(on, dateOf(time.startsAt))),
    }))
    .toSorted(
      (a, b) =>
        b.time.can - a.time.can ||
        a.minutesOff - b.minutesOff ||
        a.daysOff - b.daysOff ||
        +a.time.startsAt - +b.time.startsAt,
    )
  const days = new Set<CalendarDate>()
  const best: OtherTime[] = []
  for (const each of ranked) {
    if (best.length === most) break
    if (days.has(each.on)) continue
    days.add(each.on)
    best.push(each.time)
  }
  return best
}

/** Whoever moves a meeting gives others so many days to know it. */
const noticeDays = 2
const daysEarlier = 14
const daysLater = 28

/**
 * Between which dates another one is looked for: after the meeting before it and before the next, two weeks earlier to four weeks
 * later; `untilOn` itself is not.
 */
export function windowFor(
  meeting: { on: CalendarDate },
  otherDays: readonly CalendarDate[],
  today: CalendarDate,
): { fromOn: CalendarDate; untilOn: CalendarDate } {
  const before = otherDays.filter((on) => on < meeting.on).toSorted()
  const after = otherDays.filter((on) => on > meeting.on).toSorted()
  const earliest = [addDaysOn(today, noticeDays), addDaysOn(meeting.on, -daysEarlier)]
  const last = before.at(-1)
  if (last) earliest.push(addDaysOn(last, 1))
  const latest = [addDaysOn(meeting.on, daysLater + 1)]
  if (after[0]) latest.push(after[0])
  return { fromOn: earliest.toSorted().at(-1)!, untilOn: latest.toSorted()[0]! }
}
