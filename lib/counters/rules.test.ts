import { describe, expect, it } from 'vitest'
import { anotherHospital } from './file.test-support'
import { isSameName, judgeFile, totalOf, type BroughtCount } from './rules'

const east = anotherHospital()
const her = { name: 'Noor de Vries', source: 'a'.repeat(64) }
const now = new Date('2026-11-24T10:00:00.000Z')
const judge = (content: ReturnType<typeof east.contentOf>, known: BroughtCount[] = []) =>
  judgeFile(content, her, known, now)
const rowsOf = (content: ReturnType<typeof east.contentOf>, known: BroughtCount[] = []) => {
  const judged = judge(content, known)
  return 'rows' in judged ? judged.rows : judged.problem
}

it('a total is what was held, corrected and brought, and never below zero', () => {
  expect(totalOf(3, -1, [{ held: 5, added: 2 }])).toBe(9)
  expect(totalOf(1, -2, [])).toBe(0)
})

it.each([
  ['Noor de Vries', 'noor  DE vries', true],
  ['Zoë Müller-Smit', 'Zoe Muller Smit', true],
  ['Noor de Vries', 'Noor de Vriese', false],
  ['Noor de Vries', 'Bram de Vries', false],
])('the names %s and %s are the same: %s', (one, other, isSame) => {
  expect(isSameName(one, other)).toBe(isSame)
})

describe('a file', () => {
  it('gives a number for each place', () => {
    expect(rowsOf(east.contentOf(7))).toMatchObject([
      { source: east.source, form: 'supervision-group', held: 7, added: 0 },
    ])
  })
  it('of somebody else changes nothing', () => {
    expect(rowsOf(east.contentOf(7, { name: 'Bram de Boer' }))).toBe('counters-file-name')
  })
  it('read again changes nothing', () => {
    const content = east.contentOf(7)
    const known = rowsOf(content) as BroughtCount[]
    expect(rowsOf(content, known)).toBe('counters-file-same')
  })
  it('that is newer replaces the older number, and the older one does not come back', () => {
    const old = east.contentOf(7)
    const fresh = east.contentOf(9, { issuedAt: '2026-11-22T10:00:00.000Z' })
    const known = rowsOf(fresh, rowsOf(old) as BroughtCount[]) as BroughtCount[]
    expect(known).toMatchObject([{ held: 9 }])
    expect(rowsOf(old, known)).toBe('counters-file-older')
  })
  it('of later than now changes nothing: it would keep every true one out', () => {
    expect(rowsOf(east.contentOf(7, { issuedAt: '2026-11-24T11:00:01.000Z' }))).toBe('counters-file-ahead')
    expect(rowsOf(east.contentOf(7, { issuedAt: '2026-11-24T10:59:00.000Z' }))).toHaveLength(1)
  })
  it('of this very account changes nothing, and of one elsewhere what was counted here is left out', () => {
    const content = east.contentOf(7)
    const [part] = content.parts
    const here = { ...part!, source: her.source }
    expect(rowsOf({ ...content, source: her.source, parts: [here] })).toBe('counters-file-own')
    expect(rowsOf({ ...content, parts: [part!, here] })).toMatchObject([{ source: east.source }])
  })
})
