import { expect, it } from 'vitest'
import { asked, at, board, draft, startMs } from './board.test-support'
import { moveSaid } from './board-said'

// The plan begins in week 1 of 2027: group A meets in weeks 1 and 3, group B in weeks 1 and 4.
const said = (text: string, of = draft) => moveSaid(board({}, of), asked, text)
const named = {
  ...draft,
  groups: draft.groups.map((group) => ({ ...group, name: `Voorjaar ${group.name}` })),
}

it('takes the nearest meeting of that group to the best start of the week', () => {
  const moved = { groupId: 'a', meeting: 1, startsAt: startMs(1, 1), fromWeek: 2 }
  expect(said('verplaats A week 2')).toEqual({ ...moved, meeting: 0, fromWeek: 0 })
  expect(said('Move a from week 3 to wk 2', named)).toEqual(moved)
  expect(said(' verplaats voorjaar A van week 3 naar week 2 ', named)).toEqual(moved)
})

it('takes the next one where the nearest is locked', () => {
  const groups = draft.groups.map((group) =>
    group.id === 'a' ? { ...group, meetings: [{ ...at(0), locked: true as const }, at(2)] } : group,
  )
  expect(said('verplaats A week 2', { ...draft, groups })).toMatchObject({ meeting: 1 })
})

it('says what it does not understand, what is not there, and where there is no place', () => {
  expect(said('schuif A op')).toBe('plan-said')
  expect(said('verplaats week 2')).toBe('plan-said')
  expect(said('verplaats C week 2')).toBe('plan-said-group')
  expect(said('verplaats A week 50')).toBe('plan-said-week')
  expect(said('verplaats A van week 50 naar week 2')).toBe('plan-said-week')
  // The week of its other meeting, and a meeting that is not there.
  expect(said('verplaats A van week 1 naar week 3')).toBe('plan-place')
  expect(said('verplaats A van week 2 naar week 4')).toBe('plan-place')
  const twins = { ...named, groups: named.groups.map((group) => ({ ...group, name: `${group.id} X` })) }
  expect(said('verplaats X week 2', twins)).toBe('plan-said-group')
})
