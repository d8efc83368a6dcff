import { addDaysOn, formatDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import type { Instance, PlanFile, PlannedGroup } from './instance'

/** What is different between two plans: for the list of who is told what. */
export type Change<When = Meeting> =
  | { kind: 'moved'; resident: string; from: string; to: string }
  | { kind: 'joined'; resident: string; to: string }
  | { kind: 'left'; resident: string }
  | { kind: 'guide'; group: string; from: string; to: string }
  | { kind: 'new-group'; group: string }
  | { kind: 'meeting'; group: string; from: When; to: When }

type Meeting = PlannedGroup['meetings'][number]

/** People first, then guides and meetings, group by group; a meeting is paired with the one that comes in its place. */
export function listChanges(before: PlanFile, after: PlanFile): Change[] {
  const was = groupsOf(before)
  const is = groupsOf(after)
  const old = new Map(before.groups.map((group) => [group.id, group]))
  return [
    ...[...is].flatMap(([resident, to]): Change[] => {
      const from = was.get(resident)
      if (from === undefined) return [{ kind: 'joined', resident, to }]
      return from === to ? [] : [{ kind: 'moved', resident, from, to }]
    }),
    ...[...was.keys()].flatMap((resident): Change[] =>
      is.has(resident) ? [] : [{ kind: 'left', resident }],
    ),
    ...after.groups.flatMap((group): Change[] => {
      const other = old.get(group.id)
      if (!other) return [{ kind: 'new-group', group: group.id }]
      const gone = other.meetings.filter((one) => !has(group, one))
      const came = group.meetings.filter((one) => !has(other, one))
      const guide: Change[] =
        other.psychologistId === group.psychologistId
          ? []
          : [{ kind: 'guide', group: group.id, from: other.psychologistId, to: group.psychologistId }]
      return [
        ...guide,
        ...gone.flatMap((from, i): Change[] =>
          came[i] ? [{ kind: 'meeting', group: group.id, from, to: came[i] }] : [],
        ),
      ]
    }),
  ]
}

const has = ({ meetings }: PlannedGroup, { day, start }: Meeting) =>
  meetings.some((one) => one.day === day && one.start === start)

const groupsOf = ({ groups }: PlanFile) =>
  new Map(groups.flatMap(({ id, members }) => members.map((one) => [one, id] as const)))

/** The changes as sentences; names are the ids of the files. */
export function sayChanges(
  t: Words,
  locale: Locale,
  instance: Instance,
  before: PlanFile,
  after: PlanFile,
): string[] {
  const when = (meeting: Meeting) => sayMeeting(locale, instance, meeting)
  return sayEach(t, listChanges(before, after), (id) => id, when)
}

/** Changes as sentences, one each; one sentence when nothing changes. */
export function sayEach<When>(
  t: Words,
  changes: readonly Change<When>[],
  nameOf: (id: string) => string,
  when: (meeting: When) => string,
): string[] {
  const lines = changes.map((change) => {
    switch (change.kind) {
      case 'moved':
        return t('groupPlanner.change.moved', {
          name: nameOf(change.resident),
          from: nameOf(change.from),
          to: nameOf(change.to),
        })
      case 'joined':
        return t('groupPlanner.change.joined', { name: nameOf(change.resident), to: nameOf(change.to) })
      case 'left':
        return t('groupPlanner.change.left', { name: nameOf(change.resident) })
      case 'guide':
        return t('groupPlanner.change.guide', {
          group: nameOf(change.group),
          from: nameOf(change.from),
          to: nameOf(change.to),
        })
      case 'new-group':
        return t('groupPlanner.change.new-group', { group: nameOf(change.group) })
      case 'meeting':
        return t('groupPlanner.change.meeting', {
          group: nameOf(change.group),
          from: when(change.from),
          to: when(change.to),
        })
    }
  })
  return lines.length > 0 ? lines : [t('groupPlanner.change.none')]
}

/** 'do 26 nov 14:30'. */
export function sayMeeting(
  locale: Locale,
  { horizon }: Instance,
  { day, start }: { day: number; start: number },
): string {
  const clock = `${String(Math.floor(start / 60)).padStart(2, '0')}:${String(start % 60).padStart(2, '0')}`
  return `${formatDate(addDaysOn(horizon.start, day), locale)} ${clock}`
}
