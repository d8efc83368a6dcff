import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { messages } from './messages'

const lib = fileURLToPath(new URL('..', import.meta.url))
const migrations = join(lib, '..', 'db', 'migrations')

const sources = [
  ...readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && !/\.(?:test|test-support)\.ts$|notifications\/messages/.test(name),
    )
    .map((name) => readFileSync(join(lib, name), 'utf8')),
  ...readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => readFileSync(join(migrations, name), 'utf8')),
]

/** Every kind of message that a command, a trigger or the worker puts in the outbox, as it stands in the sources. */
function sentKinds(): string[] {
  const told =
    /(?:kind: |kind = |tell\w*\()(?:\w+ \? )?'([\w-]+\.[\w-]+)'|INSERT INTO outbox [^;]*?SELECT '([\w.-]+)'/g
  return sources.flatMap((source) => [...source.matchAll(told)].map((match) => match[1] ?? match[2] ?? ''))
}

it('knows every kind that is put in the outbox', () => {
  const sent = sentKinds()
  expect(sent.length).toBeGreaterThan(10)
  expect(sent.filter((kind) => !Object.hasOwn(messages, kind))).toEqual([])
})

it('knows no kind that nobody sends', () => {
  const unsent = Object.keys(messages).filter(
    (kind) => !sources.some((source) => source.includes(`'${kind}'`)),
  )
  expect(unsent).toEqual([])
})
