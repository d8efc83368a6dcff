import type { shifts } from '@/db/schema/rosters'
import { holdsRole, secretaryOf, staff, type Guide, type Person, type Resident } from './cast'
import { addDays, instantAt, weekdayOf, type CalendarDate } from './clock'
import type { DepartmentCode } from './departments'
import { diceOf, idOf } from './dice'
import { fittedTo, longDay, patterns, repeated, withSaneSeams, type Row, type Turn } from './patterns'
import type { Hours } from './people'

export type Shift = typeof shifts.$inferInsert

export const weeksBefore = 4
const weeksInAll = 26

/** What the roster says of one person: her turns by day, and the first days of her weeks of leave. */
type Plan = { person: Person; department: DepartmentCode; row: Row; leaveWeeks: readonly number[] }

/** The resident of the demo has nights this week and the next, and days on which she can meet her mentor after them. */
const byHand: Record<string, readonly [pattern: number, fromWeek: number]> = { K1001: [2, 4] }

function rowOf(person: Person, index: number): Row {
  const all = patterns()
  const [pattern, fromWeek] = byHand[person.staffNumber] ?? [
    (index * 7) % all.length,
    diceOf(`roster ${person.staffNumber}`).between(0, 7),
  ]
  return withSaneSeams(repeated(all[pattern] ?? [], fromWeek, weeksInAll))
}

/** Leave in weeks that the demo does not need: people who are shown keep the first weeks free of it. */
function leaveOf(person: Person, isShown: boolean): number[] {
  const weeks = Array.from({ length: weeksInAll }, (_, week) => week).filter((week) => !isShown || week > 9)
  const dice = diceOf(`leave ${person.staffNumber}`)
  return dice.some(weeks, dice.between(1, 2))
}

/** On call on free weekends and, for supervisors, in an evening between two days; presence duties in psychiatry. */
function addDuties({ person, department, row }: Plan, isSupervisor: boolean): Row {
  const dice = diceOf(`duties ${person.staffNumber}`)
  const onCall: Turn = { from: 8 * 60, until: 32 * 60, kind: 'on-call' }
  const presence: Turn = { from: 9 * 60, until: 33 * 60, kind: 'presence' }
  const withDuties = [...row]
  for (let saturday = 5; saturday < row.length; saturday += 7) {
    const free = [saturday, saturday + 1].every((day) => !row[day])
    const friday = row[saturday - 1]
    if (!free || (friday && friday.kind !== 'day') || row[saturday - 2]?.kind === 'night') continue
    const inPsychiatry = department.startsWith('psychiatry') && !isSupervisor
    if (dice.chance(inPsychiatry ? 0.8 : 0.25)) withDuties[saturday] = inPsychiatry ? presence : onCall
  }
  return withDuties
}

function shiftsOf(
  { person, department, row, leaveWeeks }: Plan,
  startsOn: CalendarDate,
  firstOn: CalendarDate,
): Shift[] {
  const importedById = secretaryOf(department).id
  const importedAt = instantAt(addDays(startsOn, -10), 10 * 60 + 12)
  const shift = (on: CalendarDate, from: number, until: number, kind: string): Shift => {
    const startsAt = instantAt(addDays(on, Math.floor(from / 1440)), from % 1440)
    const endsAt = instantAt(addDays(on, Math.floor(until / 1440)), until % 1440)
    const id = idOf(`shift ${person.staffNumber} ${startsAt.toISOString()} ${kind}`)
    return { id, personId: person.id, startsAt, endsAt, kind, importedById, importedAt }
  }
  const onLeave = (day: number) => leaveWeeks.includes(Math.floor(day / 7))
  const work = row.flatMap((turn, day) => {
    const on = addDays(startsOn, day)
    if (!turn || on < firstOn || onLeave(day) || (turn.until > 1440 && onLeave(day + 1))) return []
    return [shift(on, turn.from, turn.until, turn.kind)]
  })
  const leave = leaveWeeks
    .map((week) => addDays(startsOn, week * 7))
    .filter((on) => on >= firstOn)
    .map((on) => shift(on, 0, 7 * 1440, 'leave'))
  return [...work, ...leave]
}

const wardOf = (guide: Guide, role: string): DepartmentCode => {
  const department = guide.held.find((held) => held.role === role)?.department
  if (!department) throw new Error(`${guide.staffNumber} is no ${role} of a department`)
  return department
}

/** The supervisors and nurses whom the roster holds; the other nurses are left for `db/demo/roster.csv`. */
const rosteredSupervisors = ['K1101', 'K1103', 'K1106', 'K1110', 'K1114', 'K1118']
const isRosteredNurse = (guide: Guide) =>
  holdsRole(guide, 'nurse') && (Number(guide.staffNumber.slice(1)) - 1401) % 4 < 2

/** Rosters of 26 weeks, from four weeks before the Monday, built from the published ones. */
export function shiftRows(
  monday: CalendarDate,
  residents: readonly Resident[],
  hours: readonly Hours[],
  shown: ReadonlySet<string>,
): Shift[] {
  const startsOn = addDays(monday, -7 * weeksBefore)
  const leaveWeeks = (person: Person) => leaveOf(person, shown.has(person.staffNumber))
  const ofResidents = residents.flatMap((resident, index) => {
    const department = (resident.stays.at(-1) ?? resident.stays[0]).department
    const row = fittedTo(resident.fte, rowOf(resident, index))
    const plan = { person: resident, department, row, leaveWeeks: leaveWeeks(resident) }
    const hasDuties = resident.kind === 'aios' || department.startsWith('psychiatry')
    const firstOn = resident.stays[0].fromOn
    return shiftsOf(hasDuties ? { ...plan, row: addDuties(plan, false) } : plan, startsOn, firstOn)
  })
  const ofNurses = staff.filter(isRosteredNurse).flatMap((nurse, index) => {
    const row = fittedTo(0.8, rowOf(nurse, 61 + index))
    return shiftsOf(
      { person: nurse, department: wardOf(nurse, 'nurse'), row, leaveWeeks: leaveWeeks(nurse) },
      startsOn,
      startsOn,
    )
  })
  const ofSupervisors = staff
    .filter((guide) => rosteredSupervisors.includes(guide.staffNumber))
    .flatMap((guide) => {
      const weekdays = new Set(hours.filter((each) => each.personId === guide.id).map((each) => each.weekday))
      const row = Array.from({ length: weeksInAll * 7 }, (_, day) =>
        weekdays.has(weekdayOf(addDays(startsOn, day))) ? longDay : undefined,
      )
      const plan = {
        person: guide,
        department: wardOf(guide, 'supervisor'),
        row,
        leaveWeeks: leaveWeeks(guide),
      }
      return shiftsOf({ ...plan, row: addDuties(plan, true) }, startsOn, startsOn)
    })
  return [...ofResidents, ...ofNurses, ...ofSupervisors]
}
