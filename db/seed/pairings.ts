import type { pairings } from '@/db/schema/pairings'
import { colleague, coordinator, holdsRole, staff, type Guide, type Resident } from './cast'
import { addDays, daysBetween, instantAt, type CalendarDate } from './clock'
import type { DepartmentCode } from './departments'
import { diceOf, idOf } from './dice'

export type PairingRow = typeof pairings.$inferInsert
/** A pairing with the people in it, as the check-ins and sessions need it. */
export type Pair = {
  resident: Resident
  guide: Guide
  fromOn: CalendarDate
  untilOn: CalendarDate | null
  row: PairingRow
}

const pairOf = (
  kind: string,
  resident: Resident,
  guide: Guide,
  fromOn: CalendarDate,
  rest: Partial<PairingRow>,
): Pair => ({
  resident,
  guide,
  fromOn,
  untilOn: rest.untilOn ?? null,
  row: {
    id: idOf(`pairing ${kind} ${resident.staffNumber} ${guide.staffNumber}`),
    kind,
    residentId: resident.id,
    guideId: guide.id,
    fromOn,
    ...rest,
  },
})

const morning = (on: CalendarDate, minute = 10 * 60 + 20) => instantAt(on, minute)

/** Those who have supervised in a department for longer than the demo looks back. */
const supervisorsOf = (department: DepartmentCode) =>
  staff.filter((guide) =>
    guide.held.some(
      (held) => held.role === 'supervisor' && held.department === department && held.weeks > 100,
    ),
  )

/** Every resident with the supervisor of each stay; the newcomers without one are the coordinator's work. */
export function supervisorPairs(monday: CalendarDate, residents: readonly Resident[]): Pair[] {
  const given = new Map<DepartmentCode, number>()
  return residents.flatMap((resident) => {
    if (resident.supervisorIndex === null) return []
    return resident.stays.map((stay) => {
      const candidates = supervisorsOf(stay.department)
      const turn = given.get(stay.department) ?? 0
      given.set(stay.department, turn + 1)
      const guide = candidates[(resident.supervisorIndex ?? turn) % candidates.length]
      if (!guide) throw new Error(`nobody supervises in ${stay.department}`)
      const decidedOn = stay.fromOn <= monday ? addDays(stay.fromOn, -9) : addDays(monday, -6)
      const signedAt = morning(decidedOn)
      const ended = stay.untilOn && { untilOn: stay.untilOn, endedAt: morning(addDays(stay.untilOn, -12)) }
      return pairOf('supervisor', resident, guide, stay.fromOn, {
        proposedAt: signedAt,
        proposedById: coordinator.id,
        acceptedAt: signedAt,
        acceptedById: coordinator.id,
        ...(ended ? { ...ended, endedById: coordinator.id } : {}),
      })
    })
  })
}

/** The stories that the demo tells by name; everybody else finds a mentor by the rules below. */
const mentorByHand: Record<string, string> = { K1001: 'K1201', K1016: 'K1105' }
const askers: Record<string, string> = { K1008: 'K1201', K1056: 'K1204' }
const proposed: Record<string, string> = { K1014: 'K1202' }
const withoutMentor = new Set([
  'K1002',
  'K1006',
  'K1018',
  'K1037',
  'K1039',
  'K1046',
  'K1050',
  'K1055',
  'K1058',
  'K1033',
])
/** The mentor of the demo keeps two of her eight places free beside the question that waits. */
const roomKept: Record<string, number> = { K1201: 2, K1204: 2 }
/** Asked by everybody who may, until she is full: the list of mentors has one without room. */
const favourite = 'K1110'

/** No tie with the departments where the resident works or worked in the last year, and never her supervisor. */
export function isIndependent(
  mentor: Guide,
  resident: Resident,
  supervisors: readonly Pair[],
  monday: CalendarDate,
): boolean {
  const yearAgo = addDays(monday, -366)
  const lately = resident.stays.filter((stay) => stay.untilOn === null || stay.untilOn > yearAgo)
  const near = new Set<string>(lately.map((stay) => stay.department))
  const isTied = mentor.held.some((held) => held.department !== null && near.has(held.department))
  return !isTied && !supervisors.some((pair) => pair.guide === mentor && pair.resident === resident)
}

