import { listBreaches, type Breach } from './constraints'
import { refuseMeeting } from './free'
import {
  dayIndexOf,
  type Instance,
  type InstanceResident,
  type PlanFile,
  type PlannedGroup,
} from './instance'

/** Attendance of one person: of the meetings of her group while she is in service, how many she can come to. */
export interface Attendance {
  resident: InstanceResident
  group: PlannedGroup
  held: number
  present: number
  /** Parts of one; null when no meeting falls in her service. */
  share: number | null
}

export interface Evaluation {
  breaches: Breach[]
  /** In no group and not listed as unplaced either: never allowed. */
  lost: string[]
  unplaced: number
  attendance: Attendance[]
  lowest: number
  mean: number
  belowTwoThirds: number
  outsideWishedSize: number
  departmentMix: number
  repeatedPairs: number
}

/**
 * How good a plan is, from the rosters themselves, so that the search cannot flatter itself. `fromDay`: only meetings
 * from that day on count for attendance.
 */
export function evaluate(instance: Instance, plan: PlanFile, fromDay = 0): Evaluation {
  const residents = new Map(instance.residents.map((one) => [one.id, one]))
  const { softMin, softMax } = instance.rules.groupSize
  const attendance = plan.groups.flatMap((group) =>
    group.members.flatMap((id) => {
      const resident = residents.get(id)
      return resident ? [attendanceOf(instance, resident, group, fromDay)] : []
    }),
  )
  const placed = new Set(plan.groups.flatMap(({ members }) => members))
  const listed = new Set(plan.unplaced.map(({ residentId }) => residentId))
  const missing = instance.residents.filter(({ id }) => !placed.has(id))
  const shares = attendance.flatMap(({ share }) => share ?? [])
  const previous = new Map(
    instance.previousGroups.flatMap(({ id, members }) => members.map((one) => [one, id])),
  )
  const mixes = plan.groups.map(
    ({ members }) => new Set(members.map((id) => residents.get(id)?.department)).size / members.length,
  )
  return {
    breaches: listBreaches(instance, plan),
    lost: missing.flatMap(({ id }) => (listed.has(id) ? [] : id)),
    unplaced: missing.length,
    attendance,
    lowest: shares.length > 0 ? Math.min(...shares) : 0,
    mean: meanOf(shares),
    belowTwoThirds: shares.filter((share) => share < 2 / 3 - 1e-9).length,
    outsideWishedSize: plan.groups.filter(
      ({ members }) => members.length < softMin || members.length > softMax,
    ).length,
    departmentMix: meanOf(mixes),
    repeatedPairs: plan.groups.reduce((sum, { members }) => {
      const counts = new Map<string, number>()
      for (const one of members) {
        const group = previous.get(one)
        if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
      }
      return sum + [...counts.values()].reduce((pairs, n) => pairs + (n * (n - 1)) / 2, 0)
    }, 0),
  }
}

const meanOf = (numbers: readonly number[]) =>
  numbers.length > 0 ? numbers.reduce((sum, one) => sum + one, 0) / numbers.length : 0

/** Her attendance of the meetings of a group, whether she is a member or not. */
export function attendanceOf(
  instance: Instance,
  resident: InstanceResident,
  group: PlannedGroup,
  fromDay = 0,
): Attendance {
  const hired = Math.max(dayIndexOf(instance, resident.hireDate), fromDay)
  const left = resident.endDate ? dayIndexOf(instance, resident.endDate) : Infinity
  const held = group.meetings.filter(({ day }) => day >= hired && day < left)
  const present = held.filter(
    ({ day, start }) => !refuseMeeting(instance, resident, day, start, start + instance.rules.durationMin),
  ).length
  return {
    resident,
    group,
    held: held.length,
    present,
    share: held.length > 0 ? present / held.length : null,
  }
}
