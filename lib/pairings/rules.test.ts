import { describe, expect, it } from 'vitest'
import {
  endedBy,
  firstDayFor,
  refuseQuestion,
  refuseSupervisor,
  stateOf,
  supervisionOn,
  type PairingFacts,
  type QuestionFacts,
  type SupervisorFacts,
} from './rules'

const at = new Date('2026-11-20T09:00:00Z')
const today = '2026-11-26'

describe('the state of a pairing', () => {
  const pairing = (changes: Partial<PairingFacts>): PairingFacts => ({
    fromOn: '2026-11-26',
    untilOn: null,
    proposedAt: null,
    askedAt: null,
    acceptedAt: null,
    declinedAt: null,
    endedAt: null,
    ...changes,
  })
  it.each([
    ['proposed', { proposedAt: at }],
    ['asked', { proposedAt: at, askedAt: at }],
    ['active', { askedAt: at, acceptedAt: at }],
    ['active', { acceptedAt: at, untilOn: '2026-11-27', endedAt: at }],
    ['coming', { acceptedAt: at, fromOn: '2026-11-27' }],
    ['declined', { askedAt: at, declinedAt: at }],
    ['ended', { acceptedAt: at, fromOn: '2026-01-01', untilOn: '2026-11-26', endedAt: at }],
    ['ended', { askedAt: at, endedAt: at }],
    ['ended', { acceptedAt: at, fromOn: '2026-12-01', untilOn: '2026-12-01', endedAt: at }],
  ] as const)('is %s', (state, changes) => {
    expect(stateOf(pairing(changes), today)).toBe(state)
  })
})

describe('a new supervisor', () => {
  const standing = { guideId: 'old', fromOn: '2026-06-01', untilOn: null }
  const facts = (changes: Partial<SupervisorFacts> = {}): SupervisorFacts => ({
    residentId: 'resident',
    guideId: 'new',
    fromOn: '2026-12-01',
    today,
    isSupervisor: true,
    isResident: true,
    supervisions: [standing],
    ...changes,
  })

  it('begins on a day of the standing one', () => {
    expect(refuseSupervisor(facts())).toBeNull()
    expect(refuseSupervisor(facts({ fromOn: '2026-06-01' }))).toBeNull()
    expect(refuseSupervisor(facts({ supervisions: [] }))).toBeNull()
  })
  it('is not the resident herself', () => {
    expect(refuseSupervisor(facts({ guideId: 'resident' }))).toBe('self-pairing')
  })
  it('holds the role on that day', () => {
    expect(refuseSupervisor(facts({ isSupervisor: false }))).toBe('not-a-supervisor-then')
  })
  it('guides somebody who is a resident on that day', () => {
    expect(refuseSupervisor(facts({ isResident: false }))).toBe('not-a-resident-then')
  })
  it('does not begin before the standing one began', () => {
    expect(refuseSupervisor(facts({ fromOn: '2026-05-31' }))).toBe('before-standing')
  })
  it('does not begin in days that belong to an earlier one', () => {
    const supervisions = [{ guideId: 'old', fromOn: '2026-01-01', untilOn: '2026-03-01' }]
    expect(refuseSupervisor(facts({ supervisions, fromOn: '2026-02-28' }))).toBe('before-standing')
    expect(refuseSupervisor(facts({ supervisions, fromOn: '2026-03-01' }))).toBeNull()
    expect(firstDayFor(supervisions, today)).toBe('2026-03-01')
  })
  it('is somebody else', () => {
    expect(refuseSupervisor(facts({ guideId: 'old' }))).toBe('same-supervisor')
  })
  it('may be the former one again once another stands, also to take back a transfer that was planned', () => {
    const supervisions = [
      { guideId: 'old', fromOn: '2026-06-01', untilOn: '2027-01-01' },
      { guideId: 'next', fromOn: '2027-01-01', untilOn: null },
    ]
    expect(refuseSupervisor(facts({ supervisions, guideId: 'old', fromOn: '2027-01-01' }))).toBeNull()
    expect(refuseSupervisor(facts({ supervisions, guideId: 'next', fromOn: '2026-12-01' }))).toBeNull()
  })
  it('ends the standing one on its first day, and whoever was to come never begins', () => {
    const next = { guideId: 'next', fromOn: '2027-01-01', untilOn: null }
    const supervisions = [{ ...standing, untilOn: '2027-01-01' }, next]
    expect(endedBy(supervisions, '2026-12-01').map((each) => each.untilOn)).toEqual([
      '2026-12-01',
      '2027-01-01',
    ])
    expect(endedBy([{ guideId: 'x', fromOn: '2026-01-01', untilOn: '2026-03-01' }], '2026-03-01')).toEqual([])
  })
  it('finds who stands on a day, from the first day until the day before the last bound', () => {
    const supervisions = [{ guideId: 'old', fromOn: '2026-06-01', untilOn: '2026-07-01' }]
    expect(supervisionOn(supervisions, '2026-06-01')?.guideId).toBe('old')
    expect(supervisionOn(supervisions, '2026-07-01')).toBeUndefined()
  })
})

describe('a question to a mentor', () => {
  const facts = (changes: Partial<QuestionFacts> = {}): QuestionFacts => ({
    residentId: 'resident',
    guideId: 'mentor',
    isMentor: true,
    open: null,
    mentorId: null,
    room: 1,
    dependence: null,
    ...changes,
  })
  it.each([
    [null, {}],
    [null, { mentorId: 'another' }],
    ['self-pairing', { guideId: 'resident' }],
    ['not-a-mentor', { isMentor: false }],
    ['already-her-mentor', { mentorId: 'mentor' }],
    ['question-open', { open: 'asked' }],
    ['proposal-open', { open: 'proposed' }],
    ['no-room', { room: 0 }],
    ['rosters-her', { dependence: 'rosters-her' }],
  ] as const)('%s', (reason, changes) => {
    expect(refuseQuestion(facts(changes))).toBe(reason)
  })
})
