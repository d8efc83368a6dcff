import { describe, expect, it } from 'vitest'
import { agendaHref, datesOf, monthAfter, monthInWords, monthOf, readPeriod, weekInWords } from './period'

const today = '2026-11-26'

describe('the address of an agenda', () => {
  it('without a week is seven days from today, drawn in the week of today', () => {
    const period = readPeriod({}, today)
    expect([period.monday, period.fromOn, period.untilOn]).toEqual(['2026-11-23', '2026-11-23', '2026-12-03'])
    expect(agendaHref(period, {})).toBe('/agenda')
  })

  it('with a week is that week, whichever day of it was asked', () => {
    const period = readPeriod({ week: '2026-12-09' }, today)
    expect(datesOf(period)).toHaveLength(7)
    expect(period.monday).toBe('2026-12-07')
  })

  it.each(['0000-99-99', '2026-02-29', '9999-12-31', '', 'x'])('takes %j for no week', (week) => {
    expect(readPeriod({ week }, today)).toEqual(readPeriod({}, today))
  })

  it('with a month is whole weeks around it', () => {
    const period = readPeriod({ view: 'month', week: '2026-12-01' }, today)
    expect([period.fromOn, period.untilOn]).toEqual(['2026-11-30', '2027-01-04'])
    expect([monthOf(period), monthInWords(monthOf(period), 'nl')]).toEqual(['2026-12-01', 'december 2026'])
    expect([monthAfter('2026-12-01', 1), monthAfter('2026-12-01', -1)]).toEqual(['2027-01-01', '2026-11-01'])
  })

  it('keeps the forms from step to step', () => {
    const period = readPeriod({ form: ['check-in', 'mentor-session'], week: '2026-12-07' }, today)
    expect(agendaHref(period, { week: '2026-12-14' })).toBe(
      '/agenda?week=2026-12-14&form=check-in&form=mentor-session',
    )
    expect(agendaHref(period, { week: null, view: 'month' })).toBe(
      '/agenda?view=month&form=check-in&form=mentor-session',
    )
  })

  it('takes no form that does not exist', () => {
    expect(readPeriod({ form: ['nonsense', 'check-in'] }, today).forms).toEqual(['check-in'])
  })

  it('says in no address what only two people know', () => {
    const period = readPeriod({ form: ['quiet', 'quiet-long', 'shadow-day'] }, today)
    expect(period.forms).toEqual(['psychologist-session', 'learning-therapy', 'shadow-day'])
    expect(agendaHref(period, {})).toBe('/agenda?form=quiet&form=quiet-long&form=shadow-day')
    expect(readPeriod({ form: 'psychologist-session' }, today).forms).toEqual([])
  })

  it('names no form when others can read along', () => {
    const period = readPeriod({ form: 'quiet' }, today)
    expect(agendaHref(period, { isDiscreet: true })).toBe('/agenda?discreet=1')
    expect(readPeriod({ form: 'quiet', discreet: '1' }, today).forms).toEqual([])
  })
})

describe('a week in words', () => {
  it('names both days with their weekday', () => {
    expect(weekInWords('2026-11-23', 'nl')).toBe('ma 23 nov – zo 29 nov 2026')
    expect(weekInWords('2026-11-30', 'en')).toBe('Mon 30 Nov – Sun 6 Dec 2026')
    expect(weekInWords('2026-12-28', 'nl')).toBe('ma 28 dec 2026 – zo 3 jan 2027')
  })
})
