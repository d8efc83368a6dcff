import type { Snapshot } from './snapshot'
import type { PlanFile } from './instance'
import type { Problem } from './problem'

/**
 * The plan of a snapshot, as it goes into a file: groups in order of their number, members and meetings in order. Empty
 * groups are left out. `ids`: names of groups that existed before.
 */
export function planOf(
  problem: Problem,
  name: string,
  snapshot: Snapshot,
  reasonOf: (resident: string) => string,
  ids: readonly string[] = [],
): PlanFile {
  const { residents, guides, rooms, slots, rules } = problem.input
  const members: string[][] = Array.from({ length: snapshot.groups + 1 }, () => [])
  snapshot.groupOf.forEach((group, one) => members[group]!.push(residents[one]!.id))
  const groups = members.slice(0, snapshot.groups).flatMap((people, group) => {
    if (people.length === 0 && !ids[group]) return []
    const meetings = Array.from({ length: rules.meetings }, (_, meeting) => {
      const at = group * rules.meetings + meeting
      const { day, start } = slots[snapshot.slot[at]!]!
      return { day, start, roomId: rooms[snapshot.room[at]!]!.id }
    }).sort((a, b) => a.day - b.day || a.start - b.start)
    return [
      {
        id: ids[group] ?? `g${group + 1}`,
        psychologistId: guides[snapshot.guide[group]!]!.id,
        members: people,
        meetings,
      },
    ]
  })
  return {
    format: 'intervision-plan/1',
    instance: name,
    groups,
    unplaced: members[snapshot.groups]!.map((residentId) => ({ residentId, reason: reasonOf(residentId) })),
  }
}
