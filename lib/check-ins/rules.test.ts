import { describe, expect, it } from 'vitest'
import { addDaysOn, addMinutes } from '@/lib/time'
import { logCheckInInput } from './input'
import {
  agoOf,
  aheadOf,
  type CheckInFields,
  groupOf,
  isInPlace,
  mistakesIn,
  mistakesInCorrection,
  refuseUndo,
  remindableOn,
  reminderOn,
  urgencyOf,
} from './rules'

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

describe('correcting in place', () => {
  it.each([
    ['an afternoon', '2026-11-26T14:02:00Z', '2026-11-27T14:01:59Z', '2026-11-27T14:02:00Z'],
    // The clock shows 15:02 a day later: an hour was skipped.
    [
      'the night that is an hour shorter',
      '2026-03-28T13:02:00Z',
      '2026-03-29T13:01:59Z',
      '2026-03-29T13:02:00Z',
    ],
    // The clock shows 13:02 a day later: an hour came twice.
    [
      'the night that is an hour longer',
      '2026-10-24T12:02:00Z',
      '2026-10-25T12:01:59Z',
      '2026-10-25T12:02:00Z',
    ],
  ])('is possible for 23:59:59 and not for 24:00:00 that pass: %s', (_, loggedAt, last, over) => {
    expect(isInPlace(new Date(loggedAt), new Date(last))).toBe(true)
    expect(isInPlace(new Date(loggedAt), new Date(over))).toBe(false)
  })
})

describe('a correction', () => {
  const before = {
    loggedAt: new Date('2026-11-24T14:00:00Z'),
    nextOn: '2026-11-25',
    promiseDueOn: '2026-11-24',
  }
  const judged = (fields: Partial<CheckInFields>) =>
    mistakesInCorrection({ ...held, happenedOn: '2026-11-24', ...fields }, before, firstOn, today)

  it('is about a day before it was logged', () => {
    expect(judged({})).toEqual({})
    expect(judged({ happenedOn: '2026-11-25' })).toEqual({ happenedOn: 'date-after-logged' })
    expect(judged({ happenedOn: '2026-11-27' })).toEqual({ happenedOn: 'date-future' })
    expect(judged({ happenedOn: '2026-08-31' })).toEqual({ happenedOn: 'date-before-pairing' })
  })
  it('leaves dates alone that stand as they were, and judges new ones', () => {
    expect(judged({ nextOn: '2026-11-25', ...promise, promiseDueOn: '2026-11-24' })).toEqual({})
    expect(judged({ nextOn: '2026-11-26', ...promise, promiseDueOn: '2026-11-25' })).toEqual({
      nextOn: 'date-not-after-today',
      promiseDueOn: 'date-past',
    })
  })
})

describe('the reminders of a promise', () => {
  /** On which days of these weeks which reminder is for it. From Monday 23 November. */
  const days = (dueOn: string, madeOn = '2026-11-01') =>
    Array.from({ length: 35 }, (_, n) => addDaysOn('2026-11-23', n)).flatMap((on) => {
      const kind = reminderOn({ dueOn, madeOn }, on)
      return kind ? [`${kind} ${on.slice(5)}`] : []
    })
  const firstOf = (found: string[], kind: string) => found.find((day) => day.startsWith(kind))

  it.each([
    // Thursday: on Tuesday, and on Friday.
    ['2026-12-03', 'due 12-01', 'past 12-04'],
    // Monday and Tuesday: two days before is in the weekend, so on Friday.
    ['2026-11-30', 'due 11-27', 'past 12-01'],
    ['2026-12-01', 'due 11-27', 'past 12-02'],
    // Friday: the day after is a Saturday, so on Monday.
    ['2026-12-04', 'due 12-02', 'past 12-07'],
  ])('of %s: %s and %s', (dueOn, due, past) => {
    expect(firstOf(days(dueOn), 'due')).toBe(due)
    expect(firstOf(days(dueOn), 'past')).toBe(past)
  })
  it('are for working days, until the date and for a fortnight after it', () => {
    const found = days('2026-12-03').map((text) => text.split(' '))
    const on = (kind: string) => found.flatMap(([each, at]) => (each === kind ? [at] : [])).join(' ')
    expect(on('due')).toBe('12-01 12-02 12-03')
    expect(on('past')).toBe('12-04 12-07 12-08 12-09 12-10 12-11 12-14 12-15 12-16 12-17')
  })
  it('tell nobody beforehand what she has just promised', () => {
    expect(firstOf(days('2026-12-03', '2026-11-30'), 'due')).toBe('due 12-01')
    expect(firstOf(days('2026-12-03', '2026-12-01'), 'due')).toBeUndefined()
    expect(firstOf(days('2026-12-03', '2026-12-01'), 'past')).toBe('past 12-04')
  })
  it('are looked for among all whose day can be today', () => {
    for (let due = -30; due <= 30; due += 1)
      for (let day = 0; day < 7; day += 1) {
        const on = addDaysOn(today, day)
        const dueOn = addDaysOn(on, due)
        const { fromOn, untilOn } = remindableOn(on)
        if (reminderOn({ dueOn, madeOn: '2026-01-01' }, on))
          expect(fromOn <= dueOn && dueOn <= untilOn).toBe(true)
      }
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
