import type { Draft } from '@/db/schema/groups'
import { can } from '@/lib/sessions/group-times'
import type { Ground } from './ground'
import { isFree } from './question'
import { levelOf, type Level } from './rules'

export type DraftGroup = Draft['groups'][number]
type DraftMeeting = DraftGroup['meetings'][number]

/** Why members miss a meeting, as counts: an office never reads of somebody from elsewhere which. */
export interface Missing {
  shift: number
  rest: number
  busy: number
}

/** One meeting of a draft as its cell says it. */
export interface Cell {
  index: number
  startMs: number
  week: number
  members: number
  canIds: string[]
  missingIds: string[]
  missing: Missing
  /** Members whose roster does not reach that far: they count as coming. */
  unknown: number
  level: Level
  room: string
  isLocked: boolean
  anyway: { reason: string; members: string[] } | null
}

/** What stays the same while one board is drawn or changed. */
export class Board {
  private readonly slotAt: Map<number, number>
  private readonly people: Map<string, Ground['residents'][number]>

  constructor(
    readonly ground: Ground,
    readonly draft: Draft,
    readonly quorum: number,
  ) {
    this.slotAt = new Map(ground.slots.map(({ startMs }, slot) => [startMs, slot]))
    this.people = new Map(ground.residents.map((person) => [person.id, person]))
  }

  nameOf(id: string): string {
    const { guides, gone } = this.ground
    return this.people.get(id)?.name ?? [...guides, ...gone].find((one) => one.id === id)?.name ?? '–'
  }

  /** Those in the group who are in service on that day. */
  private membersOn(members: readonly string[], day: number): string[] {
    return members.filter((id) => {
      const person = this.people.get(id)
      return person !== undefined && day >= person.activeFrom && day < person.activeUntil
    })
  }

  /** What one person can at a start: `can` of group-times; undefined off the grid. */
  kindAt(id: string, startMs: number): number | undefined {
    const slot = this.slotAt.get(startMs)
    return slot === undefined ? undefined : this.ground.canOf.get(id)?.[slot]
  }

  /** The start of the grid at this instant; undefined off it. */
  slotOf(startMs: number): Ground['slots'][number] | undefined {
    const slot = this.slotAt.get(startMs)
    return slot === undefined ? undefined : this.ground.slots[slot]
  }

  /** Who of these can at a start of the grid. `anyway`: whose rest is set aside. */
  at(members: readonly string[], startMs: number, anyway: readonly string[] = []) {
    const slot = this.slotAt.get(startMs)
    const day = slot === undefined ? 0 : this.ground.slots[slot]!.day
    const those = this.membersOn(members, day)
    const missing: Missing = { shift: 0, rest: 0, busy: 0 }
    const canIds: string[] = []
    const missingIds: string[] = []
    let unknown = 0
    for (const id of those) {
      const kind = slot === undefined ? can.busy : this.ground.canOf.get(id)?.[slot]
      if (kind === can.unknown) unknown += 1
      if (isFree(kind) || (kind === can.rest && anyway.includes(id))) canIds.push(id)
      else {
        missingIds.push(id)
        missing[kind === can.shift ? 'shift' : kind === can.rest ? 'rest' : 'busy'] += 1
      }
    }
    return { members: those, canIds, missingIds, missing, unknown }
  }

  /** Of those who miss it: whose rest alone is in the way. */
  resting(group: DraftGroup, index: number): string[] {
    const startMs = Date.parse(group.meetings[index]?.startsAt ?? '')
    const slot = this.slotAt.get(startMs)
    if (slot === undefined) return []
    return this.at(group.members, startMs).missingIds.filter(
      (id) => this.ground.canOf.get(id)?.[slot] === can.rest,
    )
  }

  cells(group: DraftGroup): Cell[] {
    return group.meetings.map((meeting, index) => {
      const startMs = Date.parse(meeting.startsAt)
      const slot = this.slotAt.get(startMs)
      const found = this.at(group.members, startMs, meeting.anyway?.members)
      return {
        index,
        startMs,
        week: slot === undefined ? -1 : Math.floor(this.ground.slots[slot]!.day / 7),
        members: found.members.length,
        canIds: found.canIds,
        missingIds: found.missingIds,
        missing: found.missing,
        unknown: found.unknown,
        level: levelOf(found.canIds.length, found.members.length, this.quorum),
        room: this.ground.rooms.find(({ id }) => id === meeting.roomId)?.name ?? '–',
        isLocked: meeting.locked === true,
        anyway: meeting.anyway ?? null,
      }
    })
  }

