import { describe, expect, it } from 'vitest'
import { addDaysOn, instantAt } from '@/lib/time'
import { coverageOn, type CoverageFacts, isOwed, lastHeldOn, type Norm } from './rules'

const norm: Norm = { firstWithinDays: 30, everyDays: 90, sinceOn: '2000-01-01' }
const startsOn = '2026-09-01'
const fresh: CoverageFacts = {
  form: 'check-in',
  startsOn,
  lastOn: null,
  plannedAt: [],
  pausesOn: [],
  resumesOn: [],
}
const spoken: CoverageFacts = { ...fresh, startsOn: '2025-01-06', lastOn: '2026-06-01' }
const onDay = (facts: CoverageFacts, day: number) =>
  coverageOn(facts, norm, addDaysOn(facts.lastOn ?? facts.startsOn, day))

describe('the first check-in: day 0 is the first working day', () => {
  it.each([
    [-1, 'on-hold', 'none'],
    [0, 'none-on-record', 'none'],
    [15, 'none-on-record', 'none'],
    [16, 'due-soon', 'none'],
    [17, 'due-soon', 'none'],
    [29, 'due-soon', 'none'],
    [30, 'due-soon', 'none'],
    [31, 'overdue', 'none-late'],
    [400, 'overdue', 'none-late'],
  ] as const)('on day %i it is %s, with flag %s', (day, state, flag) => {
    expect(onDay(fresh, day)).toMatchObject({ state, flag, dueOn: '2026-10-01' })
  })
})

describe('afterwards: 90 days from the date on record', () => {
  it.each([
    [0, 'up-to-date'],
    [75, 'up-to-date'],
    [76, 'due-soon'],
    [77, 'due-soon'],
    [89, 'due-soon'],
    [90, 'due-soon'],
    [91, 'overdue'],
  ] as const)('on day %i it is %s, without a flag', (day, state) => {
    expect(onDay(spoken, day)).toMatchObject({ state, flag: null, dueOn: '2026-08-30' })
  })
  it('counts from the date on record even when that came late', () => {
    const late = { ...fresh, lastOn: addDaysOn(startsOn, 45) }
    expect(coverageOn(late, norm, addDaysOn(startsOn, 46))).toMatchObject({
      state: 'up-to-date',
      flag: null,
      dueOn: addDaysOn(startsOn, 135),
    })
  })
})

describe('a planned session', () => {
  const with0930 = (facts: CoverageFacts, day: number) => ({
    ...facts,
    plannedAt: [instantAt(addDaysOn(facts.lastOn ?? facts.startsOn, day), '09:30')],
  })

  it('makes it planned, before due soon and before none on record; the flag stays', () => {
    expect(onDay(with0930(fresh, 40), 5)).toMatchObject({ state: 'planned', flag: 'none' })
    expect(onDay(with0930(fresh, 40), 20)).toMatchObject({ state: 'planned', flag: 'none' })
    expect(onDay(with0930(spoken, 95), 80)).toMatchObject({ state: 'planned', flag: null })
  })
  it('does not hide that it is overdue', () => {
    expect(onDay(with0930(fresh, 40), 31)).toMatchObject({ state: 'overdue', flag: 'none-late' })
    expect(onDay(with0930(spoken, 95), 91)).toMatchObject({ state: 'overdue', flag: null })
  })
  it('does not begin the clock before the first working day', () => {
    expect(onDay(with0930(fresh, 3), -1).state).toBe('on-hold')
  })
  it('counts on its own day, also after its hour, and no longer on the day after', () => {
    expect(onDay(with0930(fresh, 10), 10).state).toBe('planned')
    expect(onDay(with0930(fresh, 10), 11).state).toBe('none-on-record')
    expect(onDay(with0930(fresh, 10), 11).nextAt).toBeNull()
  })
  it('is over once that day is on record', () => {
    const facts = {
      ...spoken,
      plannedAt: [instantAt('2026-06-01', '16:00'), instantAt('2026-09-01', '16:00')],
    }
    expect(coverageOn(facts, norm, '2026-06-01').nextAt).toEqual(facts.plannedAt[1])
    expect(coverageOn({ ...facts, plannedAt: facts.plannedAt.slice(0, 1) }, norm, '2026-06-01').state).toBe(
      'up-to-date',
    )
  })
  it('is the first that is still to come', () => {
    const plannedAt = [3, 8, 20].map((day) => instantAt(addDaysOn(startsOn, day), '16:00'))
    expect(coverageOn({ ...fresh, plannedAt }, norm, addDaysOn(startsOn, 4)).nextAt).toEqual(plannedAt[1])
  })
  it('belongs to the day on the hospital clock, whatever the day in UTC', () => {
    const plannedAt = [new Date('2026-09-10T22:30:00Z')] // 00:30 on the 11th
    expect(coverageOn({ ...fresh, plannedAt }, norm, '2026-09-11').state).toBe('planned')
    expect(coverageOn({ ...fresh, plannedAt }, norm, '2026-09-12').state).toBe('none-on-record')
  })
})

describe('across a change of the clock', () => {
  it.each([
    ['2026-03-01', '2026-03-31'],
    ['2026-02-27', '2026-03-29'],
    ['2026-09-25', '2026-10-25'],
    ['2026-09-26', '2026-10-26'],
  ])('somebody who starts on %s is due on %s and overdue the day after', (from, dueOn) => {
    const facts = { ...fresh, startsOn: from }
    expect(coverageOn(facts, norm, dueOn)).toMatchObject({ dueOn, state: 'due-soon' })
    expect(coverageOn(facts, norm, addDaysOn(dueOn, 1)).state).toBe('overdue')
  })
  it('keeps a session in the hour that autumn repeats on its own day', () => {
    const plannedAt = [new Date('2026-10-25T01:30:00Z')]
    const facts = { ...fresh, startsOn: '2026-10-20', plannedAt }
    expect(coverageOn(facts, norm, '2026-10-25').state).toBe('planned')
    expect(coverageOn(facts, norm, '2026-10-26').state).toBe('none-on-record')
  })
})

