import type { Draft } from '@/db/schema/groups'
import { can } from '@/lib/sessions/group-times'
import { dateOf, daysBetweenOn, minuteOfWall, wallTimeOf } from '@/lib/time'
import { keepRooms } from './again-changes'
import type { Ground } from './ground'
import type { Asked } from './plan-input'
import { planOf } from './planner/plan'
import { problemOf, type ProblemInput } from './planner/problem'
import type { KnownPlan } from './planner/replan'
import type { Snapshot } from './planner/snapshot'
import { meetingsOf, type PublishedGroup } from './published'

/** Can she, as far as is known? Where her roster does not reach, she can. */
export const isFree = (kind: number | undefined) => kind === can.yes || kind === can.unknown

type GroundSlot = Ground['slots'][number]

/** Starts of known meetings at which nothing can be planned any more: they are past, or were closed since. */
function closedSlots(ground: Ground, asked: Asked): GroundSlot[] {
  const open = new Set(ground.slots.map(({ startMs }) => startMs))
  const known = (ground.published ?? []).flatMap(({ past, coming }) => [...past, ...coming])
  const starts = new Set(known.map(({ startsAt }) => startsAt.getTime()).filter((ms) => !open.has(ms)))
  return [...starts].map((startMs) => {
    const startsAt = new Date(startMs)
    const day = daysBetweenOn(asked.fromOn, dateOf(startsAt))
    return { startMs, day, minute: minuteOfWall(wallTimeOf(startsAt)) }
  })
}

/** The starts of the planner's question in order; `at`: the place in the ground, -1 of one that is closed. */
function slotsOf(ground: Ground, asked: Asked): (GroundSlot & { at: number })[] {
  return [
    ...ground.slots.map((slot, at) => ({ ...slot, at })),
    ...closedSlots(ground, asked).map((slot) => ({ ...slot, at: -1 })),
  ].toSorted((a, b) => a.startMs - b.startMs)
}

/** The planner's question out of the rest engine's answers. */
export function questionOf(ground: Ground, asked: Asked): ProblemInput {
  const { minutes, published } = ground
  const slots = slotsOf(ground, asked)
  const openAt = (open: Uint8Array) => Uint8Array.from(slots, ({ at }) => (at < 0 ? 0 : open[at]!))
  const largest = Math.max(0, ...(published ?? []).map(({ members }) => members.length))
  const range = { hardMin: asked.sizeLeast, hardMax: Math.max(asked.sizeMost, largest) }
  return {
    weeks: asked.weeks,
    rules: {
      minutes,
      meetings: published ? meetingsOf(published) : asked.meetings,
      gapWeeks: { min: asked.gapLeast, max: asked.gapMost },
      firstWeekMax: Math.max(0, asked.weeks - 1 - (asked.meetings - 1) * asked.gapLeast),
      lastWeekMin: 0,
      size: { ...range, softMin: asked.sizeLeast, softMax: asked.sizeMost },
      maxSameDepartment: asked.sameDepartment,
      bufferMinutes: 0,
      seatsOfGuide: 1,
      // Who is in a group now was in it before, too: that says nothing.
      stability: published ? 'none' : (asked.stability ?? 'none'),
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
        free: Uint8Array.from(slots, ({ at }) => (at >= 0 && isFree(kinds?.[at]) ? 1 : 0)),
        previousGroup: resident.previousGroup,
      }
    }),
    guides: ground.guides.map(({ id, open, notFor }) => ({
      id,
      open: openAt(open),
      maxGroups: Math.max(
        asked.groupsEach,
        (published ?? []).filter(({ group }) => group.facilitatorId === id).length,
      ),
      maxPerDay: 4,
      notFor,
    })),
    rooms: ground.rooms.map(({ id, places, open }) => ({ id, capacity: places, open: openAt(open) })),
    apart: ground.apart,
  }
}

/** The groups that are planned again as the planner knows a plan; null of a plan of new groups. */
export function knownPlanOf(ground: Ground, asked: Asked): KnownPlan | null {
  const { published } = ground
  if (!published) return null
  const slotAt = new Map(slotsOf(ground, asked).map(({ startMs }, slot) => [startMs, slot]))
  const here = new Set(ground.residents.map(({ id }) => id))
  const most = meetingsOf(published)
  // Where a meeting was held keeps nobody out of a group: the largest room.
  const [roomy] = ground.rooms.toSorted((a, b) => b.places - a.places)
  return {
    groups: published.map(({ group, members, past, coming }) => {
      const held = past.map(({ startsAt }) => ({
        slot: slotAt.get(startsAt.getTime())!,
        roomId: roomy!.id,
        isPast: true,
      }))
      // A meeting that was cancelled counts as one of the past: nobody is owed it.
      const padding = held.slice(0, 1).flatMap((one) => Array(most - past.length - coming.length).fill(one))
      return {
        guideId: group.facilitatorId,
        members: members.map(({ personId }) => personId).filter((id) => here.has(id)),
        meetings: [
          ...padding,
          ...held,
          ...coming.map(({ startsAt, roomId }) => ({
            slot: slotAt.get(startsAt.getTime())!,
            roomId: roomId!,
            isPast: false,
          })),
        ],
      }
    }),
    named: [...new Set(published.flatMap((group) => changedIn(ground, group)))],
  }
}

/** Members whose time has changed since: who has a seat and cannot, or could come where she has none. */
function changedIn(ground: Ground, { members, coming }: PublishedGroup): string[] {
  const place = new Map(ground.slots.map(({ startMs }, slot) => [startMs, slot]))
  return members.flatMap(({ personId }) => {
    const kinds = ground.canOf.get(personId)
    const isChanged = coming.some(({ startsAt, seatedIds }) => {
      const slot = place.get(startsAt.getTime())
      return slot !== undefined && isFree(kinds?.[slot]) !== seatedIds.includes(personId)
    })
    return isChanged ? [personId] : []
  })
}

/** What was found as groups with names, dates and rooms; of groups that are planned again what is to come. */
export function draftOf(ground: Ground, asked: Asked, snapshot: Snapshot): Draft {
  const { published } = ground
  const ids = published?.map(({ group }) => group.id)
  const names = new Map(published?.map(({ group }) => [group.id, group.name]))
  const plan = planOf(problemOf(questionOf(ground, asked)), asked.name, snapshot, () => '', ids)
  const startOf = new Map(
    slotsOf(ground, asked).map(({ day, minute, startMs }) => [`${day} ${minute}`, startMs]),
  )
  const fromDay = asked.again ? daysBetweenOn(asked.fromOn, asked.again.fromOn) : 0
  const draft: Draft = {
    groups: plan.groups.map((group, n) => ({
      id: group.id,
      name: names.get(group.id) ?? `${asked.name} ${letterOf(n)}`,
      facilitatorId: group.psychologistId,
      members: group.members,
      meetings: group.meetings
        .filter(({ day }) => day >= fromDay)
        .map(({ day, start, roomId }) => ({
          startsAt: new Date(startOf.get(`${day} ${start}`)!).toISOString(),
          roomId,
        })),
    })),
    unplaced: plan.unplaced.map(({ residentId }) => residentId),
  }
  return published ? keepRooms(ground, draft) : draft
}

/** A to Z, then A1 to Z1, and so on. */
function letterOf(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26))
  return n < 26 ? letter : `${letter}${Math.floor(n / 26)}`
}
