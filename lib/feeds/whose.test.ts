import { describe, expect, it } from 'vitest'
import { meaningsOf, type CodeMeaning } from '@/lib/rosters/codes'
import { readEntries } from './calendar'
import { calendar, now, on } from './calendar.test-support'
import { shiftsFollowed } from './whose'

const day = ['DTSTART:20261124T080000', 'DTEND:20261124T170000']
const late = ['DTSTART:20261125T220000', 'DTEND:20261126T073000']

/** What the entries are to somebody of two departments, the first before the other. */
function followed(entries: string[][], ...codes: [string, string, CodeMeaning][]) {
  const read = readEntries(calendar(entries), now)
  if ('problem' in read) throw new Error(read.problem)
  const table = codes.map(([departmentId, code, kind]) => ({ departmentId, code, kind }))
  const person = { staffNumber: 'k1403', departmentIds: ['chi', 'seh'] }
  return shiftsFollowed(read.shifts, person, meaningsOf(table)).map(
    ({ kind, startsAt, endsAt }) =>
      `${kind} ${startsAt.toISOString().slice(0, 16)} ${endsAt.toISOString().slice(0, 16)}`,
  )
}
const dayOf = (kind: string) => `${kind} ${on('2026-11-24 08:00')} ${on('2026-11-24 17:00')}`

describe('a title in a calendar that is followed', () => {
  it('means what the table of her department says, with or without her number, in the title or a category', () => {
    for (const line of ['SUMMARY:n1', 'SUMMARY:K1403: N1', 'SUMMARY:Rooster\r\nCATEGORIES:N1'])
      expect(followed([[...day, line]], ['chi', 'N1', 'night']), line).toEqual([dayOf('night')])
    expect(followed([[...day, 'SUMMARY:Kliniek']], ['seh', 'kliniek', 'presence'])).toEqual([
      dayOf('presence'),
    ])
    expect(followed([[...day, 'SUMMARY:A']], ['seh', 'A', 'night'], ['chi', 'A', 'evening'])).toEqual([
      dayOf('evening'),
    ])
  })
  it('means what it says itself when no table knows it', () => {
    const titles = [
      ['N1', 'day'],
      ['Avonddienst', 'evening'],
      ['Tandarts', 'day'],
    ] as const
    for (const [title, kind] of titles)
      expect(followed([[...day, `SUMMARY:${title}`]], ['gyn', title, 'night']), title).toEqual([dayOf(kind)])
  })
  it('comes before our own words, takes no time when it is ignored, and makes no work of whole days', () => {
    expect(followed([[...day, 'SUMMARY:Dagdienst']], ['chi', 'Dagdienst', 'evening'])).toEqual([
      dayOf('evening'),
    ])
    const all = ['DTSTART:20261124T060000', 'DTEND:20261125T060000', 'SUMMARY:Beschikbaar']
    expect(followed([[...day, 'SUMMARY:D'], all], ['chi', 'Beschikbaar', 'ignore'])).toEqual([dayOf('day')])
    const week = ['DTSTART;VALUE=DATE:20261123', 'DTEND;VALUE=DATE:20261128', 'SUMMARY:N1']
    const [leave] = followed([week], ['chi', 'N1', 'night'])
    expect(leave).toMatch(/^leave /)
    expect(followed([[...late, 'SUMMARY:X'], late])).toHaveLength(1)
  })
})
