import { expect, it } from 'vitest'
import { FreeStarts, refuseMeeting } from './free'
import { smallInstance } from './small.test-support'

const instance = smallInstance()
const asked = (roster: string, day: number, from: number, extra = {}) =>
  refuseMeeting(instance, { ...instance.residents[0]!, roster, ...extra }, day, from, from + 60)?.why ?? null

it.each([
  ['KKKKK..', 0, 540, {}, null],
  ['OKKKK..', 0, 540, {}, 'shift'],
  ['VKKKK..', 0, 540, {}, 'leave'],
  ['CKKKK..', 0, 540, {}, 'course'],
  ['HKKKK..', 0, 540, {}, 'holiday'],
  ['-KKKK..', 0, 540, {}, 'day-off'],
  ['.KKKK..', 0, 540, {}, 'not-rostered'],
  ['-KKKK..', 0, 540, { allowOnDayOff: true }, null],
  ['NKKKK..', 1, 540, {}, 'rest'],
  ['KNKKK..', 1, 800, {}, 'before-shift'],
  ['KKKKK..', 0, 449, {}, 'before-shift'],
  ['KKKKK..', 0, 540, { hireDate: '2027-01-05' }, 'not-hired'],
  ['KKKKK..', 0, 540, { endDate: '2027-01-04' }, 'left'],
] as const)('of %s on day %i from %i: %o %s', (roster, day, from, extra, why) => {
  expect(asked(roster, day, from, extra)).toBe(why)
})

it('asks the same of a day at once as start by start', () => {
  const starts = [450, 540, 600, 800, 1000]
  const free = new FreeStarts(instance, starts, 60)
  for (const roster of ['NKKKK..', 'KNOV-C.', '.NN.KKH']) {
    const resident = { ...instance.residents[0]!, roster }
    for (let day = 0; day < 7; day += 1) {
      expect([...free.on(resident, day)]).toEqual(
        starts.map((start) => (refuseMeeting(instance, resident, day, start, start + 60) ? 0 : 1)),
      )
    }
  }
})
