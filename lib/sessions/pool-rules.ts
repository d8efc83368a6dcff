/** What a mentor of the pool did and will do in the weeks that count, and how much time she offers. */
export interface PoolLoad {
  mentorId: string
  /** Mentor sessions held and planned. */
  sessions: number
  /** Of her weekly hours. */
  weeklyMinutes: number
  /** Working days on which she was or will be away. */
  daysAway: number
}

/** Fairness looks this far back, and ahead as far as times are offered. */
export const weeksBack = 12

const office = 5 * 10 * 60

/**
 * The mentors in the order in which a session is fair to give: first whoever would then still have the fewest sessions for the
 * time she offers. Days away make that time smaller, so that whoever comes back is not given everything she missed. Between
 * equals a hash of the date and the id decides: neither the alphabet nor whoever joined first. Pure.
 */
export function inFairOrder<Load extends PoolLoad>(loads: readonly Load[], workingDays: number, key: string) {
  const offered = (load: PoolLoad) =>
    // Who has not said when she can be met is met in office hours.
    (load.weeklyMinutes || office) * Math.max(1, workingDays - load.daysAway)
  return loads.toSorted(
    (a, b) =>
      // Whole numbers only, so that equals are equal: (a + 1) / offeredA against (b + 1) / offeredB.
      (a.sessions + 1) * offered(b) - (b.sessions + 1) * offered(a) ||
      hashOf(`${key}:${a.mentorId}`) - hashOf(`${key}:${b.mentorId}`) ||
      (a.mentorId < b.mentorId ? -1 : 1),
  )
}

/** FNV-1a with a last mixing, so that ids that differ in one place lie far apart. A number below 2^32. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
