import { attendanceOf, type Attendance } from './evaluate'
import { refuseMeeting, type Obstacle } from './free'
import type { Instance, InstanceResident, PlanFile, PlannedGroup } from './instance'
import { constraints, type RuleName } from './constraints'

/** Why somebody's attendance is what it is, in facts from rosters and rules; `sayWeakness` makes sentences of it. */
export interface Weakness {
  attendance: Attendance
  /** Of the meetings she misses: what is in the way, most often first. */
  causes: { why: Obstacle; count: number }[]
  /** The weekday of most meetings of her group: how often that cause falls on it at that time. */
  weekday: { weekday: number; why: Obstacle; count: number; all: number } | null
  /** The group that would suit her best, when one suits her better, and what keeps her out of it. */
  better: { group: string; present: number; held: number; obstacle: 'full' | 'others' | BarringRule } | null
  /** The most meetings out of a full series that any plan could give her; null when it is not known. */
  ceiling: { present: number; held: number } | null
  /** The cheapest ways to more: one meeting elsewhere, or a fixed day off used with her consent. */
  relaxations: (
    | { kind: 'time'; day: number; start: number; present: number; othersLost: number }
    | { kind: 'day-off'; present: number }
  )[]
}

type BarringRule = Extract<RuleName, 'no-assessor' | 'kept-apart' | 'same-department' | 'guide-department'>
const barring: BarringRule[] = ['no-assessor', 'kept-apart', 'same-department', 'guide-department']

/**
 * Everybody who can attend less than two thirds of her meetings, lowest first. `ceilings`: by resident, the best share
 * any plan could give (bound.ts).
 */
export function listWeaknesses(
  instance: Instance,
  plan: PlanFile,
  ceilings?: ReadonlyMap<string, number>,
): Weakness[] {
  return plan.groups
    .flatMap((group) =>
      group.members
        .flatMap((id) => instance.residents.find((one) => one.id === id) ?? [])
        .map((resident) => attendanceOf(instance, resident, group)),
    )
    .filter(({ share }) => share !== null && share < 2 / 3 - 1e-9)
    .sort((a, b) => a.share! - b.share! || (a.resident.id < b.resident.id ? -1 : 1))
    .map((attendance) => explain(instance, plan, attendance, ceilings?.get(attendance.resident.id)))
}

/** The facts about one person in her group, whatever her attendance. */
export function explain(
  instance: Instance,
  plan: PlanFile,
  attendance: Attendance,
  ceiling?: number,
): Weakness {
  const { resident, group, held } = attendance
  return {
    attendance,
    causes: causesOf(instance, resident, group),
    weekday: weekdayOf(instance, resident, group),
    better: betterOf(instance, plan, attendance),
    ceiling:
      ceiling === undefined || ceiling < 0 ? null : { present: Math.floor(ceiling * held + 1e-9), held },
    relaxations: relaxationsOf(instance, plan, attendance),
  }
}

function whyNot(instance: Instance, resident: InstanceResident, day: number, start: number) {
  return refuseMeeting(instance, resident, day, start, start + instance.rules.durationMin)?.why ?? null
}

/** Meetings outside her service are not missed. */
const isService = (why: Obstacle | null) => why !== 'not-hired' && why !== 'left'

