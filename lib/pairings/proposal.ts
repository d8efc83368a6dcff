import type { CalendarDate, Locale } from '@/lib/time'
import { assign, type Options } from './assignment'
import type { Dependence } from './independence'

/** A resident without a mentor. */
export interface Seeker {
  id: string
  language: Locale
  /** Since when she is here without a mentor. */
  sinceOn: CalendarDate
  /** Whom she would like, the first choice first. */
  wishes: readonly string[]
  departmentIds: readonly string[]
}

/** A mentor of this hospital, with the residents she could still take. */
export interface Mentor {
  id: string
  language: Locale
  places: number
  room: number
  departmentIds: readonly string[]
}

/** What stands between one resident and one mentor; the sentences are in `words/<language>/pairings.json`. */
export type PairObstacle = Dependence | 'declined-before' | 'same-department'
export type Obstacle = PairObstacle | 'no-room'

/** What earlier pairings of the two left: one of them said no, or it was and has ended. */
export type Past = 'declined' | 'ended'

export interface ProposalFacts {
  seekers: readonly Seeker[]
  mentors: readonly Mentor[]
  dependenceOf: (pair: { residentId: string; mentorId: string }) => Dependence | null
  pastOf: (residentId: string, mentorId: string) => Past | undefined
  /** Asked for: nobody gets a mentor who works in her own department. */
  isApart: boolean
}

/** Why a mentor was proposed: everything that counted, in the order in which it counts. */
export interface ProposedPair {
  residentId: string
  mentorId: string
  /** Her first, second or third wish; null when she has wishes and none could be, undefined when she has none. */
  wish: number | null | undefined
  wasBefore: boolean
  isSameLanguage: boolean
  /** How many this mentor would have, with all who are proposed, and of how many places. */
  guided: number
  places: number
}

export interface Unplaced {
  residentId: string
  obstacles: { reason: Obstacle; count: number }[]
}

/** Why this pair cannot be, room aside, or null. Who said no once is not asked again. */
export function refusePair(
  { dependenceOf, pastOf, isApart }: Omit<ProposalFacts, 'seekers' | 'mentors'>,
  seeker: Pick<Seeker, 'id' | 'departmentIds'>,
  mentor: Pick<Mentor, 'id' | 'departmentIds'>,
): PairObstacle | null {
  const dependence = dependenceOf({ residentId: seeker.id, mentorId: mentor.id })
  if (dependence) return dependence
  if (pastOf(seeker.id, mentor.id) === 'declined') return 'declined-before'
  const isBeside = mentor.departmentIds.some((id) => seeker.departmentIds.includes(id))
  return isApart && isBeside ? 'same-department' : null
}

/** One step of each outweighs everything below it: a wish all languages, a language all loads of thousands of people. */
const wishPrice = 1e10
const languagePrice = 1e6
const loadPrice = 100

/**
 * A mentor for everybody who can have one: as many residents as can be, those who have waited longest first; then as many
 * wishes as high as can be, somebody new and of her language, and the residents spread evenly over the places. Exact.
 */
export function proposePairs(facts: ProposalFacts): { proposed: ProposedPair[]; unplaced: Unplaced[] } {
  const { mentors } = facts
  const seekers = [...facts.seekers].sort(
    (a, b) => a.sinceOn.localeCompare(b.sinceOn) || a.id.localeCompare(b.id),
  )
  const inTheWay = seekers.map((seeker) => mentors.map((mentor) => refusePair(facts, seeker, mentor)))
  const people = seekers.map((seeker, index): Options => {
    const hosts = [...mentors.keys()].filter((host) => inTheWay[index]![host] === null)
    return { hosts, costs: hosts.map((host) => priceOf(facts, seeker, mentors[host]!)) }
  })
  const { hostOf } = assign({ people, places: mentors.map(placePrices) })
  const guided = mentors.map(({ places, room }) => places - room)
  for (const host of hostOf) if (host >= 0) guided[host]! += 1
  const proposed: ProposedPair[] = []
  const unplaced: Unplaced[] = []
  seekers.forEach((seeker, index) => {
    const host = hostOf[index]!
    if (host < 0) {
      unplaced.push({ residentId: seeker.id, obstacles: countObstacles(inTheWay[index]!) })
      return
    }
    const mentor = mentors[host]!
    const wish = seeker.wishes.indexOf(mentor.id)
    proposed.push({
      residentId: seeker.id,
      mentorId: mentor.id,
      wish: seeker.wishes.length === 0 ? undefined : wish < 0 ? null : wish + 1,
      wasBefore: facts.pastOf(seeker.id, mentor.id) === 'ended',
      isSameLanguage: seeker.language === mentor.language,
      guided: guided[host]!,
      places: mentor.places,
    })
  })
  return { proposed, unplaced }
}

function priceOf({ pastOf }: ProposalFacts, seeker: Seeker, mentor: Mentor): number {
  const wish = seeker.wishes.indexOf(mentor.id)
  const unwished = seeker.wishes.length === 0 ? 0 : wish < 0 ? 3 : wish
  const isUnlike = seeker.language !== mentor.language ? 1 : 0
  const wasBefore = pastOf(seeker.id, mentor.id) === 'ended' ? 2 : 0
  return wishPrice * unwished + languagePrice * (isUnlike + wasBefore)
}

/** Each next resident of one mentor weighs more, the more so where there are few places: so the load is shared. */
function placePrices({ places, room }: Mentor): number[] {
  const guided = places - room
  return Array.from({ length: Math.max(0, room) }, (_, n) =>
    Math.round((loadPrice * (2 * (guided + n) + 1)) / places),
  )
}

/** Where nothing is in the way, the places went to those who have waited longer. */
function countObstacles(reasons: readonly (PairObstacle | null)[]): Unplaced['obstacles'] {
  const counts = new Map<Obstacle, number>()
  for (const reason of reasons) counts.set(reason ?? 'no-room', (counts.get(reason ?? 'no-room') ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}
