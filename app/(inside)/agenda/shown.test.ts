import { describe, expect, it } from 'vitest'
import type { PlannedSession } from '@/lib/sessions/listing'
import { instantAt } from '@/lib/time'
import { words } from '@/lib/words/words'
import { piecesOn } from './axis'
import { notesOn, sessionInWords, shiftInWords, shownSessions, timesOn, type Telling } from './shown'

const open: Telling = { t: words('nl'), locale: 'nl', isDiscreet: false }
const discreet: Telling = { ...open, isDiscreet: true }
const other = { id: '1', givenName: 'Anna', familyName: 'de Wit', part: 'guide' as const }

const session = (facts: Partial<PlannedSession> = {}) =>
  ({
    form: 'psychologist-session',
    state: 'firm',
    other,
    others: [other],
    room: null,
    place: 'Kamer 3.14',
    link: null,
    ...facts,
  }) as PlannedSession

describe('a session in an agenda', () => {
  it('says what, with whom, where, and its state in a word with a shape', () => {
    expect(sessionInWords(session({ state: 'asked' }), open)).toEqual({
      title: 'Gesprek met psycholoog',
      detail: 'Anna de Wit, Kamer 3.14',
      state: { tone: 'soon', word: 'Wacht op antwoord' },
    })
  })

  it('says only that the time is taken when others can read along', () => {
    const said = JSON.stringify(sessionInWords(session({ state: 'asked' }), discreet))
    expect(said).toBe('{"title":"Bezet","detail":null}')
  })

  it('is left out when it has lapsed, or when another form was asked for', () => {
    const all = [session(), session({ form: 'check-in' }), session({ state: 'expired' })]
    expect(shownSessions(all, []).map(({ form }) => form)).toEqual(['psychologist-session', 'check-in'])
    expect(shownSessions(all, ['check-in'])).toHaveLength(1)
  })
})

describe('the roster behind it', () => {
  const night = { startsAt: instantAt('2026-11-24', '23:00'), endsAt: instantAt('2026-11-25', '08:00') }
  const said = (on: string, item = night) =>
    piecesOn([item], on).map((piece) => Object.values(timesOn(piece, open)).join(''))

  it('shows a night with its start on one day and its end on the next', () => {
    expect([...said('2026-11-24'), ...said('2026-11-25')]).toEqual(['23:00–08:00', 'tot 08:00'])
  })

  it('calls a whole day a whole day, and midnight 24:00', () => {
    const until = { startsAt: instantAt('2026-11-24', '15:00'), endsAt: instantAt('2026-11-25', '00:00') }
    expect(said('2026-11-24', until)).toEqual(['15:00–24:00'])
    const leave = { startsAt: instantAt('2026-11-23', '00:00'), endsAt: instantAt('2026-11-26', '00:00') }
    expect(said('2026-11-24', leave)).toEqual(['hele dag'])
  })

  it('keeps leave to oneself when others can read along', () => {
    expect(shiftInWords({ ...night, kind: 'leave' }, discreet).word).toBe('Bezet')
    expect(shiftInWords({ ...night, kind: 'leave' }, open).word).toBe('Verlof')
  })
})

it('names holidays, school holidays and the days of 23 and 25 hours', () => {
  expect(notesOn('2027-03-28', open)).toEqual(['Eerste paasdag', '23 uur: zomertijd begint'])
  expect(notesOn('2026-10-25', open)).toEqual(['25 uur: wintertijd begint'])
  expect(notesOn('2026-12-21', open)).toEqual(['Kerstvakantie'])
  expect(notesOn('2026-12-22', open)).toEqual([])
  expect(notesOn('2026-12-22', open, true)).toEqual(['Kerstvakantie'])
  expect(notesOn('2026-11-26', open)).toEqual([])
})
