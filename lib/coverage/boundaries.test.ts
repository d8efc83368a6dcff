import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { mutations } from './boundaries'

const root = fileURLToPath(new URL('../..', import.meta.url))

it.each(mutations)('$boundary still stands where it is moved', ({ file, find, put }) => {
  const source = readFileSync(join(root, file), 'utf8')
  expect(source.includes(find)).toBe(true)
  expect(put).not.toBe(find)
})
