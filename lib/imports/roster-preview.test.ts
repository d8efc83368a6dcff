import { describe, expect, it } from 'vitest'
import { readSheet } from '@/lib/sheet/read-sheet'
import { words } from '@/lib/words/words'
import { sentenceOf } from './mistakes'
import { previewRoster, type RosterPerson, type StandingShift } from './roster-preview'
import { readRosterRow, rosterColumns } from './roster-rows'

const now = new Date('2026-12-20T12:00:00Z')
const people = new Map<string, RosterPerson>([
  ['k1', { id: 'p1', name: 'Sanne de Wit', departmentIds: ['chi'] }],
  ['sanne@ziekenhuis.nl', { id: 'p1', name: 'Sanne de Wit', departmentIds: ['chi'] }],
  ['k2', { id: 'p2', name: 'Omar Haddad', departmentIds: ['chi'] }],
  ['k9', 'elsewhere'],
])
const day: StandingShift = {
  personId: 'p1',
  startAt: new Date('2027-01-04T07:00:00Z'),
  endAt: new Date('2027-01-04T16:00:00Z'),
  kind: 'day',
}

function preview(rows: string, standing: StandingShift[] = [], overnight = false) {
  const sheet = readSheet(new TextEncoder().encode(`person;start;end;kind\n${rows}`), rosterColumns)
  if ('problem' in sheet) throw new Error(sheet.problem)
  return previewRoster(
    sheet.rows.map((row) => readRosterRow(row, overnight)),
    people,
    standing,
    now,
  )
}

function sentences(rows: string, standing: StandingShift[] = []) {
  const t = words('nl')
  return preview(rows, standing).lines.map((line) =>
    line.state === 'wrong'
      ? `Rij ${line.line}: ${line.mistakes.map((each) => sentenceOf(each, t, 'nl', '2026-12-20')).join(' ')}`
      : `Rij ${line.line}: ${line.state}`,
  )
}

describe('what a line would do', () => {
  it('is new when nobody starts then', () => {
    const { lines, counts } = preview('K1;4-1-2027 8:00;4-1-2027 17:00;dag')
    expect(lines).toEqual([{ state: 'new', line: 2, who: 'Sanne de Wit', shift: day }])
    expect(counts).toEqual({ new: 1, changed: 0, same: 0, wrong: 0 })
  })
  it('is the same when the roster has it so', () => {
    expect(preview('sanne@ziekenhuis.nl;4-1-2027 8:00;4-1-2027 17:00;day', [day]).counts.same).toBe(1)
  })
  it('is a change when its end or kind differs, from what to what', () => {
    const [line] = preview('K1;4-1-2027 8:00;4-1-2027 18:00;aanwezigheid', [day]).lines
    expect(line).toMatchObject({
      state: 'changed',
      was: day,
      shift: { kind: 'presence', endAt: new Date('2027-01-04T17:00:00Z') },
    })
  })
  it.each([
    ['22:00', '5-1-2027 07:30', 'night'],
    ['23:30', '5-1-2027 01:30', 'night'],
    ['23:00', '5-1-2027 01:00', 'evening'],
    ['15:00', '4-1-2027 23:30', 'evening'],
    ['08:00', '4-1-2027 17:00', 'day'],
    ['12:00', '4-1-2027 20:00', 'day'],
  ])('proposes the kind of %s to %s: %s', (start, end, kind) => {
    expect(preview(`K1;4-1-2027 ${start};${end};`).lines[0]).toMatchObject({ state: 'new', shift: { kind } })
  })
  it.each([
    ['day', 'day'],
    ['Dagdienst', 'day'],
    ['avond', 'evening'],
    ['Late dienst', 'evening'],
    ['NACHT', 'night'],
    ['aanwezigheid', 'presence'],
    ['on call', 'on-call'],
    ['bereikbaarheidsdienst', 'on-call'],
    ['verlof', 'leave'],
  ])('reads the kind %s', (typed, kind) => {
    expect(preview(`K1;4-1-2027 08:00;4-1-2027 17:00;${typed}`).lines[0]).toMatchObject({ shift: { kind } })
  })
})

