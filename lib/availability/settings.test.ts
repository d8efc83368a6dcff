import { afterEach, describe, expect, it, vi } from 'vitest'
import { freeTimes } from './free-times'
import { readWorkingTime, holidayOn, workingTime } from './settings'
import { isNightWork, type Shift } from './shifts'
import { defaultWorkingTime } from './working-time'

afterEach(() => vi.unstubAllEnvs())
const set = (rules: unknown) => vi.stubEnv('KLANKBORD_WORKING_TIME', JSON.stringify(rules))

/** The week of Good Friday 2027 (26 March): an evening on Monday, a day on Tuesday, on call on Wednesday. */
const shifts: Shift[] = [
  { kind: 'evening', startAt: new Date('2027-03-22T15:00:00Z'), endAt: new Date('2027-03-22T22:00:00Z') },
  { kind: 'day', startAt: new Date('2027-03-23T12:00:00Z'), endAt: new Date('2027-03-23T17:00:00Z') },
  { kind: 'on-call', startAt: new Date('2027-03-24T07:00:00Z'), endAt: new Date('2027-03-24T16:00:00Z') },
  { kind: 'day', startAt: new Date('2027-03-24T07:00:00Z'), endAt: new Date('2027-03-24T16:00:00Z') },
  { kind: 'day', startAt: new Date('2027-03-26T07:00:00Z'), endAt: new Date('2027-03-26T16:00:00Z') },
]
const ask = () =>
  freeTimes({
    people: [{ id: 'r', shifts, busy: [] }],
    window: { fromOn: '2027-03-22', untilOn: '2027-03-29' },
    minutes: 45,
  })
const startsOn = (date: string) =>
  ask().slots.flatMap(({ startAt }) =>
    startAt.toISOString().startsWith(date) ? [startAt.toISOString()] : [],
  )
const reasonAt = (instant: string) =>
  Array.from(ask().refused).find(({ startAt }) => startAt.toISOString() === instant)?.reason

describe('the numbers of a hospital', () => {
  it('are those of the law when nothing is set', () => {
    expect(workingTime()).toEqual(defaultWorkingTime)
    expect(startsOn('2027-03-23')[0]).toBe('2027-03-23T09:15:00.000Z')
    expect(startsOn('2027-03-24')[0]).toBe('2027-03-24T07:00:00.000Z')
    expect(startsOn('2027-03-26').length).toBeGreaterThan(0)
  })

  it('decide what is offered', () => {
    set({ restAfterShiftHours: 13, adjoiningMinutes: 240, gridMinutes: 30 })
    expect(startsOn('2027-03-23')[0]).toBe('2027-03-23T11:00:00.000Z')
    expect(reasonAt('2027-03-23T10:30:00.000Z')).toBe('rest-after-shift')
  })

  it('make on-call a duty, and Good Friday a holiday, where that is chosen', () => {
    set({ onCallBlocks: true, holidays: { goodFriday: true } })
    expect(startsOn('2027-03-24')[0]).toBe('2027-03-24T16:00:00.000Z')
    expect(reasonAt('2027-03-26T09:00:00.000Z')).toBe('holiday')
    expect(holidayOn('2027-03-26')).toBe('good-friday')
    expect(holidayOn('2027-05-05')).toBeNull()
  })

  it('say what a night is', () => {
    const late = { startAt: new Date('2027-03-22T17:00:00Z'), endAt: new Date('2027-03-23T00:30:00Z') }
    expect(isNightWork(late)).toBe(true)
    set({ nightWorkMinutes: 120 })
    expect(isNightWork(late)).toBe(false)
  })
})

it.each([
  ['{', 'must be JSON'],
  ['[]', 'KLANKBORD_WORKING_TIME'],
  ['{"restAfterShift":12}', 'a name that is not known'],
  ['{"restAfterShiftHours":"12"}', 'restAfterShiftHours'],
  ['{"restAfterShiftHours":0}', 'restAfterShiftHours'],
  ['{"holidays":{"carnival":true}}', 'holidays'],
  ['{"gridMinutes":7}', 'gridMinutes'],
  ['{"weeklyRestHours":80,"weeklyWindowHours":72}', 'weeklyRestHours'],
])('%s is refused by name', (text, why) => {
  expect(() => readWorkingTime(text)).toThrow(why)
  expect(() => readWorkingTime(text)).toThrow('KLANKBORD_WORKING_TIME')
})
