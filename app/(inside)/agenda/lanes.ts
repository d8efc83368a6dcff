/** Where something stands beside what overlaps it: which lane, of how many. */
export interface Lane {
  lane: number
  lanes: number
}

/**
 * Puts what overlaps beside each other, in as few lanes as it takes; what touches none has the whole width. `least` is the
 * height that each takes at least, so that short ones do not cover what follows. The answer is in the order of the question.
 */
export function lanesOf(places: readonly { from: number; length: number }[], least = 0): Lane[] {
  const found: Lane[] = places.map(() => ({ lane: 0, lanes: 1 }))
  const order = places
    .map(({ from, length }, index) => ({ index, from, until: from + Math.max(length, least) }))
    .toSorted((a, b) => a.from - b.from || b.until - a.until || a.index - b.index)
  let together: number[] = []
  let ends: number[] = []
  const close = () => {
    for (const index of together) found[index] = { lane: found[index]?.lane ?? 0, lanes: ends.length }
    together = []
    ends = []
  }
  for (const { index, from, until } of order) {
    if (ends.every((end) => end <= from)) close()
    const free = ends.findIndex((end) => end <= from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = until
    together.push(index)
    found[index] = { lane, lanes: 1 }
  }
  close()
  return found
}
