/**
 * Half-open ranges in epoch milliseconds, added in order of start and merged as they come. Asked at rising times, the
 * cursor passes each range once; asked at an earlier time, it starts again.
 */
export class Ranges {
  readonly starts: number[] = []
  readonly ends: number[] = []
  private cursor = 0
  private askedMs = -Infinity

  /** Adds a range that starts no earlier than the one before; touching ranges become one. */
  add(startMs: number, endMs: number) {
    const last = this.ends.length - 1
    if (last >= 0 && startMs <= this.ends[last]!) {
      if (endMs > this.ends[last]!) this.ends[last] = endMs
    } else {
      this.starts.push(startMs)
      this.ends.push(endMs)
    }
  }

  /** Whether a time overlaps any range. */
  meets(startMs: number, endMs: number): boolean {
    if (startMs < this.askedMs) this.cursor = 0
    this.askedMs = startMs
    const { ends } = this
    let at = this.cursor
    while (at < ends.length && ends[at]! <= startMs) at += 1
    this.cursor = at
    return at < ends.length && this.starts[at]! < endMs
  }

  /** Whether a time lies wholly inside one of the ranges. */
  holds(startMs: number, endMs: number): boolean {
    return (
      this.meets(startMs, endMs) && this.starts[this.cursor]! <= startMs && endMs <= this.ends[this.cursor]!
    )
  }

  /** The first instant, not before `startMs`, from which a time of this length overlaps nothing. */
  freeFrom(startMs: number, lengthMs: number): number {
    let fromMs = startMs
    while (this.meets(fromMs, fromMs + lengthMs)) fromMs = this.ends[this.cursor]!
    return fromMs
  }
}

/** The same ranges in order of start; the list itself when it is so already. */
export function inOrder<T extends { startAt: Date }>(ranges: readonly T[]): readonly T[] {
  for (let i = 1; i < ranges.length; i += 1) {
    if (ranges[i]!.startAt.getTime() < ranges[i - 1]!.startAt.getTime()) {
      return ranges.toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
    }
  }
  return ranges
}

/** Ranges of instants as merged numbers. */
export function mergedRanges(ranges: readonly { startAt: Date; endAt: Date }[]): Ranges {
  const merged = new Ranges()
  for (const { startAt, endAt } of inOrder(ranges)) {
    if (startAt.getTime() < endAt.getTime()) merged.add(startAt.getTime(), endAt.getTime())
  }
  return merged
}
