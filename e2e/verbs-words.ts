import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '@/db/launch/places'

type Catalog = { [key: string]: string | Catalog }

const inCamelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Every text of a language with its key, such as `checkIns.title`, from the files themselves. */
export function textsIn(locale: 'nl' | 'en'): [string, string][] {
  const folder = join(projectRoot, 'lib', 'words', locale)
  return readdirSync(folder).flatMap((file) =>
    flatten(
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Catalog,
      `${inCamelCase(file.replace('.json', ''))}.`,
    ),
  )
}

function flatten(catalog: Catalog, prefix: string): [string, string][] {
  return Object.entries(catalog).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  )
}
