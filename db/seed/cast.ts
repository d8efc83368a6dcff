import { residentLines, type OnRecord } from './cast-residents'
import { staffLines, type Held } from './cast-staff'
import { addDays, firstOfMonth, type CalendarDate } from './clock'
import type { DepartmentCode } from './departments'
import { idOf } from './dice'

export type Person = {
  id: string
  staffNumber: string
  givenName: string
  familyName: string
  email: string
  locale: 'nl' | 'en'
}

type Stay = { department: DepartmentCode; fromOn: CalendarDate; untilOn: CalendarDate | null }

export type Resident = Person & {
  kind: 'anios' | 'aios'
  fte: number
  onRecord: OnRecord
  /** One after the other without a gap; the last one is open. */
  stays: readonly [Stay, ...Stay[]]
  supervisorIndex: number | null | undefined
}

export type Guide = Person & { held: readonly Held[]; places: number | undefined }

// Letters that Unicode does not take apart into a base and an accent.
const plain: Record<string, string> = { ı: 'i', ł: 'l', ø: 'o', đ: 'd', ß: 'ss' }

function person(number: number, name: string, locale: 'nl' | 'en' = 'nl'): Person {
  const [givenName = '', familyName = ''] = name.split('|')
  const local = `${givenName}.${familyName}`
    .toLowerCase()
    .replaceAll(/[ıłøđß]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F']/g, '')
    .replaceAll(' ', '.')
  const staffNumber = `K${number}`
  return {
    id: idOf(`person ${staffNumber}`),
    staffNumber,
    givenName,
    familyName,
    email: `${local}@klankbord.example`,
    locale,
  }
}

/** Residents begin on a Monday or, longer ago, on the first of a month; `later` on the first of next month. */
function startOf(monday: CalendarDate, weeks: number, onRecord: OnRecord): CalendarDate {
  if (onRecord === 'later') return firstOfMonth(addDays(monday, 7), 1)
  const on = addDays(monday, -7 * weeks)
  return weeks > 16 ? firstOfMonth(on) : on
}

/** The 60 residents with their stays, relative to a Monday. */
export function residentsOn(monday: CalendarDate): Resident[] {
  return residentLines.map((line, index) => {
    const fromOn = startOf(monday, line.weeks, line.onRecord)
    const movedOn = line.movedFrom && startOf(monday, line.movedFrom[1], line.onRecord)
    const last: Stay = { department: line.department, fromOn: movedOn ?? fromOn, untilOn: null }
    return {
      ...person(1001 + index, line.name, line.locale),
      kind: line.kind,
      fte: line.fte,
      onRecord: line.onRecord,
      supervisorIndex: line.supervisor,
      stays:
        line.movedFrom && movedOn
          ? [{ department: line.movedFrom[0], fromOn, untilOn: movedOn }, last]
          : ([last] as const),
    }
  })
}

/** Everybody else: supervisors, mentors, psychologists, nurses, students and the offices. */
export const staff: readonly Guide[] = staffLines.map((line) => ({
  ...person(line.number, line.name, line.locale),
  held: line.held,
  places: line.places,
}))

/** A person of the cast by staff number. Throws when there is none: the cast and its users have drifted apart. */
export function colleague(staffNumber: string): Guide {
  const found = staff.find((each) => each.staffNumber === staffNumber)
  if (!found) throw new Error(`no colleague ${staffNumber} in the demo hospital`)
  return found
}

export const holdsRole = (guide: Guide, role: string, department?: DepartmentCode) =>
  guide.held.some(
    (held) => held.role === role && (department === undefined || held.department === department),
  )

/** The secretary who plans for a department, and the coordinator: they sign what the seed writes in their name. */
export const secretaryOf = (department: DepartmentCode): Guide => {
  const found = staff.find((each) => holdsRole(each, 'secretary', department))
  if (!found) throw new Error(`no secretary for ${department}`)
  return found
}
export const coordinator = colleague('K1701')
