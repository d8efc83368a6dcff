import { isWork, type ShiftKind } from '@/lib/rosters/rules'

/** A shift as a calendar tells it. */
export interface FeedShift {
  startsAt: Date
  endsAt: Date
  kind: ShiftKind
}

/**
 * The same time taken, with work never over work and each start once, as a roster wants it: what begins inside earlier work
 * begins at its end, and what lies wholly inside it is not told twice.
 */
export function withoutOverlap<Shift extends FeedShift>(shifts: readonly Shift[]): Shift[] {
  const ordered = [...shifts].sort((a, b) => +a.startsAt - +b.startsAt || +b.endsAt - +a.endsAt)
  const endOfStart = new Map<number, number>()
  const kept: Shift[] = []
  let workEndMs = -Infinity
  const keep = (shift: Shift, fromMs: number) => {
    let startMs = Math.max(shift.startsAt.getTime(), fromMs)
    for (let end = endOfStart.get(startMs); end !== undefined; end = endOfStart.get(startMs)) startMs = end
    const endMs = shift.endsAt.getTime()
    if (startMs >= endMs) return
    endOfStart.set(startMs, endMs)
    kept.push({ ...shift, startsAt: new Date(startMs) })
  }
  for (const shift of ordered)
    if (isWork(shift.kind)) {
      keep(shift, workEndMs)
      workEndMs = Math.max(workEndMs, shift.endsAt.getTime())
    }
  for (const shift of ordered) if (!isWork(shift.kind)) keep(shift, -Infinity)
  return kept.sort((a, b) => +a.startsAt - +b.startsAt)
}