describe('an end before its start', () => {
  it('asks whether it is a night shift', () => {
    expect(sentences('\n'.repeat(12) + 'K1;4-1-2027 22:00;4-1-2027 07:30;')).toEqual([
      'Rij 14: Eindtijd 07:30 ligt vóór begintijd 22:00. Is dit een nachtdienst? Zet dan bij het einde de volgende dag.',
    ])
  })
  it('is read on the next day when that is asked, and only where it makes a night shift', () => {
    const rows =
      'K1;4-1-2027 22:00;4-1-2027 07:30;\nK2;4-1-2027 17:00;4-1-2027 08:00;\nK2;6-1-2027 17:00;6-1-2027 09:00;'
    expect(preview(rows).canEndNextDay).toBe(1)
    const { lines, canEndNextDay } = preview(rows, [], true)
    expect(lines.map(({ state }) => state)).toEqual(['new', 'wrong', 'wrong'])
    expect(lines[0]).toMatchObject({ shift: { kind: 'night', endAt: new Date('2027-01-05T06:30:00Z') } })
    expect(canEndNextDay).toBe(0)
  })
  it('asks for the date when it can be no night shift', () => {
    expect(sentences('K1;4-1-2027 17:00;4-1-2027 08:00;dag')[0]).toContain('Klopt de datum van het einde?')
    expect(sentences('K1;4-1-2027 17:00;3-1-2027 18:00;dag')[0]).toContain('eerdere dag')
    expect(sentences('K1;4-1-2027 08:00;4-1-2027 08:00;dag')[0]).toContain('Duurt de dienst 24 uur?')
  })
})

describe('mistakes of one line', () => {
  it.each([
    ['nobody', ';4-1-2027 08:00;4-1-2027 17:00;', 'Er staat niet bij om wie het gaat.'],
    [
      'an unknown person',
      'K404;4-1-2027 08:00;4-1-2027 17:00;',
      'Niemand heeft het personeelsnummer of e-mailadres K404.',
    ],
    ['a person elsewhere', 'K9;4-1-2027 08:00;4-1-2027 17:00;', 'K9 hoort niet bij jouw afdelingen.'],
    ['no start', 'K1;;4-1-2027 17:00;', 'De begintijd is leeg.'],
    ['no end', 'K1;4-1-2027 08:00;;', 'De eindtijd is leeg.'],
    ['an unreadable date', 'K1;31-4-2027 08:00;4-1-2027 17:00;', '“31-4-2027 08:00” is geen datum met tijd'],
    ['a date without time', 'K1;4-1-2027;4-1-2027 17:00;', 'Bij “4-1-2027” ontbreekt de tijd.'],
    ['the hour that spring skips', 'K1;27-3-2027 20:00;28-3-2027 02:30;', '02:30 bestaat niet in deze nacht'],
    [
      'an unknown kind',
      'K1;4-1-2027 08:00;4-1-2027 17:00;een dag zonder een naam van ons',
      '“een dag zonder een naam van ons” is geen soort dienst die we kennen.',
    ],
    [
      'more than 24 hours',
      'K1;4-1-2027 08:00;5-1-2027 08:01;bereikbaar',
      'Deze dienst duurt langer dan 24 uur.',
    ],
    [
      'leave of more than a year',
      'K1;4-1-2027 00:00;4-2-2028 00:00;verlof',
      'Dit verlof duurt langer dan een jaar.',
    ],
    [
      'a long shift without a kind',
      'K1;4-1-2027 08:00;5-1-2027 08:00;',
      'De soort is leeg en de dienst duurt langer dan 14 uur.',
    ],
    [
      'the far future',
      'K1;4-1-2037 08:00;4-1-2037 17:00;',
      'zo 4 jan 2037, 08:00 is meer dan twee jaar hiervandaan.',
    ],
    [
      'the far past',
      'K1;4-1-2007 08:00;4-1-2007 17:00;',
      'do 4 jan 2007, 08:00 is meer dan twee jaar hiervandaan.',
    ],
    ['more cells than columns', 'K1;4-1-2027 08:00;4-1-2027 17:00;dag;x', 'Deze rij heeft meer cellen'],
  ])('%s', (_, row, sentence) => {
    const [line, ...more] = sentences(row)
    expect(line).toContain(`Rij 2: ${sentence}`)
    expect(more).toEqual([])
  })
  it('are all told at once', () => {
    expect(
      sentences('K404;;4-1-2027;een dag zonder een naam van ons')[0]?.match(/\.( |$)/g)?.length,
    ).toBeGreaterThan(4)
  })
  it('does not say the name of a person elsewhere', () => {
    expect(preview('K9;4-1-2027 08:00;4-1-2027 17:00;').lines[0]?.who).toBe('K9')
  })
  it('lets a duty last 24 hours by the clock, also when the clock is changed', () => {
    expect(preview('K1;24-10-2026 08:00;25-10-2026 08:00;bereikbaar').counts.new).toBe(1)
    expect(preview('K1;4-1-2027 00:00;11-1-2027 00:00;verlof').counts.new).toBe(1)
  })
})

