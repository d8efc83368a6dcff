import { describe, expect, it } from 'vitest'
import { PlanFileError, readInstance } from './instance'
import { questionOf } from './loader'
import { listObstructions } from './obstacles'
import { problemOf } from './problem'
import { sayObstruction } from './sentences'
import { smallInstance } from './small.test-support'
import type { Instance } from './instance'
import { words } from '@/lib/words/words'

const read = (change: (instance: Instance) => unknown) => {
  const instance = smallInstance()
  change(instance)
  return readInstance(JSON.stringify(instance))
}

describe('an instance file', () => {
  it('is read', () => expect(read(() => {})).toEqual(smallInstance()))

  it.each<[string, (instance: Instance) => unknown]>([
    ['rules.durationMin', (instance) => (instance.rules.durationMin = 0)],
    ['there twice', (instance) => instance.residents.push(instance.residents[0]!)],
    ['not a Monday', (instance) => (instance.horizon.start = '2027-01-05')],
    ['hireDate', (instance) => (instance.residents[0]!.hireDate = 'soon')],
  ])('says what is wrong: %s', (part, change) => {
    expect(() => read(change)).toThrow(PlanFileError)
    expect(() => read(change)).toThrow(part)
  })

  it('that is not JSON is refused in one line', () => {
    expect(() => readInstance('{')).toThrow(/^the instance is not JSON/)
  })
})

describe('what stands in the way', () => {
  it.each<[string, (instance: Instance) => unknown]>([
    ['nobody', (instance) => (instance.residents = [])],
    ['too-few-people', (instance) => instance.residents.splice(1)],
    ['weeks', (instance) => (instance.rules.lastWeekMin = 60)],
    ['no-room', (instance) => instance.rooms.splice(0)],
    ['no-guide-series', (instance) => instance.psychologists[0]!.availability.splice(0)],
    ['places', (instance) => (instance.psychologists[0]!.maxGroups = 1)],
    ['department-barred', (instance) => instance.psychologists[0]!.notForDepartments.push('A')],
    ['department-too-large', (instance) => (instance.rules.maxSameDepartment = 1)],
  ])('%s is named, in both languages', (rule, change) => {
    const instance = smallInstance()
    change(instance)
    const found = listObstructions(problemOf(questionOf(instance)))
    expect(found.map((one) => one.rule)).toContain(rule)
    for (const locale of ['nl', 'en'] as const)
      for (const one of found) expect(sayObstruction(words(locale), one)).not.toMatch(/groupPlanner|[{}]/)
  })

  it('is nothing in a good instance', () => {
    expect(listObstructions(problemOf(questionOf(smallInstance())))).toEqual([])
  })
})
