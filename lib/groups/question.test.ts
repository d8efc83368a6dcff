import { expect, it } from 'vitest'
import { can } from '@/lib/sessions/group-times'
import type { Ground } from './ground'
import { askedInput } from './plan-input'
import { problemOf } from './planner/problem'
import { planInThread } from './planner/threads'
import { draftOf, questionOf } from './question'

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const form = {
  form: 'intervision',
  departmentId: id(9),
  name: 'Voorjaar',
  fromOn: '2027-01-06',
  weeks: '3',
  weekdays: ['0'],
  from: '09:00',
  until: '12:00',
  meetings: '2',
  gapLeast: '1',
  gapMost: '2',
  sizeLeast: '2',
  sizeMost: '3',
  sameDepartment: '3',
  departmentIds: id(9),
  guideIds: id(8),
  groupsEach: '2',
  roomIds: id(7),
  seconds: '3',
}
const asked = askedInput.parse(form)
const slots = [0, 1, 2].map((week) => ({
  startMs: Date.parse('2027-01-04T09:00:00Z') + week * 7 * 86_400_000,
  day: week * 7,
  minute: 600,
}))
const person = (n: number) => ({
  id: `p${n}`,
  name: `P ${n}`,
  departmentId: 'a',
  department: 'A',
  activeFrom: 0,
  activeUntil: Infinity,
  previousGroup: null,
})
const ground: Ground = {
  minutes: 90,
  slots,
  residents: [1, 2, 3].map(person),
  canOf: new Map([
    ['p1', Uint8Array.of(can.yes, can.shift, can.unknown)],
    ['p2', Uint8Array.of(can.yes, can.rest, can.yes)],
    ['p3', Uint8Array.of(can.yes, can.busy, can.yes)],
  ]),
  guides: [{ id: 'g', name: 'G', open: Uint8Array.of(1, 1, 1), notFor: [] }],
  rooms: [{ id: 'r', name: 'R', places: 4, open: Uint8Array.of(1, 1, 1) }],
  apart: [],
  published: null,
  gone: [],
}

it('begins on the Monday of the first week', () => {
  expect(asked.fromOn).toBe('2027-01-04')
})

it('refuses more meetings than fit in the weeks, and times that end before they begin', () => {
  const issues = (changes: object) =>
    askedInput.safeParse({ ...form, ...changes }).error?.issues.map(({ path, message }) => [path[0], message])
  expect(issues({ meetings: '5' })).toEqual([['weeks', 'weeks-few']])
  expect(issues({ until: '08:00' })).toEqual([['until', 'hours-ends-before']])
  expect(issues({ weekdays: [] })).toEqual([['weekdays', 'choose']])
})

it('tells the planner who was in a group with whom, and what is wished of it', () => {
  const residents = ground.residents.map((one, n) => ({ ...one, previousGroup: n < 2 ? 'old' : null }))
  const keep = askedInput.parse({ ...form, stability: 'keep' })
  const question = questionOf({ ...ground, residents }, keep)
  expect(question.residents.map(({ previousGroup }) => previousGroup)).toEqual(['old', 'old', null])
  expect([question.rules.stability, questionOf(ground, asked).rules.stability]).toEqual(['keep', 'mix'])
  // A plan that was asked before there was a choice.
  expect(questionOf(ground, { ...asked, stability: undefined }).rules.stability).toBe('none')
})

it('lets somebody come where her roster does not reach, and nowhere else where she cannot', () => {
  expect(questionOf(ground, asked).residents.map(({ free }) => [...free])).toEqual([
    [1, 0, 1],
    [1, 0, 1],
    [1, 0, 1],
  ])
  expect(() => problemOf(questionOf(ground, asked))).not.toThrow()
})

it('names the groups that are found, with instants and rooms', async () => {
  const best = await planInThread(questionOf(ground, asked), { seed: 1, effort: 0.01 }).done
  const draft = draftOf(ground, asked, best!)
  expect(draft.unplaced).toEqual([])
  expect(draft.groups).toMatchObject([
    {
      name: 'Voorjaar A',
      facilitatorId: 'g',
      members: ['p1', 'p2', 'p3'],
      meetings: [
        { startsAt: '2027-01-04T09:00:00.000Z', roomId: 'r' },
        { startsAt: '2027-01-18T09:00:00.000Z', roomId: 'r' },
      ],
    },
  ])
}, 20_000)
