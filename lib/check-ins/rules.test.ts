import { describe, expect, it } from 'vitest'
import { addDaysOn, addMinutes } from '@/lib/time'
import { logCheckInInput } from './input'
import { agoOf, aheadOf, type CheckInFields, groupOf, mistakesIn, refuseUndo, urgencyOf } from './rules'

const today = '2026-11-26'
const firstOn = '2026-09-01'
const held: CheckInFields = { outcome: 'held', happenedOn: today, topics: [] }
const promise = {
  promiseText: 'Geen dienst na 22:00.',
  promiseOwner: 'supervisor',
  promiseDueOn: '2026-12-10',
} as const
const mistakes = (fields: Partial<CheckInFields>) => mistakesIn({ ...held, ...fields }, firstOn, today)

describe('the day of a check-in', () => {
  it('is today or earlier', () => {
    expect(mistakes({ happenedOn: today })).toEqual({})
    expect(mistakes({ happenedOn: '2026-11-27' })).toEqual({ happenedOn: 'date-future' })
  })
  it('is not before these two were paired', () => {
    expect(mistakes({ happenedOn: firstOn })).toEqual({})
    expect(mistakes({ happenedOn: '2026-08-31' })).toEqual({ happenedOn: 'date-before-pairing' })
  })
})

describe('a promise', () => {
  it('is whole or absent', () => {
    expect(mistakes({})).toEqual({})
    expect(mistakes(promise)).toEqual({})
    expect(mistakes({ promiseText: promise.promiseText })).toEqual({
      promiseOwner: 'promise-owner',
      promiseDueOn: 'promise-due',
    })
    expect(mistakes({ promiseOwner: 'resident' })).toEqual({
      promiseText: 'promise-text',
      promiseDueOn: 'promise-due',
    })
    expect(mistakes({ promiseDueOn: promise.promiseDueOn })).toEqual({
      promiseText: 'promise-text',
      promiseOwner: 'promise-owner',
    })
  })
  it('is due today or later', () => {
    expect(mistakes({ ...promise, promiseDueOn: today })).toEqual({})
    expect(mistakes({ ...promise, promiseDueOn: '2026-11-25' })).toEqual({ promiseDueOn: 'date-past' })
  })
})

describe('a talk that was only offered', () => {
  it('has no topics and no promise', () => {
    expect(mistakes({ outcome: 'offered' })).toEqual({})
    expect(mistakes({ outcome: 'offered', topics: ['roster'] })).toEqual({ topics: 'only-after-talk' })
    expect(mistakes({ outcome: 'offered', ...promise })).toEqual({ promiseText: 'only-after-talk' })
    expect(mistakes({ outcome: 'offered', promiseDueOn: today })).toEqual({ promiseText: 'only-after-talk' })
  })
  it('may have a next date', () => {
    expect(mistakes({ outcome: 'offered', nextOn: '2026-12-03' })).toEqual({})
  })
})

describe('the next date', () => {
  it('is after today', () => {
    expect(mistakes({ nextOn: '2026-11-27' })).toEqual({})
    expect(mistakes({ nextOn: today })).toEqual({ nextOn: 'date-not-after-today' })
  })
  it('is a date or a free time, not both', () => {
    const nextStartsAt = new Date('2026-12-03T14:00:00Z')
    expect(mistakes({ nextStartsAt })).toEqual({})
    expect(mistakes({ nextStartsAt, nextOn: '2026-12-03' })).toEqual({ nextOn: 'time-or-date' })
  })
})

describe('undoing', () => {
  const loggedAt = new Date('2026-11-26T14:02:00Z')
  it('is possible for 10 minutes, and not a millisecond longer', () => {
    expect(refuseUndo(loggedAt, addMinutes(loggedAt, 10))).toBeNull()
    expect(refuseUndo(loggedAt, new Date(addMinutes(loggedAt, 10).getTime() + 1))).toBe('undo-too-late')
  })
})

describe('the list of a supervisor', () => {
  it('groups by what there is to do', () => {
    expect((['overdue', 'due-soon', 'none-on-record'] as const).map((state) => groupOf({ state }))).toEqual(
      Array(3).fill('now'),
    )
    expect(groupOf({ state: 'planned' })).toBe('planned')
    expect(groupOf({ state: 'on-hold' })).toBe('planned')
    expect(groupOf({ state: 'up-to-date' })).toBe('done')
  })
  it('puts the owed first: overdue, never spoken and late, due soon, none on record', () => {
    const order = [
      urgencyOf({ lastOn: '2026-01-05' }, { state: 'overdue' }),
      urgencyOf({ lastOn: null }, { state: 'overdue' }),
      urgencyOf({ lastOn: null }, { state: 'due-soon' }),
      urgencyOf({ lastOn: null }, { state: 'none-on-record' }),
    ]
    expect(order).toEqual([0, 1, 2, 3])
  })
})

describe('the form', () => {
  const residentId = '00000000-0000-4000-8000-000000000009'
  const parse = (fields: object) => logCheckInInput.safeParse({ residentId, outcome: 'held', ...fields })
  const issueOf = (fields: object) =>
    parse(fields).error?.issues.map(({ path, message }) => [path.join('.'), message])

  it('asks for nothing but the outcome', () => {
    expect(parse({}).data).toEqual({ residentId, outcome: 'held', topics: [] })
    expect(issueOf({ outcome: undefined })).toEqual([['outcome', 'choose']])
    expect(issueOf({ outcome: 'spoken' })).toEqual([['outcome', 'choose']])
  })
  it('takes topics from the closed list only, one or more, each once', () => {
    expect(parse({ topics: 'roster' }).data?.topics).toEqual(['roster'])
    expect(parse({ topics: ['roster', 'career', 'roster'] }).data?.topics).toEqual(['roster', 'career'])
    expect(issueOf({ topics: ['mood'] })).toEqual([['topics.0', 'choose']])
  })
  it('holds a promise of 280 characters, however a browser ends its lines', () => {
    expect(parse({ promiseText: 'a'.repeat(280) }).success).toBe(true)
    expect(issueOf({ promiseText: 'a'.repeat(281) })).toEqual([['promiseText', 'promise-long']])
    expect(parse({ promiseText: `${'a'.repeat(139)}\r\n${'b'.repeat(140)}` }).success).toBe(true)
    expect(parse({ promiseText: '  \r\n ' }).data?.promiseText).toBeUndefined()
    expect(issueOf({ promiseText: 'a\u0000b' })).toEqual([['promiseText', 'invalid']])
  })
  it('refuses dates that do not exist', () => {
    expect(issueOf({ nextOn: '2026-02-30', promiseDueOn: 'soon' })).toEqual([
      ['promiseDueOn', 'date'],
      ['nextOn', 'date'],
    ])
  })
})

it.each([
  [0, 'today', 0],
  [1, 'yesterday', 1],
  [2, 'days', 2],
  [13, 'days', 13],
  [14, 'weeks', 2],
  [181, 'weeks', 25],
  [182, 'months', 5],
  [365, 'months', 12],
] as const)('calls %i days ago %s %i', (days, unit, count) => {
  expect(agoOf(addDaysOn(today, -days), today)).toEqual({ unit, count })
})

it.each([
  [1, 'tomorrow', 1],
  [2, 'days', 2],
  [13, 'days', 13],
  [14, 'weeks', 2],
  [76, 'weeks', 11],
] as const)('calls %i days ahead %s %i', (days, unit, count) => {
  expect(aheadOf(addDaysOn(today, days), today)).toEqual({ unit, count })
})
