import { describe, expect, it } from 'vitest'
import { attendanceOf } from './evaluate'
import { explain, listWeaknesses } from './explain'
import { sayUnderSize, sayWeakness } from './sentences'
import { smallInstance, smallPlan } from './small.test-support'
import { words } from '@/lib/words/words'

/** r1 works in the operating room on the Mondays of her group, but not on the Mondays between. */
function weakCase() {
  const instance = smallInstance()
  instance.psychologists[0]!.availability.push({ weekday: 1, from: 540, to: 900, weeks: 'all' })
  instance.residents[0]!.roster = 'OKKKK..'.repeat(8)
  return { instance, plan: smallPlan() }
}

describe('a weak spot', () => {
  it('is everybody below two thirds, with what is in the way', () => {
    const { instance, plan } = weakCase()
    const [weakness, ...others] = listWeaknesses(instance, plan)
    expect(others).toEqual([])
    expect(weakness).toMatchObject({
      attendance: { present: 0, held: 3 },
      causes: [{ why: 'shift', count: 3 }],
      weekday: { weekday: 0, why: 'shift', count: 8, all: 8 },
      better: null,
      relaxations: [{ kind: 'time', day: 1, present: 1, othersLost: 0 }],
    })
  })

  it('names the better group and what keeps her out of it', () => {
    const { instance, plan } = weakCase()
    plan.groups[1]!.meetings = [1, 15, 29].map((day) => ({ day, start: 660, roomId: 'k1' }))
    const better = () =>
      explain(instance, plan, attendanceOf(instance, instance.residents[0]!, plan.groups[0]!)).better
    expect(better()).toEqual({ group: 'g2', present: 3, held: 3, obstacle: 'others' })
    instance.notTogether.push(['r1', 'r6'])
    expect(better()).toMatchObject({ obstacle: 'kept-apart' })
    instance.notTogether = []
    instance.rules.groupSize.softMax = 4
    expect(better()).toMatchObject({ obstacle: 'full' })
  })

  it('says what consent to a day off would bring', () => {
    const { instance, plan } = weakCase()
    instance.residents[0]!.roster = '-KKKK..'.repeat(8)
    const [weakness] = listWeaknesses(instance, plan)
    expect(weakness!.relaxations).toContainEqual({ kind: 'day-off', present: 3 })
  })

  it('tells other departments no more than that she is on shift', () => {
    const { instance, plan } = weakCase()
    instance.residents[0]!.roster = 'VKKKK..NKKKK..'.repeat(4)
    const [weakness] = listWeaknesses(instance, plan, new Map([['r1', 1]]))
    const said = (knows: boolean) => sayWeakness(words('nl'), 'nl', instance, weakness!, knows).join(' ')
    expect(said(true)).toContain('verlof')
    expect(said(false)).not.toMatch(/verlof|maandag/)
    expect(said(false)).toContain('op dienst (3x)')
    expect(said(false)).toContain('3 van 3')
  })

  it('is a group below its wished size', () => {
    const { instance, plan } = weakCase()
    instance.rules.groupSize.softMin = 5
    expect(sayUnderSize(words('en'), instance, plan)[0]).toBe(
      'g1 has 4 members; 5 is wished. 8 residents over 2 groups is 4 on average.',
    )
  })
})
