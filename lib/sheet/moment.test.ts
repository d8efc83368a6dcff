import { describe, expect, it } from 'vitest'
import { clockOfMoment, instantOfMoment, readDate, readMoment } from './moment'

describe('readMoment', () => {
  const eight = { on: '2027-01-04', minute: 480 }
  it.each([
    '2027-01-04 08:00',
    '2027-01-04T08:00',
    '2027-01-04  8:00',
    '04-01-2027 08:00',
    '4-1-2027 8:00',
    '4/1/2027 08:00',
    '4.1.2027 8.00',
    '4-1-2027, 08:00',
    '2027-01-04 08:00:00',
    '2027-01-04 08:00:29',
    '2027-01-04T08:00:00.000',
    '46391.33333',
    '46391,33333333',
    '46391.3333333333',
    ' 2027-01-04 08:00 ',
  ])('reads %s', (text) => {
    expect(readMoment(text)).toEqual(eight)
  })
  it('reads 24:00 and a second before it as the end of the day', () => {
    expect(readMoment('4-1-2027 24:00')).toEqual({ on: '2027-01-04', minute: 1440 })
    expect(readMoment('4-1-2027 23:59:59')).toEqual({ on: '2027-01-04', minute: 1440 })
  })
  it('reads a whole number of Excel as midnight', () => {
    expect(readMoment('46391')).toEqual({ on: '2027-01-04', minute: 0 })
  })
  it('rounds the fractions of Excel to the minute, also over midnight', () => {
    expect(readMoment('46391.99999')).toEqual({ on: '2027-01-05', minute: 0 })
    expect(readMoment('46391.9999')).toEqual({ on: '2027-01-05', minute: 0 })
  })
  it('says when only the time is missing', () => {
    expect(readMoment('4-1-2027')).toBe('time')
  })
  it.each([
    '',
    'tomorrow',
    '29-02-2027 08:00',
    '1/25/2027 08:00',
    '2027-01-04 8 AM',
    '2027-01-04 25:00',
    '2027-01-04 24:01',
    '2027-01-04 08:60',
    '04-01/2027 08:00',
    '4-1-27 08:00',
    '12345',
    '99999',
    '08:00',
  ])('does not guess at %j', (text) => {
    expect(readMoment(text)).toBeNull()
  })
})

describe('readDate', () => {
  it.each(['2029-05-01', '1-5-2029', '01/05/2029', '1.5.2029', '47239'])('reads %s', (text) => {
    expect(readDate(text)).toBe('2029-05-01')
  })
  it.each(['2029-02-30', '31-4-2029', '5/13/2029', '', '47239.5'])('does not guess at %j', (text) => {
    expect(readDate(text)).toBeNull()
  })
})

describe('instantOfMoment', () => {
  const iso = (text: string, side: 'start' | 'end') => {
    const moment = readMoment(text)
    if (moment === null || moment === 'time') throw new Error(text)
    return instantOfMoment(moment, side)?.toISOString() ?? null
  }
  it('takes the hospital clock in winter and in summer', () => {
    expect(iso('2027-01-04 08:00', 'start')).toBe('2027-01-04T07:00:00.000Z')
    expect(iso('2027-07-04 08:00', 'start')).toBe('2027-07-04T06:00:00.000Z')
    expect(iso('2027-01-04 24:00', 'end')).toBe('2027-01-04T23:00:00.000Z')
  })
  it('knows no time in the hour that spring skips', () => {
    expect(iso('2027-03-28 02:30', 'start')).toBeNull()
    expect(iso('2027-03-28 02:30', 'end')).toBeNull()
    expect(iso('2027-03-28 03:00', 'end')).toBe('2027-03-28T01:00:00.000Z')
  })
  it('starts at the first and ends at the second of a doubled autumn time', () => {
    expect(iso('2026-10-25 02:30', 'start')).toBe('2026-10-25T00:30:00.000Z')
    expect(iso('2026-10-25 02:30', 'end')).toBe('2026-10-25T01:30:00.000Z')
  })
})

it('writes the clock of a moment', () => {
  expect(clockOfMoment({ on: '2027-01-04', minute: 450 })).toBe('07:30')
  expect(clockOfMoment({ on: '2027-01-04', minute: 1440 })).toBe('24:00')
})
