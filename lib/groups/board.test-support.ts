import type { Draft } from '@/db/schema/groups'
import { can } from '@/lib/sessions/group-times'
import { Board } from './board'
import type { Ground } from './ground'
import { askedInput } from './plan-input'

/** For tests: five residents on four Mondays with two starts each, a draft of two groups, one person left over. */
export const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
export const asked = askedInput.parse({
  form: 'intervision',
  departmentId: id(9),
  name: 'Voorjaar',
  fromOn: '2027-01-04',
  weeks: '4',
  weekdays: ['0'],
  from: '09:00',
  until: '17:00',
  meetings: '2',
  gapLeast: '1',
  gapMost: '3',
  sizeLeast: '2',
  sizeMost: '3',
  sameDepartment: '2',
  departmentIds: [id(9)],
  guideIds: [id(8)],
  groupsEach: '2',
  roomIds: [id(7)],
  seconds: '3',
})
const monday = Date.parse('2027-01-04T09:00:00Z')
/** Two starts on each of four Mondays, three hours apart. */
export const startMs = (week: number, late = 0) => monday + week * 7 * 86_400_000 + late * 3 * 3_600_000
const slots = [0, 1, 2, 3].flatMap((week) =>
  [0, 1].map((late) => ({ startMs: startMs(week, late), day: week * 7, minute: 600 + late * 180 })),
)
const always = () => new Uint8Array(slots.length).fill(1)
const kindsOf = (...kinds: number[]) => Uint8Array.from(kinds)
const person = (n: number, department = 'a') => ({
  id: `p${n}`,
  name: `P ${n}`,
  departmentId: department,
  department,
  activeFrom: 0,
  activeUntil: Infinity,
  previousGroup: null,
})

export const ground: Ground = {
  minutes: 90,
  slots,
  residents: [person(1), person(2), person(3, 'b'), person(4, 'b'), person(5)],
  canOf: new Map([
    ['p1', kindsOf(can.shift, 1, 1, 1, 1, 1, 1, 1)],
    ['p2', kindsOf(can.rest, 1, can.rest, 1, 1, 1, 1, 1)],
    ['p3', kindsOf(1, 1, 1, 1, 1, 1, can.unknown, 1)],
    ['p4', always()],
    ['p5', always()],
  ]),
  guides: [{ id: 'g', name: 'G', open: Uint8Array.of(1, 1, 1, 1, 1, 0, 1, 1), notFor: [] }],
  rooms: [{ id: 'r', name: 'R', places: 10, open: always() }],
  apart: [],
  published: null,
  gone: [],
}
export const at = (week: number, late = 0) => ({
  startsAt: new Date(startMs(week, late)).toISOString(),
  roomId: 'r',
})
export const draft: Draft = {
  groups: [
    { id: 'a', name: 'A', facilitatorId: 'g', members: ['p1', 'p2', 'p3'], meetings: [at(0), at(2)] },
    { id: 'b', name: 'B', facilitatorId: 'g', members: ['p4'], meetings: [at(0, 1), at(3)] },
  ],
  unplaced: ['p5'],
}
export const board = (changes: Partial<Ground> = {}, of = draft) =>
  new Board({ ...ground, ...changes }, of, 2)
export const groupA = draft.groups[0]!
