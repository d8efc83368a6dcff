import type { Draft } from '@/db/schema/groups'
import { can } from '@/lib/sessions/group-times'
import type { Ground } from './ground'
import type { Asked } from './plan-input'
import { planOf } from './planner/plan'
import { problemOf, type ProblemInput } from './planner/problem'
import type { Snapshot } from './planner/snapshot'

/** Can she, as far as is known? Where her roster does not reach, she can. */
export const isFree = (kind: number | undefined) => kind === can.yes || kind === can.unknown

/** The planner's question out of the rest engine's answers. */
export function questionOf(ground: Ground, asked: Asked): ProblemInput {
  const { slots, minutes } = ground
  const range = { hardMin: asked.sizeLeast, hardMax: asked.sizeMost }
  return {
    weeks: asked.weeks,
    rules: {
      minutes,
      meetings: asked.meetings,
      gapWeeks: { min: asked.gapLeast, max: asked.gapMost },
      firstWeekMax: Math.max(0, asked.weeks - 1 - (asked.meetings - 1) * asked.gapLeast),
      lastWeekMin: 0,
      size: { ...range, softMin: asked.sizeLeast, softMax: asked.sizeMost },
      maxSameDepartment: asked.sameDepartment,
      bufferMinutes: 0,
      seatsOfGuide: 1,
      stability: asked.stability ?? 'none',
      minActiveMeetings: 0,
    },
    slots: slots.map(({ day, minute }) => ({ day, start: minute })),
    residents: ground.residents.map((resident) => {
      const kinds = ground.canOf.get(resident.id)
      return {
        id: resident.id,
        department: resident.departmentId,
        activeFrom: resident.activeFrom,
        activeUntil: resident.activeUntil,
        free: Uint8Array.from(slots, (_, slot) => (isFree(kinds?.[slot]) ? 1 : 0)),
        previousGroup: resident.previousGroup,
      }
    }),
    guides: ground.guides.map(({ id, open, notFor }) => ({
      id,
      open,
      maxGroups: asked.groupsEach,
      maxPerDay: 4,
      notFor,
    })),
    rooms: ground.rooms.map(({ id, places, open }) => ({ id, capacity: places, open })),
    apart: ground.apart,
  }
}

/** What was found as groups with names, dates and rooms. */
export function draftOf(ground: Ground, asked: Asked, snapshot: Snapshot): Draft {
  const plan = planOf(problemOf(questionOf(ground, asked)), asked.name, snapshot, () => '')
  const startOf = new Map(ground.slots.map(({ day, minute, startMs }) => [`${day} ${minute}`, startMs]))
  return {
    groups: plan.groups.map((group, n) => ({
      id: group.id,
      name: `${asked.name} ${letterOf(n)}`,
      facilitatorId: group.psychologistId,
      members: group.members,
      meetings: group.meetings.map(({ day, start, roomId }) => ({
        startsAt: new Date(startOf.get(`${day} ${start}`)!).toISOString(),
        roomId,
      })),
    })),
    unplaced: plan.unplaced.map(({ residentId }) => residentId),
  }
}

/** A to Z, then A1 to Z1, and so on. */
function letterOf(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26))
  return n < 26 ? letter : `${letter}${Math.floor(n / 26)}`
}