describe('overlap', () => {
  it('is refused within the file, at both lines', () => {
    expect(sentences('K1;4-1-2027 08:00;4-1-2027 17:00;\nK1;4-1-2027 16:00;4-1-2027 23:00;')).toEqual([
      'Rij 2: Deze dienst overlapt met rij 3: ma 4 jan 2027, 16:00–23:00. Pas een van de twee aan.',
      'Rij 3: Deze dienst overlapt met rij 2: ma 4 jan 2027, 08:00–17:00. Pas een van de twee aan.',
    ])
  })
  it('is refused with the roster that stands, and says with what', () => {
    expect(sentences('K1;4-1-2027 16:00;4-1-2027 23:00;', [day])).toEqual([
      'Rij 2: Deze dienst overlapt met een dienst die al in het rooster staat: ma 4 jan 2027, 08:00–17:00. Verwijder die eerst, of pas deze rij aan.',
    ])
  })
  it('is no matter of two people, of touching shifts, or of what the same file mends', () => {
    expect(preview('K1;4-1-2027 08:00;4-1-2027 16:00;\nK2;4-1-2027 08:00;4-1-2027 16:00;').counts.new).toBe(2)
    expect(preview('K1;4-1-2027 17:00;4-1-2027 23:00;', [day]).counts.new).toBe(1)
    expect(
      preview('K1;4-1-2027 08:00;4-1-2027 12:00;dag\nK1;4-1-2027 16:00;4-1-2027 23:00;', [day]).counts,
    ).toMatchObject({ changed: 1, new: 1 })
  })
  it('lets leave and being on call lie over work', () => {
    expect(
      preview('K1;4-1-2027 00:00;5-1-2027 00:00;verlof\nK1;4-1-2027 12:00;5-1-2027 08:00;bereikbaar', [day])
        .counts.new,
    ).toBe(2)
  })
  it('sees that a refused change leaves the standing shift in the way of another line', () => {
    const rows = [
      'K1;4-1-2027 08:00;4-1-2027 12:00;dag',
      'K1;4-1-2027 08:00;4-1-2027 11:00;dag',
      'K1;4-1-2027 16:00;4-1-2027 23:00;',
    ].join('\n')
    expect(preview(rows, [day]).lines.map(({ state }) => state)).toEqual(['wrong', 'wrong', 'wrong'])
  })
  it('names the first of two equal lines, and both of two that differ', () => {
    expect(sentences('K1;4-1-2027 08:00;4-1-2027 17:00;\nK1;4-1-2027 8:00;4-1-2027 17:00;dag')).toEqual([
      'Rij 2: new',
      'Rij 3: Deze dienst staat ook op rij 2. Eén keer is genoeg: haal deze rij weg.',
    ])
    expect(sentences('K1;4-1-2027 08:00;4-1-2027 17:00;\nK1;4-1-2027 8:00;4-1-2027 12:00;dag')).toEqual([
      'Rij 2: Rij 3 begint op dezelfde tijd, maar is anders. Haal een van de twee weg.',
      'Rij 3: Rij 2 begint op dezelfde tijd, maar is anders. Haal een van de twee weg.',
    ])
  })
})
