import { describe, expect, it } from 'vitest'
import { addDaysOn, instantAt } from '@/lib/time'
import { coverageOn, type CoverageFacts, isOwed, norms } from './rules'

const norm = norms['check-in']
const startsOn = '2026-09-01'
const fresh: CoverageFacts = { startsOn, lastOn: null, plannedAt: [] }
const spoken: CoverageFacts = { startsOn: '2025-01-06', lastOn: '2026-06-01', plannedAt: [] }
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
    const facts = { startsOn: from, lastOn: null, plannedAt: [] }
    expect(coverageOn(facts, norm, dueOn)).toMatchObject({ dueOn, state: 'due-soon' })
    expect(coverageOn(facts, norm, addDaysOn(dueOn, 1)).state).toBe('overdue')
  })
  it('keeps a session in the hour that autumn repeats on its own day', () => {
    const plannedAt = [new Date('2026-10-25T01:30:00Z')]
    const facts = { startsOn: '2026-10-20', lastOn: null, plannedAt }
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
