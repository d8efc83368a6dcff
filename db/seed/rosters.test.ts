import { describe, expect, test } from 'vitest'
import { residentsOn, staff } from './cast'
import { dateOf, daysBetween } from './clock'
import { hospital } from './hospital'
import { patterns } from './patterns'
import type { Shift } from './rosters'

/** A week without a clock change in sight, one in which both fall in the 26 weeks, and the week of each change. */
const mondays = ['2026-11-23', '2026-10-19', '2027-03-22', '2027-06-07']

const hours = (from: Date, until: Date) => (until.getTime() - from.getTime()) / 3_600_000
const byStart = (a: Shift, b: Shift) => a.startsAt.getTime() - b.startsAt.getTime()

function ofEach(shifts: readonly Shift[]): Shift[][] {
  const found = new Map<string, Shift[]>()
  for (const shift of shifts) found.set(shift.personId, [...(found.get(shift.personId) ?? []), shift])
  return [...found.values()].map((own) => own.sort(byStart))
}

/** Every work shift with the one before it, and how many nights on consecutive dates that one ended. */
function neighbours(own: readonly Shift[]) {
  const work = own.filter((shift) => shift.kind !== 'leave' && shift.kind !== 'on-call')
  return work.slice(1).map((shift, index) => {
    let nights = 0
    for (let back = index; work[back]?.kind === 'night'; back -= 1) {
      nights += 1
      const [later, earlier] = [work[back], work[back - 1]]
      if (!later || !earlier || daysBetween(dateOf(earlier.startsAt), dateOf(later.startsAt)) !== 1) break
    }
    return { before: work[index] as Shift, shift, nights }
  })
}

describe('the published rosters', () => {
  test('are 12 of eight weeks and 21 of four', () => {
    expect(patterns().map((row) => row.length)).toEqual([
      ...Array.from({ length: 12 }, () => 56),
      ...Array.from({ length: 21 }, () => 28),
    ])
  })
})

describe.each(mondays)('rosters around %s', (monday) => {
  const { shifts } = hospital(monday)
  const each = ofEach(shifts)

  test('hold every resident, some supervisors and half of the nurses, for 26 weeks', () => {
    const people = new Set(shifts.map((shift) => shift.personId))
    expect(residentsOn(monday).filter((resident) => !people.has(resident.id))).toEqual([])
    expect(staff.filter((guide) => people.has(guide.id))).toHaveLength(26)
    const days = shifts.map((shift) => daysBetween(monday, dateOf(shift.startsAt)))
    expect([Math.min(...days), Math.max(...days)]).toEqual([-28, 153])
    expect(new Set(shifts.map((shift) => shift.kind)).size).toBe(6)
  })

  test('nobody has two entries at once, leave and on-call included', () => {
    const overlaps = each.flatMap((own) =>
      own.slice(1).filter((shift, index) => own[index] && shift.startsAt < own[index].endsAt),
    )
    expect(overlaps).toEqual([])
  })

  test('rest is 11 hours, 14 after a night, 46 after three in a row', () => {
    const short = each.flatMap(neighbours).filter(({ before, shift, nights }) => {
      const goesOn =
        before.kind === 'night' && shift.kind === 'night' && hours(before.endsAt, shift.startsAt) < 24
      const asked = goesOn || before.kind !== 'night' ? 11 : nights >= 3 ? 46 : 14
      return hours(before.endsAt, shift.startsAt) < asked
    })
    expect(short).toEqual([])
  })

  test('nobody works seven days in a row', () => {
    const long = each.filter((own) => {
      const days = [
        ...new Set(
          own
            .filter(({ kind }) => !['leave', 'on-call'].includes(kind))
            .map(({ startsAt }) => dateOf(startsAt)),
        ),
      ]
      return days.some(
        (on, index) => days[index + 6] !== undefined && daysBetween(on, days[index + 6] ?? '') === 6,
      )
    })
    expect(long).toEqual([])
  })

  test('times are those of the clock on the wall, also over the change', () => {
    const offHours = shifts.filter(({ startsAt, endsAt }) =>
      [startsAt, endsAt].some((at) => at.getTime() % 1_800_000 !== 0),
    )
    expect(offHours).toEqual([])
  })

  test('nobody works before her first day', () => {
    const early = residentsOn(monday).filter((resident) =>
      shifts.some(
        (shift) => shift.personId === resident.id && dateOf(shift.startsAt) < resident.stays[0].fromOn,
      ),
    )
    expect(early).toEqual([])
  })
})