  /** To how many of a group's meetings in her service she could come. */
  shareOf(personId: string, group: DraftGroup): { present: number; held: number } {
    let present = 0
    let held = 0
    for (const meeting of group.meetings) {
      const found = this.at([personId], Date.parse(meeting.startsAt), meeting.anyway?.members)
      held += found.members.length
      present += found.canIds.length
    }
    return { present, held }
  }

  /** How good it is as a whole: attendances, mean and lowest share of them (0 to 1), and how many have no group. */
  standing() {
    const shares = this.draft.groups.flatMap((group) =>
      group.members.flatMap((id) => {
        const { present, held } = this.shareOf(id, group)
        return held > 0 ? [{ share: present / held, present }] : []
      }),
    )
    return {
      attendances: shares.reduce((sum, { present }) => sum + present, 0),
      mean: shares.length > 0 ? shares.reduce((sum, { share }) => sum + share, 0) / shares.length : 0,
      lowest: shares.reduce((least, { share }) => Math.min(least, share), 1),
      unplaced: this.draft.unplaced.length,
    }
  }

  /** Of those who were in a group before and have one now: how many meet somebody of it again. */
  again(): { count: number; all: number } {
    let [count, all] = [0, 0]
    for (const { members } of this.draft.groups) {
      const before = members.flatMap((id) => this.people.get(id)?.previousGroup ?? [])
      all += before.length
      count += before.filter((group) => before.filter((other) => other === group).length > 1).length
    }
    return { count, all }
  }

  /** Who can come to less than two thirds. */
  weak(): string[] {
    return this.draft.groups.flatMap((group) =>
      group.members.filter((id) => {
        const { present, held } = this.shareOf(id, group)
        return held > 0 && present / held < 2 / 3 - 1e-9
      }),
    )
  }

  /** At which slots the rooms and facilitators are in other meetings of the draft than this one. */
  private taken(except: DraftMeeting | null): Map<string, Uint8Array> {
    const { slots, minutes } = this.ground
    const found = new Map<string, Uint8Array>()
    const mark = (id: string, slot: number) => {
      const bytes = found.get(id) ?? new Uint8Array(slots.length)
      found.set(id, bytes)
      bytes[slot] = 1
    }
    for (const { facilitatorId, meetings } of this.draft.groups) {
      for (const meeting of meetings) {
        const slot = meeting === except ? undefined : this.slotAt.get(Date.parse(meeting.startsAt))
        if (slot === undefined) continue
        const isNear = (near: number) =>
          Math.abs((slots[near]?.startMs ?? Infinity) - slots[slot]!.startMs) < minutes * 60_000
        for (const step of [-1, 1]) {
          for (let near = slot; isNear(near); near += step) {
            mark(facilitatorId, near)
            mark(meeting.roomId, near)
          }
        }
      }
    }
    return found
  }

  /**
   * Where one meeting can go: of each week without another meeting of the group its best starts, most attendance first. A week
   * in which nobody leads it or no room is free is not there. `onlyWeek`: that week alone.
   */
  placesFor(group: DraftGroup, index: number, perWeek = 1, onlyWeek?: number): Place[] {
    const meeting = group.meetings[index] ?? null
    const taken = new Set(
      this.cells(group)
        .filter((cell) => cell.index !== index)
        .map(({ week }) => week),
    )
    const others = this.taken(meeting)
    const isTaken = (id: string, slot: number) => others.get(id)?.[slot] === 1
    const guide = this.ground.guides.find(({ id }) => id === group.facilitatorId)
    // The room it had first, then the smallest that holds them.
    const rooms = this.ground.rooms
      .filter(({ places }) => places > group.members.length)
      .toSorted((a, b) => Number(b.id === meeting?.roomId) - Number(a.id === meeting?.roomId))
    const byWeek = new Map<number, Place[]>()
    this.ground.slots.forEach(({ day, startMs }, slot) => {
      const week = Math.floor(day / 7)
      if (onlyWeek !== undefined && week !== onlyWeek) return
      if (taken.has(week) || guide?.open[slot] !== 1 || isTaken(guide.id, slot)) return
      const roomId = rooms.find(({ id, open }) => open[slot] === 1 && !isTaken(id, slot))?.id
      if (roomId === undefined) return
      const { canIds, members, missing } = this.at(group.members, startMs)
      const place = { startMs, week, roomId, can: canIds.length, members: members.length, missing }
      byWeek.set(week, [...(byWeek.get(week) ?? []), place])
    })
    return [...byWeek.values()]
      .flatMap((places) => places.toSorted(byAttendance).slice(0, perWeek))
      .toSorted(byAttendance)
  }
}

/** A start to which a meeting can move. */
export interface Place {
  startMs: number
  week: number
  roomId: string
  can: number
  members: number
  missing: Missing
}

const byAttendance = (a: Place, b: Place) => b.can - a.can || a.startMs - b.startMs
