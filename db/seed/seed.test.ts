import { describe, expect, test } from 'vitest'
import { residentsOn, staff } from './cast'
import { addDays, dateOf, daysBetween, isHoliday, minuteAt, minuteOf, weekdayOf } from './clock'
import { hospital, type Hospital } from './hospital'
import { isIndependent, supervisorPairs } from './pairings'

const mondays = ['2026-11-23', '2026-12-28', '2027-03-22', '2027-05-31', '2027-10-25']

const ids = (rows: readonly { id?: string }[]) => rows.map((row) => row.id)
const repeatedIn = (values: readonly unknown[]) => {
  const seen = new Set<unknown>()
  return values.filter((value) => seen.has(value) || !seen.add(value))
}
const isAccepted = (pairing: Hospital['pairings'][number]) => Boolean(pairing.acceptedAt) && !pairing.untilOn

/** What `lib/coverage` would say on a day, from the facts alone. */
function states({ roles, checkIns }: Hospital, today: string) {
  const counts = { fine: 0, overdue: 0, none: 0, noneLate: 0 }
  const residents = [
    ...new Set(roles.filter((role) => role.role === 'resident').map((role) => role.personId)),
  ]
  for (const id of residents) {
    const starts = roles.filter((role) => role.personId === id).map((role) => role.fromOn)
    const [startsOn = ''] = starts.sort()
    const talks = checkIns.filter((talk) => talk.residentId === id && talk.outcome !== 'offered')
    const lastOn = talks
      .map((talk) => talk.happenedOn)
      .sort()
      .at(-1)
    if (lastOn) counts[daysBetween(lastOn, today) > 90 ? 'overdue' : 'fine'] += 1
    else counts[daysBetween(startsOn, today) > 30 ? 'noneLate' : 'none'] += 1
  }
  return counts
}

describe('the demo hospital', () => {
  test('is the same, byte for byte, for the same Monday', () => {
    expect(JSON.stringify(hospital('2026-11-23'))).toBe(JSON.stringify(hospital('2026-11-23')))
  })

  test('keeps the ids of its people in any week', () => {
    expect(ids(hospital('2026-11-23').people)).toEqual(ids(hospital('2027-06-07').people))
  })

  test('has the people that the issue asks for', () => {
    const { roles, people, departments } = hospital('2026-11-23')
    const count = (name: string) =>
      new Set(roles.filter(({ role }) => role === name).map(({ personId }) => personId)).size
    const asked = {
      resident: 60,
      supervisor: 20,
      mentor: 8,
      psychologist: 3,
      nurse: 40,
      student: 10,
      secretary: 4,
      coordinator: 1,
      admin: 1,
    }
    expect(Object.fromEntries(Object.keys(asked).map((name) => [name, count(name)]))).toEqual(asked)
    expect(people).toHaveLength(144)
    expect(new Set(departments.map((department) => department.site)).size).toBe(3)
    expect(new Set(departments.map((department) => department.name)).size).toBe(6)
  })

  test('has no name, address or staff number twice', () => {
    const { people, contacts } = hospital('2026-11-23')
    expect(repeatedIn(people.map((person) => `${person.givenName} ${person.familyName}`))).toEqual([])
    expect(repeatedIn(people.map((person) => person.staffNumber))).toEqual([])
    expect(repeatedIn(contacts.map((contact) => contact.email))).toEqual([])
    expect(contacts.filter(({ email }) => !/^[a-z.-]+@klankbord\.example$/.test(email))).toEqual([])
  })

  test('every department has residents, a supervisor and one secretary', () => {
    const { departments, roles } = hospital('2026-11-23')
    for (const { id, code } of departments) {
      const count = (name: string) =>
        roles.filter(({ role, departmentId }) => role === name && departmentId === id).length
      expect([code, count('resident') >= 4, count('supervisor') >= 1, count('secretary')]).toEqual([
        code,
        true,
        true,
        1,
      ])
    }
  })
})