function causesOf(instance: Instance, resident: InstanceResident, group: PlannedGroup): Weakness['causes'] {
  const counts = new Map<Obstacle, number>()
  for (const { day, start } of group.meetings) {
    const why = whyNot(instance, resident, day, start)
    if (why && isService(why)) counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  return [...counts].map(([why, count]) => ({ why, count })).sort((a, b) => b.count - a.count)
}

function weekdayOf(instance: Instance, resident: InstanceResident, group: PlannedGroup): Weakness['weekday'] {
  const times = new Map<string, { weekday: number; start: number; count: number }>()
  for (const { day, start } of group.meetings) {
    const key = `${day % 7} ${start}`
    times.set(key, { weekday: day % 7, start, count: (times.get(key)?.count ?? 0) + 1 })
  }
  const usual = [...times.values()].sort((a, b) => b.count - a.count)[0]
  if (!usual) return null
  const counts = new Map<Obstacle, number>()
  for (let day = usual.weekday; day < instance.horizon.weeks * 7; day += 7) {
    const why = whyNot(instance, resident, day, usual.start)
    if (why) counts.set(why, (counts.get(why) ?? 0) + 1)
  }
  const most = [...counts].sort((a, b) => b[1] - a[1])[0]
  return most ? { weekday: usual.weekday, why: most[0], count: most[1], all: instance.horizon.weeks } : null
}

function betterOf(
  instance: Instance,
  plan: PlanFile,
  { resident, group, share }: Attendance,
): Weakness['better'] {
  const better = plan.groups
    .filter((other) => other !== group)
    .map((other) => ({ other, found: attendanceOf(instance, resident, other) }))
    .filter(({ found }) => (found.share ?? 0) > (share ?? 0) + 1e-9)
    .sort((a, b) => b.found.share! - a.found.share!)
  const best = better[0]
  if (!best) return null
  const { other, found } = best
  const joined = { ...other, members: [...other.members, resident.id] }
  const rule = barring.find((name) => constraints[name]({ instance, plan, group: joined }).length > 0)
  const isFull =
    other.members.length >= instance.rules.groupSize.hardMax ||
    constraints['room-size']({ instance, plan, group: joined }).length > 0 ||
    other.members.length >= instance.rules.groupSize.softMax
  return {
    group: other.id,
    present: found.present,
    held: found.held,
    obstacle: rule ?? (isFull ? 'full' : 'others'),
  }
}

function relaxationsOf(instance: Instance, plan: PlanFile, attendance: Attendance): Weakness['relaxations'] {
  const { resident, group, present } = attendance
  const time = otherTime(instance, plan, attendance)
  const consenting = attendanceOf(instance, { ...resident, allowOnDayOff: true }, group).present
  return [
    ...(time ? [{ kind: 'time' as const, present: present + 1, ...time }] : []),
    ...(consenting > present ? [{ kind: 'day-off' as const, present: consenting }] : []),
  ]
}

/** The start in the same week as a meeting she misses at which she can come and the rules hold, fewest others lost. */
function otherTime(
  instance: Instance,
  plan: PlanFile,
  { resident, group }: Attendance,
): { day: number; start: number; othersLost: number } | null {
  const others = group.members.flatMap(
    (id) => instance.residents.find((one) => one.id === id && id !== resident.id) ?? [],
  )
  const lost = (day: number, start: number) =>
    others.filter((one) => whyNot(instance, one, day, start) !== null).length
  let best: { day: number; start: number; othersLost: number } | null = null
  for (const meeting of group.meetings) {
    const why = whyNot(instance, resident, meeting.day, meeting.start)
    if (!why || !isService(why)) continue
    const now = lost(meeting.day, meeting.start)
    const monday = meeting.day - (meeting.day % 7)
    for (const weekday of instance.rules.weekdays) {
      for (const start of instance.rules.gridStarts) {
        const day = monday + weekday
        if (whyNot(instance, resident, day, start) !== null) continue
        const othersLost = lost(day, start) - now
        if (best && othersLost >= best.othersLost) continue
        if (isPossible(instance, plan, group, meeting, day, start)) best = { day, start, othersLost }
      }
    }
  }
  return best
}

function isPossible(
  instance: Instance,
  plan: PlanFile,
  group: PlannedGroup,
  meeting: PlannedGroup['meetings'][number],
  day: number,
  start: number,
): boolean {
  const rest = plan.groups.filter((one) => one !== group)
  return instance.rooms.some(({ id: roomId }) => {
    const moved = {
      ...group,
      meetings: group.meetings.map((one) => (one === meeting ? { day, start, roomId } : one)),
    }
    // Last in the plan, so that what it clashes with is named at this group.
    const tried = { instance, plan: { ...plan, groups: [...rest, moved] }, group: moved }
    return Object.values(constraints).every((find) => find(tried).length === 0)
  })
}
