import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { residentsOn, staff } from './cast'
import { addDays, dateOf, daysBetween } from './clock'
import { demoAccounts, demoPeople } from './demo-accounts'
import { departmentRows } from './departments'
import { Diary } from './diary'
import { hospital } from './hospital'

const mondays = ['2026-11-23', '2027-03-22', '2027-05-31']
const read = (name: string) =>
  readFileSync(new URL(`../demo/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

test('every demo account is a person with an address and a story', () => {
  expect(demoAccounts).toHaveLength(10)
  expect(demoAccounts.map(({ email }) => email)).toEqual(Object.values(demoPeople).map(({ email }) => email))
})

describe.each(mondays)('the stories in the week of %s', (monday) => {
  const { checkIns, mentorPlaces, pairings, roles, sessionPeople, sessions, shifts, weeklyHours } =
    hospital(monday)
  const { resident, newcomer, supervisor, mentor } = demoPeople
  const guidesOf = (id: string, kind: string) =>
    pairings.filter(
      (pairing) =>
        pairing.residentId === id && pairing.kind === kind && pairing.acceptedAt && !pairing.untilOn,
    )

  test('the resident has a mentor, nights this week and next, no session to come, and days to meet', () => {
    expect(guidesOf(resident.id, 'mentor').map(({ guideId }) => guideId)).toEqual([mentor.id])
    const nights = shifts.filter(({ personId, kind }) => personId === resident.id && kind === 'night')
    const weeks = nights.map(({ startsAt }) => Math.floor(daysBetween(monday, dateOf(startsAt)) / 7))
    expect(weeks).toEqual(expect.arrayContaining([0, 1]))
    const own = new Set(
      sessionPeople.filter(({ personId }) => personId === resident.id).map(({ sessionId }) => sessionId),
    )
    expect(sessions.filter(({ id, startsAt }) => own.has(id ?? '') && dateOf(startsAt) >= monday)).toEqual([])
    const diary = new Diary(weeklyHours, shifts, addDays(monday, -28))
    const days = Array.from({ length: 28 }, (_, day) => addDays(monday, day))
    expect(
      days.filter((on) => diary.couldMeet(resident.id, mentor.id, on, 45)).length,
    ).toBeGreaterThanOrEqual(6)
  })

  test('the newcomer has a supervisor, no mentor, and no check-in after day 30', () => {
    expect(guidesOf(newcomer.id, 'supervisor').map(({ guideId }) => guideId)).toEqual([supervisor.id])
    expect(guidesOf(newcomer.id, 'mentor')).toEqual([])
    expect(checkIns.filter(({ residentId }) => residentId === newcomer.id)).toEqual([])
    const [role] = roles.filter(({ personId }) => personId === newcomer.id)
    expect(daysBetween(role?.fromOn ?? monday, monday)).toBeGreaterThan(30)
  })

  test('the supervisor owes three of six', () => {
    const own = pairings.filter(
      ({ guideId, kind, untilOn }) => guideId === supervisor.id && kind === 'supervisor' && !untilOn,
    )
    const owed = own.filter(({ residentId }) => {
      const talks = checkIns.filter((talk) => talk.residentId === residentId && talk.outcome !== 'offered')
      return !talks.some(({ happenedOn }) => daysBetween(happenedOn, monday) <= 84)
    })
    expect([own.length, owed.length]).toEqual([6, 3])
  })

  test('the mentor has room beside the question that waits', () => {
    const own = pairings.filter(
      ({ guideId, declinedAt, untilOn }) => guideId === mentor.id && !declinedAt && !untilOn,
    )
    expect(own.filter(({ acceptedAt }) => !acceptedAt)).toHaveLength(1)
    const places = mentorPlaces.find(({ personId }) => personId === mentor.id)?.places ?? 0
    expect(places - own.length).toBeGreaterThanOrEqual(2)
  })

  test('the psychologist has sessions to come, and one question that waits for her answer all week', () => {
    const seatsOf = (id?: string) => sessionPeople.filter(({ sessionId }) => sessionId === id)
    const toCome = sessions.filter(
      ({ id, startsAt }) =>
        dateOf(startsAt) >= addDays(monday, 7) &&
        seatsOf(id).some(({ personId }) => personId === demoPeople.psychologist.id),
    )
    const asked = toCome.filter(({ id }) => seatsOf(id).some(({ answerBy }) => answerBy))
    expect([toCome.length > 1, asked.length]).toEqual([true, 1])
    const seats = seatsOf(asked[0]?.id)
    expect(seats.find(({ answerBy }) => answerBy)).toMatchObject({ part: 'guide' })
    const her = seats.find(({ part }) => part === 'resident')?.personId
    const question = pairings.find(
      ({ guideId, residentId, acceptedAt }) =>
        guideId === demoPeople.psychologist.id && residentId === her && !acceptedAt,
    )
    expect(question?.kind).toBe('psychologist')
  })
})

describe('the files to import', () => {
  const known = new Set(
    [...residentsOn('2026-11-23'), ...staff].flatMap(({ staffNumber, email }) => [staffNumber, email]),
  )
  const [header = '', ...lines] = read('people.csv')
  const cells = lines.map((line) => line.split(';'))

  test('people.csv brings eight new people to departments and supervisors that exist', () => {
    expect(header).toBe(
      'number;given_name;family_name;email;role;department;from;until;kind;fte;supervisor;qualifications;language',
    )
    expect(new Set(cells.map(([number]) => number)).size).toBe(8)
    expect(cells.filter(([number = '', , , email = '']) => known.has(number) || known.has(email))).toEqual([])
    const codes = new Set<string>(['', ...departmentRows.map(({ code }) => code)])
    expect(cells.filter((cell) => cell.length !== 13 || !codes.has(cell[5] ?? ''))).toEqual([])
    expect(cells.filter((cell) => cell[10] && !known.has(cell[10]))).toEqual([])
  })

  test('the rosters are of people without one, known or brought by people.csv', () => {
    const rostered = new Set(hospital('2026-11-23').shifts.map(({ personId }) => personId))
    const withRoster = new Set(
      [...residentsOn('2026-11-23'), ...staff]
        .filter(({ id }) => rostered.has(id))
        .flatMap(({ staffNumber, email }) => [staffNumber, email]),
    )
    const brought = new Set(cells.map(([number = '']) => number))
    for (const [name, who] of [
      ['roster.csv', known] as const,
      ['roster-of-new-residents.csv', brought] as const,
    ]) {
      const [first, ...rows] = read(name)
      expect(first).toBe('person,start,end,kind')
      expect(rows).toHaveLength(64)
      const people = rows.map((row) => row.split(',')[0] ?? '')
      expect(people.filter((person) => !who.has(person) || withRoster.has(person))).toEqual([])
    }
  })
})
