import { can } from '@/lib/sessions/group-times'
import { wallTimeOf, type WallTime } from '@/lib/time'
import type { Board, DraftGroup } from './board'
import { memberPlaces, type MemberPlace } from './board-changes'
import type { Ground } from './ground'
import type { Asked } from './plan-input'

/** A start of the plan; day 0 is a Monday. */
type Slot = Ground['slots'][number]

/** How often what keeps her from something: duty, rest, or leave and whatever else is hers. */
export interface Causes {
  shift: number
  rest: number
  busy: number
}

/** Why somebody can come to less than two thirds of her meetings, in facts; `weakWords` makes sentences of it. */
export interface WeakSpot {
  personId: string
  group: DraftGroup
  present: number
  held: number
  missed: Causes
  /** The weekday and wall time of most meetings of her group: of how many such dates in the plan, how many she cannot. */
  usual: { weekday: number; at: WallTime; all: number; causes: Causes } | null
  /** The group that suits her best, when one suits her better than her own. */
  better: MemberPlace | null
  /** The cheapest way to one meeting more: one of those she misses at another start in the same week. */
  relaxation: { fromMs: number; toMs: number; othersLost: number } | null
}

const none = (): Causes => ({ shift: 0, rest: 0, busy: 0 })
const causeOf = { [can.shift]: 'shift', [can.rest]: 'rest', [can.busy]: 'busy' } as const

function count(causes: Causes, kind: number | undefined): void {
  const cause = causeOf[kind as keyof typeof causeOf]
  if (cause) causes[cause] += 1
}

/** Everybody below two thirds, lowest first. Pure: what the board holds already. */
export function weakSpots(board: Board, asked: Asked): WeakSpot[] {
  return board
    .weak()
    .flatMap((personId) => weakSpotOf(board, asked, personId) ?? [])
    .toSorted((a, b) => a.present / a.held - b.present / b.held)
}

function weakSpotOf(board: Board, asked: Asked, personId: string): WeakSpot | null {
  const group = board.draft.groups.find(({ members }) => members.includes(personId))
  if (!group) return null
  const { present, held } = board.shareOf(personId, group)
  const missed = none()
  const missing: number[] = []
  group.meetings.forEach(({ startsAt, anyway }, index) => {
    const startMs = Date.parse(startsAt)
    if (!board.at([personId], startMs, anyway?.members).missingIds.includes(personId)) return
    count(missed, board.kindAt(personId, startMs) ?? can.busy)
    missing.push(index)
  })
  const [best] = memberPlaces(board, asked, personId)
    .filter((place) => place.held > 0 && place.present / place.held > present / Math.max(1, held) + 1e-9)
    .toSorted((a, b) => b.present / b.held - a.present / a.held)
  return {
    personId,
    group,
    present,
    held,
    missed,
    usual: usualOf(board, personId, group),
    better: best ?? null,
    relaxation: relaxationOf(board, personId, group, missing),
  }
}

function usualOf(board: Board, personId: string, group: DraftGroup): WeakSpot['usual'] {
  const { slots, residents } = board.ground
  const times = group.meetings.flatMap(({ startsAt }) => board.slotOf(Date.parse(startsAt)) ?? [])
  const isAlike = (a: Slot, b: Slot) => a.day % 7 === b.day % 7 && a.minute === b.minute
  const often = (slot: Slot) => times.filter((each) => isAlike(each, slot)).length
  const [usual] = times.toSorted((a, b) => often(b) - often(a))
  const person = residents.find(({ id }) => id === personId)
  if (!usual || !person) return null
  const causes = none()
  const hers = slots.filter(
    (slot) => isAlike(slot, usual) && slot.day >= person.activeFrom && slot.day < person.activeUntil,
  )
  for (const { startMs } of hers) count(causes, board.kindAt(personId, startMs))
  return { weekday: usual.day % 7, at: wallTimeOf(new Date(usual.startMs)), all: hers.length, causes }
}

/** Of what she misses and what is not locked: the start in the same week to which she can come, at which the fewest others are lost. */
function relaxationOf(
  board: Board,
  personId: string,
  group: DraftGroup,
  missing: readonly number[],
): WeakSpot['relaxation'] {
  let best: WeakSpot['relaxation'] = null
  const cells = board.cells(group)
  for (const index of missing) {
    const cell = cells[index]!
    if (cell.isLocked) continue
    for (const place of board.placesFor(group, index, Infinity, cell.week)) {
      const found = board.at(group.members, place.startMs)
      if (!found.canIds.includes(personId)) continue
      const othersLost = cell.canIds.filter((id) => !found.canIds.includes(id)).length
      if (best && othersLost >= best.othersLost) continue
      best = { fromMs: cell.startMs, toMs: place.startMs, othersLost }
    }
  }
  return best
}

/** Of somebody without a group: the group that has a place for her, or how many groups each rule keeps her from. */
export function unplacedReason(board: Board, asked: Asked, personId: string) {
  const places = memberPlaces(board, asked, personId)
  const obstacles = { full: 0, unequal: 0, line: 0, department: 0, room: 0 }
  for (const { obstacle } of places) if (obstacle) obstacles[obstacle] += 1
  return { open: places.find(({ obstacle }) => obstacle === null) ?? null, obstacles }
}

/** Groups with fewer members than was asked, with the figures that make it so. */
export function smallGroups({ draft }: Board, { sizeLeast }: Asked) {
  const people = draft.groups.reduce((sum, { members }) => sum + members.length, 0)
  return draft.groups
    .filter(({ members }) => members.length < sizeLeast)
    .map(({ name, members }) => ({
      group: name,
      members: members.length,
      least: sizeLeast,
      people,
      groups: draft.groups.length,
      average: Math.round((10 * people) / draft.groups.length) / 10,
    }))
}
