import { describe, expect, it } from 'vitest'
import { listChanges, sayChanges } from './changes'
import { evaluate } from './evaluate'
import { readUpdate, type PlanFile, type Update } from './instance'
import type { Restraint } from './replan'
import { FileReplanning } from './replan-files'
import { effortBudget } from './search'
import { smallInstance, smallPlan } from './small.test-support'
import { words } from '@/lib/words/words'

const change = (parts: Partial<Update>): Update => ({
  ...readUpdate(JSON.stringify({ format: 'intervision-update/1', instance: 'small', fromDay: 7 })),
  ...parts,
})

function replanned(
  update: Update,
  restraint: Restraint = 'repairs',
): { plan: PlanFile; replanning: FileReplanning } {
  const replanning = new FileReplanning(
    smallInstance(),
    smallPlan(),
    update,
    restraint,
    1,
    effortBudget(20_000),
  )
  while (replanning.step());
  return { plan: replanning.plan(() => 'full'), replanning }
}

const newcomer = { ...smallInstance().residents[0]!, id: 'new', hireDate: '2027-01-11' }

describe('replanning', () => {
  it('leaves a plan alone that nothing happened to', () => {
    for (const restraint of ['repairs', 'balanced', 'free'] as const) {
      const { plan } = replanned(change({}), restraint)
      expect(listChanges(smallPlan(), plan)).toEqual([])
      expect(sayChanges(words('nl'), 'nl', smallInstance(), smallPlan(), plan)).toEqual([
        'Er verandert niets.',
      ])
    }
  })

  it('places a newcomer and moves nobody else', () => {
    const { plan } = replanned(change({ hires: [newcomer] }))
    expect(listChanges(smallPlan(), plan)).toEqual([
      { kind: 'joined', resident: 'new', to: expect.stringMatching(/^g[12]$/) },
    ])
  })

  it('moves only the meetings to which the psychologist cannot come', () => {
    const { plan, replanning } = replanned(change({ psychologists: [{ id: 'p1', addAbsentDays: [14] }] }))
    const { breaches, lost } = evaluate(replanning.instance, plan)
    expect({ breaches, lost }).toEqual({ breaches: [], lost: [] })
    // Week 3 is the only one left for the second meeting, and the third has to come two weeks later.
    expect(new Set(listChanges(smallPlan(), plan).map(({ kind }) => kind))).toEqual(new Set(['meeting']))
    for (const { meetings } of plan.groups)
      expect(meetings.slice(0, 2).map(({ day }) => day)).toEqual([0, 21])
  })

  it('never moves what is past, however free it is', () => {
    const rosters = ['r1', 'r2'].map((id) => ({ id, roster: 'KKKKK..'.repeat(2) + 'OOOOO..'.repeat(6) }))
    const { plan } = replanned(change({ rosters, fromDay: 20 }), 'free')
    expect(
      plan.groups.map(({ meetings }) => meetings.slice(0, 2).map(({ day, start }) => [day, start])),
    ).toEqual([
      [
        [0, 570],
        [14, 570],
      ],
      [
        [0, 660],
        [14, 660],
      ],
    ])
  })

  it('refuses an update about somebody it does not know', () => {
    expect(() => replanned(change({ leavers: [{ id: 'nobody', endDate: '2027-02-01' }] }))).toThrow('nobody')
  })
})
