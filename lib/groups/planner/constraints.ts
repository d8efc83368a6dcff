import type { Instance, PlanFile, PlannedGroup } from './instance'

/** A rule that a plan breaks, with whom or what it is about: enough for a sentence in either language. */
export interface Breach {
  rule: RuleName
  group: string
  /** What the sentence names: a resident, a department, a count, a date. */
  about: Record<string, string | number>
}

interface Case {
  instance: Instance
  plan: PlanFile
  group: PlannedGroup
}

const weekOf = (day: number) => Math.floor(day / 7)
const breach = (rule: RuleName, { group }: Case, about: Breach['about'] = {}): Breach => ({
  rule,
  group: group.id,
  about,
})
const residentOf = ({ instance }: Case, id: string) => instance.residents.find((one) => one.id === id)
const guideOf = ({ instance, group }: Case) =>
  instance.psychologists.find(({ id }) => id === group.psychologistId)
const pairsOf = (members: readonly string[]) =>
  members.flatMap((a, i) => members.slice(i + 1).map((b) => [a, b] as const))

/** One function per rule that may never be broken; each looks at one group and names what breaks the rule. */
export const constraints = {
  size(one: Case) {
    const { hardMin, hardMax } = one.instance.rules.groupSize
    const members = one.group.members.length
    return members < hardMin || members > hardMax
      ? [breach('size', one, { members, least: hardMin, most: hardMax })]
      : []
  },

  'known-people'(one: Case) {
    const unknown = one.group.members.filter((id) => !residentOf(one, id))
    return unknown.map((resident) => breach('known-people', one, { resident }))
  },

  'one-group-each'(one: Case) {
    const { plan, group } = one
    const before = plan.groups.slice(0, plan.groups.indexOf(group))
    return group.members
      .filter((id, i) => before.some(({ members }) => members.includes(id)) || group.members.indexOf(id) < i)
      .map((resident) => breach('one-group-each', one, { resident }))
  },

  'no-assessor'(one: Case) {
    const isAssessed = (id: string, by: string) => residentOf(one, id)?.assessors.includes(by) ?? false
    return pairsOf(one.group.members)
      .filter(([a, b]) => isAssessed(a, b) || isAssessed(b, a))
      .map(([resident, other]) => breach('no-assessor', one, { resident, other }))
  },

  'kept-apart'(one: Case) {
    const { members } = one.group
    return one.instance.notTogether
      .filter(([a, b]) => members.includes(a) && members.includes(b))
      .map(([resident, other]) => breach('kept-apart', one, { resident, other }))
  },

  'same-department'(one: Case) {
    const most = one.instance.rules.maxSameDepartment
    const counts = new Map<string, number>()
    for (const id of one.group.members) {
      const of = residentOf(one, id)?.department ?? ''
      counts.set(of, (counts.get(of) ?? 0) + 1)
    }
    return [...counts]
      .filter(([, members]) => members > most)
      .map(([department, members]) => breach('same-department', one, { department, members, most }))
  },

  'guide-known'(one: Case) {
    return guideOf(one) ? [] : [breach('guide-known', one, { guide: one.group.psychologistId })]
  },

  'guide-department'(one: Case) {
    const guide = guideOf(one)
    return one.group.members
      .filter((id) => guide?.notForDepartments.includes(residentOf(one, id)?.department ?? ''))
      .map((resident) => breach('guide-department', one, { resident, guide: one.group.psychologistId }))
  },

  'guide-groups'(one: Case) {
    const { plan, group } = one
    const guide = guideOf(one)
    const groups = plan.groups.filter(({ psychologistId }) => psychologistId === group.psychologistId)
    return guide && groups.length > guide.maxGroups && groups[guide.maxGroups] === group
      ? [breach('guide-groups', one, { guide: guide.id, groups: groups.length, most: guide.maxGroups })]
      : []
  },

  'meeting-count'(one: Case) {
    const { meetingsPerGroup: wanted } = one.instance.rules
    const meetings = one.group.meetings.length
    return meetings === wanted ? [] : [breach('meeting-count', one, { meetings, wanted })]
  },

  gap(one: Case) {
    const { min, max } = one.instance.rules.gapWeeks
    const { meetings } = one.group
    return meetings.slice(1).flatMap((meeting, i) => {
      const weeks = weekOf(meeting.day) - weekOf(meetings[i]!.day)
      return weeks < min || weeks > max ? [breach('gap', one, { day: meeting.day, weeks })] : []
    })
  },

  'first-week'(one: Case) {
    const first = one.group.meetings[0]
    return first && weekOf(first.day) > one.instance.rules.firstWeekMax
      ? [breach('first-week', one, { day: first.day })]
      : []
  },

  'last-week'(one: Case) {
    const last = one.group.meetings.at(-1)
    return last && weekOf(last.day) < one.instance.rules.lastWeekMin
      ? [breach('last-week', one, { day: last.day })]
      : []
  },

  grid(one: Case) {
    const { rules, horizon } = one.instance
    return one.group.meetings
      .filter(
        ({ day, start }) =>
          day < 0 ||
          day >= horizon.weeks * 7 ||
          !rules.weekdays.includes(day % 7) ||
          !rules.gridStarts.includes(start),
      )
      .map(({ day, start }) => breach('grid', one, { day, start }))
  },

  holiday(one: Case) {
    return one.group.meetings
      .filter(({ day }) => one.instance.horizon.holidays.includes(day))
      .map(({ day }) => breach('holiday', one, { day }))
  },

  'guide-available'(one: Case) {
    const guide = guideOf(one)
    if (!guide) return []
    const isThere = (day: number, start: number) =>
      !guide.absentDays.includes(day) &&
      guide.availability.some(
        (hours) =>
          hours.weekday === day % 7 &&
          (hours.weeks === 'all' || (hours.weeks === 'odd') === (weekOf(day) % 2 === 1)) &&
          hours.from <= start &&
          start + one.instance.rules.durationMin <= hours.to,
      )
    return one.group.meetings
      .filter(({ day, start }) => !isThere(day, start))
      .map(({ day, start }) => breach('guide-available', one, { guide: guide.id, day, start }))
  },

  'guide-double'(one: Case) {
    const { durationMin, psychologistBufferMin } = one.instance.rules
    const near = durationMin + psychologistBufferMin
    return earlierMeetings(one, ({ psychologistId }) => psychologistId === one.group.psychologistId)
      .filter(({ meeting, other }) => Math.abs(meeting.start - other.start) < near)
      .map(({ meeting }) =>
        breach('guide-double', one, {
          guide: one.group.psychologistId,
          day: meeting.day,
          start: meeting.start,
        }),
      )
  },

  'guide-day'(one: Case) {
    const most = guideOf(one)?.maxMeetingsPerDay ?? Infinity
    const days = new Map<number, number>()
    for (const { meeting } of earlierMeetings(
      one,
      ({ psychologistId }) => psychologistId === one.group.psychologistId,
    ))
      days.set(meeting.day, (days.get(meeting.day) ?? 1) + 1)
    return [...days]
      .filter(([, meetings]) => meetings > most)
      .map(([day, meetings]) => breach('guide-day', one, { guide: one.group.psychologistId, day, meetings }))
  },

  'room-known'(one: Case) {
    return one.group.meetings
      .filter(({ roomId }) => !one.instance.rooms.some(({ id }) => id === roomId))
      .map(({ day, roomId }) => breach('room-known', one, { day, room: roomId }))
  },

  'room-size'(one: Case) {
    const people = one.group.members.length + (one.instance.rules.roomIncludesPsychologist ? 1 : 0)
    return one.group.meetings.flatMap(({ day, roomId }) => {
      const room = one.instance.rooms.find(({ id }) => id === roomId)
      return room && room.capacity < people ? [breach('room-size', one, { day, room: roomId, people })] : []
    })
  },

  'room-open'(one: Case) {
    const { durationMin } = one.instance.rules
    return one.group.meetings
      .filter(({ day, start, roomId }) =>
        one.instance.rooms
          .find(({ id }) => id === roomId)
          ?.blocked.some(
            ({ weekday, from, to }) => weekday === day % 7 && start < to && start + durationMin > from,
          ),
      )
      .map(({ day, start, roomId }) => breach('room-open', one, { day, start, room: roomId }))
  },

  'room-double'(one: Case) {
    return earlierMeetings(one, () => true)
      .filter(
        ({ meeting, other }) =>
          meeting.roomId === other.roomId &&
          Math.abs(meeting.start - other.start) < one.instance.rules.durationMin,
      )
      .map(({ meeting }) =>
        breach('room-double', one, { day: meeting.day, start: meeting.start, room: meeting.roomId }),
      )
  },
} satisfies Record<string, (one: Case) => Breach[]>