function chosenMentor(
  resident: Resident,
  supervisors: readonly Pair[],
  taken: ReadonlyMap<string, number>,
  monday: CalendarDate,
): Guide {
  const named = mentorByHand[resident.staffNumber]
  if (named) return colleague(named)
  const room = (mentor: Guide) =>
    (mentor.places ?? 0) - (roomKept[mentor.staffNumber] ?? 0) - (taken.get(mentor.staffNumber) ?? 0)
  const rank = (mentor: Guide) =>
    mentor.staffNumber === favourite && room(mentor) > 0 ? Infinity : room(mentor)
  const [roomiest] = staff
    .filter((guide) => holdsRole(guide, 'mentor') && isIndependent(guide, resident, supervisors, monday))
    .sort((a, b) => rank(b) - rank(a))
  if (!roomiest || room(roomiest) < 1) throw new Error(`no mentor has room for ${resident.staffNumber}`)
  return roomiest
}

const asked = (pairing: Pair, on: CalendarDate): Pair => ({
  ...pairing,
  row: { ...pairing.row, askedAt: morning(on, 12 * 60 + 40), askedById: pairing.resident.id },
})

/** About forty accepted; two questions and a proposal that wait; one declined and one ended. */
export function mentorPairs(
  monday: CalendarDate,
  residents: readonly Resident[],
  supervisors: readonly Pair[],
) {
  const accepted: Pair[] = []
  const others: Pair[] = []
  const taken = new Map<string, number>()
  for (const resident of residents) {
    const number = resident.staffNumber
    const question = askers[number]
    const proposal = proposed[number]
    if (question) {
      const on = addDays(monday, -4)
      others.push(asked(pairOf('mentor', resident, colleague(question), on, {}), on))
    } else if (proposal) {
      const on = addDays(monday, -5)
      const signed = { proposedAt: morning(on), proposedById: coordinator.id }
      others.push(pairOf('mentor', resident, colleague(proposal), on, signed))
    } else if (!withoutMentor.has(number) && resident.onRecord !== 'new' && resident.onRecord !== 'later') {
      const mentor = chosenMentor(resident, supervisors, taken, monday)
      taken.set(mentor.staffNumber, (taken.get(mentor.staffNumber) ?? 0) + 1)
      const weeks = daysBetween(resident.stays[0].fromOn, monday) / 7
      const dice = diceOf(`mentor ${number}`)
      const fromOn = addDays(
        monday,
        -7 * Math.max(2, Math.floor(weeks) - dice.between(4, 10)) + dice.between(0, 4),
      )
      const pairing = pairOf('mentor', resident, mentor, fromOn, {
        acceptedAt: morning(fromOn, 16 * 60 + 5),
        acceptedById: mentor.id,
      })
      accepted.push(asked(pairing, addDays(fromOn, -2)))
    }
  }
  return { accepted, others: [...others, ...pastQuestions(monday, residents)] }
}

const residentOf = (residents: readonly Resident[], number: string): Resident => {
  const found = residents.find((resident) => resident.staffNumber === number)
  if (!found) throw new Error(`no resident ${number} in the demo hospital`)
  return found
}

/** A question that was declined, and a mentoring that ended; no reason is kept of either. */
function pastQuestions(monday: CalendarDate, residents: readonly Resident[]): Pair[] {
  const decliner = colleague('K1202')
  const declinedOn = addDays(monday, -17)
  const declined = pairOf('mentor', residentOf(residents, 'K1050'), decliner, addDays(declinedOn, -3), {
    declinedAt: morning(declinedOn),
    declinedById: decliner.id,
  })
  const leaver = residentOf(residents, 'K1055')
  const former = colleague('K1203')
  const endedOn = addDays(monday, -47)
  const ended = pairOf('mentor', leaver, former, addDays(monday, -210), {
    untilOn: endedOn,
    acceptedAt: morning(addDays(monday, -210)),
    acceptedById: former.id,
    endedAt: morning(endedOn),
    endedById: leaver.id,
  })
  return [asked(declined, declined.fromOn), asked(ended, addDays(monday, -214))]
}

/** A few confidential pairings, so that a "Bezet" is somewhere: only the two know. */
export function psychologistPairs(monday: CalendarDate, residents: readonly Resident[]) {
  const pair = (resident: string, guide: string, weeks: number) => {
    const fromOn = addDays(monday, -7 * weeks + 1)
    const psychologist = colleague(guide)
    const accepted = { acceptedAt: morning(fromOn, 15 * 60), acceptedById: psychologist.id }
    return asked(
      pairOf('psychologist', residentOf(residents, resident), psychologist, fromOn, accepted),
      fromOn,
    )
  }
  const waiting = pairOf(
    'psychologist',
    residentOf(residents, 'K1013'),
    colleague('K1301'),
    addDays(monday, -3),
    {},
  )
  return {
    accepted: [pair('K1030', 'K1301', 11), pair('K1053', 'K1301', 6), pair('K1047', 'K1302', 9)],
    others: [asked(waiting, waiting.fromOn)],
  }
}
