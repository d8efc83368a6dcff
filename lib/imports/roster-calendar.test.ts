import { describe, expect, it } from 'vitest'
import { readEntries } from '@/lib/feeds/calendar'
import { calendar, now, on } from '@/lib/feeds/calendar.test-support'
import { referencesIn } from '@/lib/feeds/whose'
import type { ShiftCode } from '@/lib/rosters/codes'
import { judgeRoster } from './roster-judged'
import { rowsOfCalendar } from './roster-calendar'
import type { RosterPerson } from './roster-preview'

const people = new Map<string, RosterPerson>([
  ['k1403', { id: 'anna', name: 'Anna', departmentIds: ['chi'] }],
  ['anna@zh.nl', { id: 'anna', name: 'Anna', departmentIds: ['chi'] }],
  ['omar@zh.nl', { id: 'omar', name: 'Omar', departmentIds: ['chi'] }],
  ['k9', 'elsewhere'],
])
const day = ['DTSTART:20261124T080000', 'DTEND:20261124T170000']
const night = ['DTSTART:20261124T220000', 'DTEND:20261125T073000']

function entriesOf(...entries: string[][]) {
  const read = readEntries(calendar(entries), now)
  if ('problem' in read) throw new Error(read.problem)
  return read.shifts
}
function judge(entries: string[][], person: string | null, codes: ShiftCode[] = []) {
  const rows = rowsOfCalendar(entriesOf(...entries), people, person)
  return judgeRoster(rows, { people, standing: [], codes }, now)
}
const shiftsIn = ({ lines }: ReturnType<typeof judge>) =>
  lines.map((line) => {
    if (line.state === 'wrong') return `${line.who}: ${line.mistakes.map(({ reason }) => reason).join()}`
    const { kind, startAt, endAt } = line.shift
    return `${line.who}: ${kind} ${startAt.toISOString().slice(0, 16)} ${endAt.toISOString().slice(0, 16)}`
  })
const dayShift = `day ${on('2026-11-24 08:00')} ${on('2026-11-24 17:00')}`

describe('whose an entry is', () => {
  it('is who was chosen, whatever it says', () => {
    expect(shiftsIn(judge([[...day, 'ATTENDEE:mailto:omar@zh.nl']], 'k1403'))).toEqual([`Anna: ${dayShift}`])
  })
  it('is whose staff number stands in its title or a category, before who take part', () => {
    for (const line of ['SUMMARY:K1403 dag', 'SUMMARY:Dag (k1403)', 'CATEGORIES:Rooster,K1403'])
      expect(shiftsIn(judge([[...day, line, 'ATTENDEE:mailto:omar@zh.nl']], null)), line).toEqual([
        `Anna: ${dayShift}`,
      ])
  })
  it('is a row with a mistake in a zone that nobody knows, and nothing of that person has vanished', () => {
    const nowhere = day.map((line) => line.replace(':', ';TZID=Nowhere:'))
    const read = readEntries(calendar([nowhere, night]), now)
    if ('problem' in read) throw new Error(read.problem)
    const rows = rowsOfCalendar(read.shifts, people, 'k1403', read.unsure)
    const stood = { id: 's', feedId: null, personId: 'anna', kind: 'day' as const }
    const times = { startAt: new Date('2026-11-24T10:00Z'), endAt: new Date('2026-11-24T18:00Z') }
    const judged = judgeRoster(rows, { people, standing: [{ ...stood, ...times }], codes: [] }, now)
    expect(shiftsIn(judged)[0]).toBe('Anna: entry-zone')
    expect([judged.counts.new, judged.vanished]).toEqual([1, []])
  })
  it('is each of those who take part that we know: no room, and nobody who declined', () => {
    const entry = [
      ...day,
      'ATTENDEE;CN=Anna:MAILTO:Anna@zh.nl',
      'ATTENDEE:mailto:omar@zh.nl',
      'ATTENDEE:mailto:bureau@elders.nl',
      'ATTENDEE;CUTYPE=ROOM:mailto:zaal@zh.nl',
    ]
    expect(shiftsIn(judge([entry], null))).toEqual([`Anna: ${dayShift}`, `Omar: ${dayShift}`])
    const declined = entry.map((line) =>
      line.replace('ATTENDEE:mailto:omar', 'ATTENDEE;PARTSTAT=DECLINED:mailto:omar'),
    )
    expect(shiftsIn(judge([declined], null))).toEqual([`Anna: ${dayShift}`])
  })
  it('is said to be nobody, with its title, and never left out in silence', () => {
    expect(shiftsIn(judge([[...day, 'SUMMARY:Kliniek']], null))).toEqual(['Kliniek: entry-nobody'])
    expect(shiftsIn(judge([[...day, 'ATTENDEE:mailto:x@elders.nl']], null))).toEqual([
      'x@elders.nl: person-unknown',
    ])
  })
  it('is looked up by everything that can be a number', () => {
    const found = referencesIn(entriesOf([...day, 'SUMMARY:K1403 N1 op 2-A', 'ATTENDEE:mailto:a@zh.nl']))
    expect([...found]).toEqual(['k1403', '2-a', 'a@zh.nl'])
  })
})

