import { describe, expect, it } from 'vitest'
import { quietUntil, readQuietHours } from './reach'

const at = (text: string) => new Date(text)
const night = { from: '22:00', until: '07:00' }

describe('the quiet hours', () => {
  it.each([
    // Winter: the hospital is one hour ahead of UTC; in summer two.
    ['2026-11-26T20:59:59Z', null],
    ['2026-11-26T21:00:00Z', '2026-11-27T06:00:00Z'],
    ['2026-11-27T05:59:59Z', '2026-11-27T06:00:00Z'],
    ['2026-11-27T06:00:00Z', null],
    ['2026-07-01T19:59:59Z', null],
    ['2026-07-01T20:00:00Z', '2026-07-02T05:00:00Z'],
    // 29 March: that night is an hour shorter, 25 October an hour longer.
    ['2026-03-28T21:00:00Z', '2026-03-29T05:00:00Z'],
    ['2026-03-29T04:59:00Z', '2026-03-29T05:00:00Z'],
    ['2026-03-29T05:00:00Z', null],
    ['2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z'],
    ['2026-10-25T05:59:00Z', '2026-10-25T06:00:00Z'],
    ['2026-10-25T06:00:00Z', null],
  ])('at %s wait until %s', (now, until) => {
    expect(quietUntil(at(now), night)).toEqual(until && at(until))
  })

  it('can lie within one day, or be none', () => {
    const lunch = readQuietHours('12:00-13:00')
    expect(quietUntil(at('2026-11-26T11:30:00Z'), lunch)).toEqual(at('2026-11-26T12:00:00Z'))
    expect(quietUntil(at('2026-11-26T12:00:00Z'), lunch)).toBeNull()
    expect(quietUntil(at('2026-11-26T23:30:00Z'), readQuietHours('none'))).toBeNull()
  })

  it.each(['22-7', '22:00', '25:00-07:00', '22:00-07:00-08:00'])('refuse %s', (text) => {
    expect(() => readQuietHours(text)).toThrow(RangeError)
  })
})