describe.each(mondays)('the hospital in the week of %s', (monday) => {
  const residents = residentsOn(monday)
  const made = hospital(monday)
  const { checkIns, pairings, promises, sessionPeople, sessions, shifts, weeklyHours } = made

  test('no id stands twice', () => {
    for (const rows of [made.people, made.roles, shifts, pairings, checkIns, promises, sessions])
      expect(repeatedIn(ids(rows))).toEqual([])
  })

  test('says the same about check-ins on Monday and on Sunday', () => {
    for (const day of [0, 6])
      expect(states(made, addDays(monday, day))).toEqual({ fine: 39, overdue: 8, none: 6, noneLate: 7 })
  })

  test('one mentor, and only one, has become dependent', () => {
    const supervisors = supervisorPairs(monday, residents)
    const dependent = pairings.filter((pairing) => {
      const mentor = staff.find((guide) => guide.id === pairing.guideId)
      const resident = residents.find((each) => each.id === pairing.residentId)
      return (
        pairing.kind === 'mentor' &&
        mentor &&
        resident &&
        !isIndependent(mentor, resident, supervisors, monday)
      )
    })
    expect(
      dependent.map(({ residentId, conflict }) => [
        residents.find(({ id }) => id === residentId)?.staffNumber,
        conflict,
      ]),
    ).toEqual([['K1016', undefined]])
  })

  test('about forty have a mentor; nobody mentors more than she has room for, and one has none left', () => {
    const mentored = pairings.filter((pairing) => pairing.kind === 'mentor' && isAccepted(pairing))
    expect(mentored.length).toBeGreaterThanOrEqual(38)
    const room = made.mentorPlaces.map(
      ({ personId, places }) => places - mentored.filter(({ guideId }) => guideId === personId).length,
    )
    expect(Math.min(...room)).toBe(0)
    expect(room.filter((left) => left === 0)).toHaveLength(1)
  })

  test('two questions and one proposal wait for a mentor, and two newcomers for a supervisor', () => {
    const open = pairings.filter(
      ({ kind, acceptedAt, declinedAt }) => kind === 'mentor' && !acceptedAt && !declinedAt,
    )
    expect(open.map(({ askedById }) => Boolean(askedById)).toSorted()).toEqual([false, true, true])
    const supervised = new Set(
      pairings.filter(({ kind }) => kind === 'supervisor').map(({ residentId }) => residentId),
    )
    expect(residents.filter(({ id }) => !supervised.has(id))).toHaveLength(2)
  })

  test('a check-in is of the supervisor of that day, on a working day before this week', () => {
    const wrong = checkIns.filter(({ residentId, supervisorId, happenedOn }) => {
      const isTheirs = pairings.some(
        (pairing) =>
          pairing.guideId === supervisorId &&
          pairing.residentId === residentId &&
          pairing.fromOn <= happenedOn &&
          (!pairing.untilOn || happenedOn < pairing.untilOn),
      )
      return !isTheirs || happenedOn >= monday || weekdayOf(happenedOn) > 4 || isHoliday(happenedOn)
    })
    expect(wrong).toEqual([])
  })

  test('a promise is short, belongs to one of the two and stands in a talk that was held', () => {
    const wrong = promises.filter(({ checkInId, ownerId, text }) => {
      const talk = checkIns.find(({ id }) => id === checkInId)
      return (
        talk?.outcome !== 'held' ||
        ![talk.residentId, talk.supervisorId].includes(ownerId) ||
        text.length > 280
      )
    })
    expect(wrong).toEqual([])
    expect(promises.length).toBeGreaterThan(80)
  })

  test('sessions of two lie in the hours of the guide and a day shift of the resident', () => {
    const rosterFromOn = addDays(monday, -28)
    const dayShifts = new Map(
      shifts.flatMap((shift) =>
        shift.kind === 'day' ? [[`${shift.personId} ${dateOf(shift.startsAt)}`, shift] as const] : [],
      ),
    )
    const ofTwo = sessions.filter(({ departmentId }) => !departmentId)
    const wrong = ofTwo.filter(({ id, startsAt, endsAt }) => {
      const on = dateOf(startsAt)
      const seat = (part: string) =>
        sessionPeople.find((each) => each.sessionId === id && each.part === part)?.personId
      const inHours = weeklyHours.some(
        (each) =>
          each.personId === seat('guide') &&
          each.weekday === weekdayOf(on) &&
          minuteOf(each.fromTime) <= minuteAt(startsAt) &&
          minuteAt(endsAt) <= minuteOf(each.untilTime),
      )
      const shift = dayShifts.get(`${seat('resident')} ${on}`)
      const onShift = shift && shift.startsAt <= startsAt && endsAt <= shift.endsAt
      return !inHours || isHoliday(on) || (on >= rosterFromOn && !onShift)
    })
    expect(wrong).toEqual([])
    expect(sessions.filter(({ startsAt }) => dateOf(startsAt) >= monday).length).toBeGreaterThan(20)
    expect(sessions.filter(({ startsAt }) => dateOf(startsAt) < monday).length).toBeGreaterThan(80)
    expect(sessions.filter(({ cancelledAt }) => cancelledAt).length).toBeGreaterThan(0)
  })

  test('nobody is in two sessions at once', () => {
    const taken = sessionPeople
      .filter(({ releasedAt }) => !releasedAt)
      .map(({ personId, during }) => ({ personId, from: during.slice(1, 25), until: during.slice(26, 50) }))
    const clashes = taken.filter((a) =>
      taken.some((b) => a !== b && a.personId === b.personId && a.from < b.until && b.from < a.until),
    )
    expect(clashes).toEqual([])
  })
})
