import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { messages } from './messages'

const lib = fileURLToPath(new URL('..', import.meta.url))
const migrations = join(lib, '..', 'db', 'migrations')

/** Every kind of message that a command or a trigger puts in the outbox, as it stands in the sources. */
function sentKinds(): string[] {
  const commands = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|test-support)\.ts$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(lib, name), 'utf8').matchAll(/(?:kind: |tell\w*\()'([\w-]+\.[\w-]+)'/g),
    ])
  const triggers = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) => [
      ...readFileSync(join(migrations, name), 'utf8').matchAll(
        /INSERT INTO outbox [^;]*?SELECT '([\w.-]+)'/g,
      ),
    ])
  return [...new Set([...commands, ...triggers].map((match) => match[1] ?? ''))].toSorted()
}

it('knows every kind that is put in the outbox, and no kind that nobody sends', () => {
  expect(sentKinds()).toEqual(Object.keys(messages).toSorted())
})