export type RuleName =
  | 'size'
  | 'known-people'
  | 'one-group-each'
  | 'no-assessor'
  | 'kept-apart'
  | 'same-department'
  | 'guide-known'
  | 'guide-department'
  | 'guide-groups'
  | 'meeting-count'
  | 'gap'
  | 'first-week'
  | 'last-week'
  | 'grid'
  | 'holiday'
  | 'guide-available'
  | 'guide-double'
  | 'guide-day'
  | 'room-known'
  | 'room-size'
  | 'room-open'
  | 'room-double'

type Meeting = PlannedGroup['meetings'][number]

/** Each meeting of the group with each meeting of the same day that comes before it in the plan. */
function earlierMeetings(
  one: Case,
  isAbout: (group: PlannedGroup) => boolean,
): { meeting: Meeting; other: Meeting }[] {
  const { plan, group } = one
  const before = plan.groups.slice(0, plan.groups.indexOf(group)).filter(isAbout)
  return group.meetings.flatMap((meeting, i) =>
    [...before.flatMap(({ meetings }) => meetings), ...group.meetings.slice(0, i)]
      .filter(({ day }) => day === meeting.day)
      .map((other) => ({ meeting, other })),
  )
}

/** Every rule that a plan breaks, group by group. Empty: the plan may be published. */
export function listBreaches(instance: Instance, plan: PlanFile): Breach[] {
  return plan.groups.flatMap((group) =>
    Object.values(constraints).flatMap((find) => find({ instance, plan, group })),
  )
}
