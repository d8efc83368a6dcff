import { describe, expect, it } from 'vitest'
import { planSupervision, type Supervision } from './supervision'

const today = '2026-11-26'
const wanted = { guideId: 'new', fromOn: '2026-09-01', untilOn: null }
const stood = (fromOn: string, untilOn: string | null, guideId = 'old', line?: number): Supervision => ({
  id: `${guideId} ${fromOn}`,
  guideId,
  fromOn,
  untilOn,
  line,
})

describe('planSupervision', () => {
  it('gives a first supervisor from the beginning of the role until its end', () => {
    expect(planSupervision([], { ...wanted, untilOn: '2027-03-01' }, today)).toEqual({
      plan: 'change',
      ended: null,
      added: { guideId: 'new', fromOn: '2026-09-01', untilOn: '2027-03-01' },
    })
  })
  it('gives another supervisor from today and ends the old one then', () => {
    expect(planSupervision([stood('2026-09-01', null)], wanted, today)).toEqual({
      plan: 'change',
      ended: { id: 'old 2026-09-01', guideId: 'old', untilOn: today },
      added: { guideId: 'new', fromOn: today, untilOn: null },
    })
  })
  it('gives another supervisor from the first day of a role that is still to begin', () => {
    const later = { ...wanted, fromOn: '2027-01-01' }
    expect(planSupervision([stood('2026-09-01', null)], later, today)).toMatchObject({
      ended: { untilOn: '2027-01-01' },
      added: { fromOn: '2027-01-01' },
    })
  })
  it('leaves the same supervisor alone, whenever that began', () => {
    expect(planSupervision([stood('2026-10-01', null, 'new')], wanted, today)).toEqual({ plan: 'same' })
  })
  it('fills only the days without: after who was, before who comes', () => {
    const standing = [stood('2026-09-01', '2026-11-01'), stood('2027-02-01', null)]
    expect(planSupervision(standing, wanted, today)).toEqual({
      plan: 'change',
      ended: null,
      added: { guideId: 'new', fromOn: '2026-11-01', untilOn: '2027-02-01' },
    })
  })
  it('looks past a pairing that ended on the day it began', () => {
    expect(planSupervision([stood('2026-11-26', '2026-11-26')], wanted, today)).toMatchObject({
      added: { fromOn: '2026-09-01' },
    })
  })
  it('does not rewrite a period that is over', () => {
    const past = { ...wanted, untilOn: '2026-10-01' }
    expect(planSupervision([stood('2026-09-01', '2026-10-01')], past, today)).toEqual({ plan: 'past' })
    expect(planSupervision([stood('2026-09-01', '2026-10-01', 'new')], past, today)).toEqual({ plan: 'same' })
  })
  it('refuses a second supervisor at once within the file', () => {
    const clash = stood('2026-09-01', null, 'other', 7)
    expect(planSupervision([clash], wanted, today)).toEqual({ plan: 'clash', with: clash })
  })
})