it('owes a talk only when it is overdue', () => {
  expect(isOwed(onDay(fresh, 30))).toBe(false)
  expect(isOwed(onDay(fresh, 31))).toBe(true)
  expect(isOwed(onDay(spoken, 90))).toBe(false)
  expect(isOwed(onDay(spoken, 91))).toBe(true)
})

describe('a pause', () => {
  /** Still from the 10th day until the 30th: twenty days. */
  const paused = (facts: CoverageFacts, from: number, until: number): CoverageFacts => {
    const base = facts.lastOn ?? facts.startsOn
    return { ...facts, pausesOn: [addDaysOn(base, from)], resumesOn: [addDaysOn(base, until)] }
  }
  it.each([
    [9, 'none-on-record', null],
    [10, 'on-hold', 30],
    [29, 'on-hold', 30],
    [30, 'none-on-record', null],
    [35, 'none-on-record', null],
    [36, 'due-soon', null],
    [50, 'due-soon', null],
    [51, 'overdue', null],
  ] as const)('of twenty days: on day %i it is %s', (day, state, until) => {
    expect(onDay(paused(fresh, 10, 30), day)).toMatchObject({
      state,
      dueOn: addDaysOn(startsOn, 50),
      onHoldUntil: until && addDaysOn(startsOn, until),
    })
  })
  it('that begins on the day it is due counts; the day after is too late', () => {
    expect(onDay(paused(fresh, 30, 50), 30)).toMatchObject({
      dueOn: addDaysOn(startsOn, 50),
      state: 'on-hold',
    })
    expect(onDay(paused(fresh, 31, 51), 31)).toMatchObject({
      dueOn: addDaysOn(startsOn, 30),
      state: 'on-hold',
    })
    expect(onDay(paused(fresh, 31, 51), 51).state).toBe('overdue')
  })
  it('counts from the day after the date on record: the talk in the middle of it ends nothing', () => {
    expect(onDay(paused(spoken, -5, 15), 5)).toMatchObject({
      state: 'on-hold',
      dueOn: addDaysOn('2026-06-01', 104),
    })
    expect(onDay(paused(spoken, -15, 0), 1).dueOn).toBe(addDaysOn('2026-06-01', 90))
    expect(onDay(paused(spoken, -15, 1), 1).dueOn).toBe(addDaysOn('2026-06-01', 90))
    expect(onDay(paused(spoken, -15, 2), 2).dueOn).toBe(addDaysOn('2026-06-01', 91))
  })
  it('may follow another, which moved the day that was due into it', () => {
    const base = (day: number) => addDaysOn(startsOn, day)
    const twice = { ...fresh, pausesOn: [base(10), base(45)], resumesOn: [base(30), base(65)] }
    expect(coverageOn(twice, norm, base(40)).dueOn).toBe(base(70))
  })
  it('does not lift the flag, which says only that there is no date on record', () => {
    expect(onDay(paused(fresh, 10, 30), 12).flag).toBe('none')
    expect(onDay(paused(fresh, 10, 30), 51).flag).toBe('none-late')
  })
})

describe('a norm', () => {
  it('makes nobody late before it holds', () => {
    const stricter: Norm = { firstWithinDays: 14, everyDays: 30, sinceOn: '2026-08-15' }
    expect(coverageOn(spoken, stricter, '2026-08-15')).toMatchObject({
      dueOn: '2026-08-15',
      state: 'due-soon',
    })
    expect(coverageOn(spoken, stricter, '2026-08-16').state).toBe('overdue')
  })
  it('of what takes place once is met for good', () => {
    const once: Norm = { ...norm, everyDays: null }
    const done = { ...spoken, form: 'shadow-day' } as const
    expect(coverageOn(done, once, '2036-01-01')).toMatchObject({ dueOn: null, state: 'up-to-date' })
    expect(onDay(fresh, 31).state).toBe('overdue')
  })
  it('that there is not makes nothing due and raises no flag', () => {
    expect(coverageOn(fresh, null, '2036-01-01')).toMatchObject({
      dueOn: null,
      state: 'none-on-record',
      flag: null,
    })
  })
})

describe('the date on record', () => {
  const plannedAt = [instantAt('2026-09-10', '16:00'), instantAt('2026-09-20', '16:00')]
  it.each([
    ['2026-09-10', null],
    ['2026-09-11', '2026-09-10'],
    ['2026-09-20', '2026-09-10'],
    ['2026-09-21', '2026-09-20'],
  ])('of a mentor session is its day, once that has passed: on %s it is %s', (today, lastOn) => {
    expect(lastHeldOn({ form: 'mentor-session', lastOn: null, plannedAt }, today)).toBe(lastOn)
    expect(lastHeldOn({ form: 'mentor-session', lastOn: '2026-09-01', plannedAt }, today)).toBe(
      lastOn ?? '2026-09-01',
    )
  })
  it('of a check-in is what was logged: a session that has passed is none', () => {
    expect(lastHeldOn({ form: 'check-in', lastOn: null, plannedAt }, '2026-10-01')).toBeNull()
  })
})
