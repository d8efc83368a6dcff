import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import nl from './nl'

type Catalog = { [key: string]: string | Catalog }

const namesOf = (catalog: Catalog, prefix = ''): string[] =>
  Object.entries(catalog).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : namesOf(value, `${prefix}${key}.`),
  )

const sources = ['app', 'lib'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
)

/** `pairings.done.${done}` says every text of which the fixed parts are these. */
const patternOf = (template: string) => {
  const fixed = template.split(/\$\{(?:[^{}]|\{[^}]*\})*\}/)
  return new RegExp(`^${fixed.map((part) => part.replaceAll('.', '\\.')).join('.+')}$`)
}

it('keeps no text that nobody says', () => {
  const names = new Set(
    sources.flatMap((text) => [...text.matchAll(/'([A-Za-z][\w.-]*)'/g)].map((m) => m[1])),
  )
  const patterns = sources
    .flatMap((text) => [...text.matchAll(/`([a-zA-Z]+\.[^`\n]*)`/g)].map((m) => m[1]!))
    .map(patternOf)
  // Refusals and mistakes are named without their catalog.
  const isSaid = (name: string) =>
    names.has(name) ||
    names.has(name.replace(/^(refusals|issues)\./, '')) ||
    patterns.some((pattern) => pattern.test(name))
  expect(namesOf(nl as Catalog).filter((name) => !isSaid(name))).toEqual([])
})