describe('what a code in a title means', () => {
  it('is asked when it looks like a code and no department knows it, once for all', () => {
    const entries = [
      [...night, 'SUMMARY:K1403 N1'],
      [...day, 'CATEGORIES:N1', 'ATTENDEE:mailto:omar@zh.nl'],
    ]
    expect(judge(entries, null).questions).toMatchObject([{ code: 'N1', count: 2 }])
  })
  it('is never asked of words, and of what names its kind', () => {
    for (const title of ['Tandarts', 'Anna', 'Dagdienst', 'NACHT', 'SEH en kliniek', 'lang overleg met 3'])
      expect(judge([[...day, `SUMMARY:${title}`]], 'k1403').questions, title).toEqual([])
  })
  it('comes from the table, also for whole words; what is ignored is no shift and takes no time', () => {
    const codes: ShiftCode[] = [
      { departmentId: 'chi', code: 'N1', kind: 'presence' },
      { departmentId: 'chi', code: 'Kliniek', kind: 'evening' },
      { departmentId: 'chi', code: 'Beschikbaar', kind: 'ignore' },
    ]
    const all = ['DTSTART:20261124T060000', 'DTEND:20261125T060000', 'SUMMARY:Beschikbaar']
    const judged = judge([[...day, 'SUMMARY:kliniek'], all, [...night, 'SUMMARY:N1']], 'k1403', codes)
    expect(shiftsIn(judged)).toEqual([
      `Anna: ${dayShift.replace('day', 'evening')}`,
      `Anna: presence ${on('2026-11-24 22:00')} ${on('2026-11-25 07:30')}`,
    ])
    expect(judged).toMatchObject({ ignored: 1, questions: [], counts: { wrong: 0, new: 2 } })
  })
  it('makes no work of whole days', () => {
    const week = ['DTSTART;VALUE=DATE:20261123', 'DTEND;VALUE=DATE:20261128', 'SUMMARY:N1']
    const codes: ShiftCode[] = [{ departmentId: 'chi', code: 'N1', kind: 'night' }]
    expect(judge([week], 'k1403').questions).toEqual([])
    const leave = `Anna: leave ${on('2026-11-23 00:00')} ${on('2026-11-28 00:00')}`
    expect(shiftsIn(judge([week], 'k1403', codes))).toEqual([leave])
    const onCall: ShiftCode[] = [{ departmentId: 'chi', code: 'N1', kind: 'on-call' }]
    expect(shiftsIn(judge([week], 'k1403', onCall))).toEqual([leave.replace('leave', 'on-call')])
  })
})

it('takes a time once where entries of one person lie over each other', () => {
  const meeting = ['DTSTART:20261124T120000', 'DTEND:20261124T130000', 'SUMMARY:Overleg']
  expect(shiftsIn(judge([day, meeting, day], 'k1403'))).toEqual([`Anna: ${dayShift}`])
})
