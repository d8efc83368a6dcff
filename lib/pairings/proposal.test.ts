import { describe, expect, it } from 'vitest'
import { proposePairs, type Mentor, type Past, type ProposalFacts, type Seeker } from './proposal'

const seeker = (id: string, more: Partial<Seeker> = {}): Seeker => ({
  id,
  language: 'nl',
  sinceOn: '2026-01-01',
  wishes: [],
  departmentIds: [],
  ...more,
})
const mentor = (id: string, places: number, more: Partial<Mentor> = {}): Mentor => ({
  id,
  language: 'nl',
  places,
  room: places,
  departmentIds: [],
  ...more,
})
const ask = (seekers: Seeker[], mentors: Mentor[], more: Partial<ProposalFacts> = {}) =>
  proposePairs({
    seekers,
    mentors,
    dependenceOf: () => null,
    pastOf: () => undefined,
    isApart: false,
    ...more,
  })
const pairsOf = ({ proposed }: ReturnType<typeof ask>) =>
  proposed.map(({ residentId, mentorId }) => `${residentId} ${mentorId}`).sort()
const past =
  (which: Past, residentId: string, mentorId: string): ProposalFacts['pastOf'] =>
  (hers, his) =>
    hers === residentId && his === mentorId ? which : undefined

describe('a proposal of mentors', () => {
  it('places as many as can be, also when it costs a wish', () => {
    const found = ask([seeker('a', { wishes: ['m'] }), seeker('b')], [mentor('m', 1), mentor('n', 1)], {
      dependenceOf: ({ residentId, mentorId }) =>
        residentId === 'b' && mentorId === 'n' ? 'supervised-her' : null,
    })
    expect(pairsOf(found)).toEqual(['a n', 'b m'])
    expect(found.proposed.map((each) => each.wish)).toEqual([null, undefined])
  })

  it('gives first who has waited longest, and says what is in the way of the others', () => {
    const found = ask(
      [seeker('new', { sinceOn: '2026-09-01' }), seeker('old', { sinceOn: '2025-09-01' })],
      [mentor('m', 1), mentor('n', 3, { room: 0 }), mentor('own', 2)],
      { dependenceOf: ({ mentorId }) => (mentorId === 'own' ? 'assesses-in-her-department' : null) },
    )
    expect(pairsOf(found)).toEqual(['old m'])
    expect(found.unplaced).toEqual([
      {
        residentId: 'new',
        obstacles: [
          { reason: 'no-room', count: 2 },
          { reason: 'assesses-in-her-department', count: 1 },
        ],
      },
    ])
  })

  it('follows wishes in their order before language and load', () => {
    const mentors = [mentor('m', 1, { language: 'en' }), mentor('n', 9)]
    const found = ask([seeker('a', { wishes: ['m', 'n'] }), seeker('b', { wishes: ['m'] })], mentors)
    // Both ask for m: the second wish of a weighs less than none of b.
    expect(pairsOf(found)).toEqual(['a n', 'b m'])
    expect(found.proposed.map((each) => each.wish)).toEqual([2, 1])
    expect(pairsOf(ask([seeker('a', { wishes: ['m'] })], mentors))).toEqual(['a m'])
  })

  it('prefers her language to an even load', () => {
    const found = ask(
      [seeker('a', { language: 'en' })],
      [mentor('m', 5), mentor('e', 5, { room: 1, language: 'en' })],
    )
    expect(pairsOf(found)).toEqual(['a e'])
    expect(found.proposed[0]).toMatchObject({ isSameLanguage: true, guided: 5, places: 5 })
  })

  it('spreads residents over the places that mentors have', () => {
    const seekers = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => seeker(id))
    const { proposed } = ask(seekers, [mentor('m', 8), mentor('n', 4), mentor('busy', 4, { room: 2 })])
    const count = (id: string) => proposed.filter((each) => each.mentorId === id).length
    expect([count('m'), count('n'), count('busy')]).toEqual([4, 2, 0])
  })

  it('does not ask again who said no, and an earlier mentor only when there is no other', () => {
    const mentors = [mentor('m', 1), mentor('n', 1)]
    const no = ask([seeker('a', { wishes: ['m'] })], mentors, { pastOf: past('declined', 'a', 'm') })
    expect(pairsOf(no)).toEqual(['a n'])
    const again = ask([seeker('a'), seeker('b')], mentors, { pastOf: past('ended', 'a', 'm') })
    expect(pairsOf(again)).toEqual(['a n', 'b m'])
    const only = ask([seeker('a')], [mentor('m', 1)], { pastOf: past('ended', 'a', 'm') })
    expect(only.proposed[0]).toMatchObject({ wasBefore: true })
  })

  it('keeps to other departments when that is asked, and only then', () => {
    const [hers, his] = [seeker('a', { departmentIds: ['d'] }), mentor('m', 1, { departmentIds: ['d'] })]
    expect(pairsOf(ask([hers], [his]))).toEqual(['a m'])
    expect(ask([hers], [his], { isApart: true }).unplaced).toEqual([
      { residentId: 'a', obstacles: [{ reason: 'same-department', count: 1 }] },
    ])
  })
})
