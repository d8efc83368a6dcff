import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { needsBuild, readBuild, readSources, stampBuild } from './build'

describe('whether to build', () => {
  const sources = { fingerprint: 'new', newestAt: 1000 }
  test.each([
    ['there is none', null, true],
    ['made from these sources', { id: 'a', builtAt: 500, madeFrom: 'new' }, false],
    ['made from others, as after a pull', { id: 'a', builtAt: 5000, madeFrom: 'old' }, true],
    ['made by hand after the last change', { id: 'a', builtAt: 1500, madeFrom: null }, false],
    ['made by hand before the last change', { id: 'a', builtAt: 500, madeFrom: null }, true],
  ])('%s', (_name, build, expected) => {
    expect(needsBuild(build, sources)).toBe(expected)
  })
})

describe('on disk', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'klankbord-build-'))
    mkdirSync(join(root, 'app/deep'), { recursive: true })
    mkdirSync(join(root, '.next'))
    writeFileSync(join(root, 'app/deep/page.tsx'), 'one')
    writeFileSync(join(root, 'package-lock.json'), '{}')
  })
  afterEach(() => rmSync(root, { recursive: true }))
  const fingerprint = () => readSources(root).fingerprint

  test('any byte of a source or a setting counts; dates, tests and what next writes do not', () => {
    const first = fingerprint()
    writeFileSync(join(root, 'app/deep/page.test.tsx'), 'test')
    writeFileSync(join(root, 'next-env.d.ts'), 'generated')
    writeFileSync(join(root, 'tsconfig.json'), '{}')
    utimesSync(join(root, 'app/deep/page.tsx'), new Date(), new Date())
    expect(fingerprint()).toBe(first)
    writeFileSync(join(root, 'package-lock.json'), '{ }')
    const second = fingerprint()
    expect(second).not.toBe(first)
    writeFileSync(join(root, 'app/deep/page.tsx'), 'two')
    expect(fingerprint()).not.toBe(second)
  })

  test('the stamp holds for the build it was made for, and no other', () => {
    expect(readBuild(root)).toBeNull()
    writeFileSync(join(root, '.next/BUILD_ID'), 'first')
    stampBuild(root, 'abc')
    expect(readBuild(root)).toMatchObject({ id: 'first', madeFrom: 'abc' })
    writeFileSync(join(root, '.next/BUILD_ID'), 'by hand')
    expect(readBuild(root)).toMatchObject({ id: 'by hand', madeFrom: null })
  })
})
