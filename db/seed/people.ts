import type {
  contacts,
  departments,
  mentorPlaces,
  people,
  qualifications,
  residencies,
  roles,
} from '@/db/schema/people'
import type { weeklyHours } from '@/db/schema/meeting-hours'
import { holdsRole, staff, type Guide, type Person, type Resident } from './cast'
import { addDays, instantAt, minuteOf, type CalendarDate } from './clock'
import { departmentId, departmentRows } from './departments'
import { diceOf, idOf } from './dice'

export type Hours = typeof weeklyHours.$inferInsert

/** The mentors who also meet residents that are not theirs. */
const inPool = new Set(['K1202', 'K1203', 'K1205'])

export type PeopleRows = {
  departments: (typeof departments.$inferInsert)[]
  people: (typeof people.$inferInsert)[]
  contacts: (typeof contacts.$inferInsert)[]
  roles: (typeof roles.$inferInsert)[]
  residencies: (typeof residencies.$inferInsert)[]
  mentorPlaces: (typeof mentorPlaces.$inferInsert)[]
  qualifications: (typeof qualifications.$inferInsert)[]
}

/** Accounts, roles with their periods, and what people are qualified for. */
export function peopleRows(monday: CalendarDate, residents: readonly Resident[]): PeopleRows {
  const everybody: readonly Person[] = [...residents, ...staff]
  const stays = residents.flatMap((resident) =>
    resident.stays.map((stay) => ({
      resident,
      stay,
      id: idOf(`role ${resident.staffNumber} ${stay.department}`),
    })),
  )
  const staffRoles = staff.flatMap((guide) =>
    guide.held.map((held) => ({
      id: idOf(`role ${guide.staffNumber} ${held.role} ${held.department ?? 'hospital'}`),
      personId: guide.id,
      role: held.role,
      departmentId: held.department && departmentId(held.department),
      fromOn: addDays(monday, -7 * held.weeks),
      untilOn: held.untilWeeks === undefined ? null : addDays(monday, 7 * held.untilWeeks),
    })),
  )
  return {
    departments: departmentRows,
    people: everybody.map(({ id, staffNumber, givenName, familyName }) => ({
      id,
      staffNumber,
      givenName,
      familyName,
    })),
    contacts: everybody.map(({ id, email, locale }) => ({ personId: id, email, locale })),
    roles: [
      ...stays.map(({ id, resident, stay }) => ({
        id,
        personId: resident.id,
        role: 'resident',
        departmentId: departmentId(stay.department),
        fromOn: stay.fromOn,
        untilOn: stay.untilOn,
      })),
      ...staffRoles,
    ],
    residencies: stays.map(({ id, resident }) => ({ roleId: id, kind: resident.kind, fte: resident.fte })),
    mentorPlaces: staff.flatMap(({ id, staffNumber, places }) =>
      places === undefined
        ? []
        : [
            {
              personId: id,
              places,
              pooledAt: inPool.has(staffNumber) ? instantAt(addDays(monday, -30), minuteOf('09:00')) : null,
            },
          ],
    ),
    qualifications: [
      ...residents.map((resident) => bigOf(resident, monday)),
      ...staff.flatMap((guide) => qualificationsOf(guide, monday)),
    ],
  }
}

// A register number that begins with zeros was never given out.
const registerNumber = (person: Person, suffix: string) => `0000${person.staffNumber.slice(1)}${suffix}`

function bigOf(person: Person, monday: CalendarDate) {
  const dice = diceOf(`BIG ${person.staffNumber}`)
  const days = dice.chance(0.07) ? dice.between(9, 70) : dice.between(150, 1780)
  return {
    personId: person.id,
    kind: 'BIG',
    number: registerNumber(person, '001'),
    expiresOn: addDays(monday, days),
  }
}

/** Who may lead a supervision group; two of the registrations end soon. */
const registrations: Record<string, readonly (readonly ['NHG' | 'LVSC', number])[]> = {
  K1103: [['LVSC', 610]],
  K1108: [['NHG', 45]],
  K1114: [['LVSC', 900]],
  K1201: [['LVSC', 1210]],
  K1204: [['NHG', 380]],
  K1301: [['LVSC', 26]],
  K1303: [['LVSC', 730]],
}

function qualificationsOf(guide: Guide, monday: CalendarDate): PeopleRows['qualifications'] {
  const isPsychologist = holdsRole(guide, 'psychologist')
  const isDoctor = holdsRole(guide, 'supervisor') || holdsRole(guide, 'mentor')
  const found: PeopleRows['qualifications'] = []
  if (isDoctor || isPsychologist) found.push(bigOf(guide, monday))
  if (isPsychologist) {
    found.push({
      personId: guide.id,
      kind: 'psychotherapist',
      number: registerNumber(guide, '016'),
      expiresOn: addDays(monday, guide.staffNumber === 'K1302' ? 55 : 1095),
    })
  }
  for (const [kind, days] of registrations[guide.staffNumber] ?? [])
    found.push({ personId: guide.id, kind, number: null, expiresOn: addDays(monday, days) })
  return found
}

const block = (weekday: number, fromTime: string, untilTime: string) => ({ weekday, fromTime, untilTime })

/** The mentor of the demo: enough hours that her residents find a time in most weeks. */
const hoursByHand: Record<string, readonly ReturnType<typeof block>[]> = {
  K1201: [
    block(0, '13:00', '17:00'),
    block(1, '09:00', '12:00'),
    block(2, '13:00', '17:00'),
    block(3, '09:00', '12:30'),
    block(3, '13:30', '17:00'),
    block(4, '09:00', '12:00'),
  ],
}

/** When guides can be met. Supervisors on four days, mentors in four half days, psychologists on three whole days. */
export function weeklyHoursRows(): Hours[] {
  return staff.flatMap((guide) => {
    const dice = diceOf(`hours ${guide.staffNumber}`)
    const half = (weekday: number) =>
      dice.chance(0.4) ? block(weekday, '09:00', '12:30') : block(weekday, '13:00', '17:00')
    const days = [0, 1, 2, 3, 4]
    const byHand = hoursByHand[guide.staffNumber]
    const blocks =
      byHand ??
      (holdsRole(guide, 'supervisor')
        ? dice.some(days, 4).flatMap((day) => [block(day, '11:00', '12:30'), block(day, '13:30', '17:00')])
        : holdsRole(guide, 'mentor')
          ? dice.some(days, 4).map(half)
          : holdsRole(guide, 'psychologist')
            ? dice
                .some(days, 3)
                .flatMap((day) => [block(day, '09:00', '12:30'), block(day, '13:00', '17:30')])
            : [])
    return blocks.map((each) => ({ personId: guide.id, ...each }))
  })
}
