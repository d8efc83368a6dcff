import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Viewer } from '@/lib/viewer'
import { mayImport, type ImportKind } from './policy'

/** Written out, so that a build finds the files it must take along. */
const samples = {
  people: {
    right: join(process.cwd(), 'db/demo/people.csv'),
    mistakes: join(process.cwd(), 'db/demo/people-with-mistakes.csv'),
  },
  roster: {
    right: join(process.cwd(), 'db/demo/roster.csv'),
    mistakes: join(process.cwd(), 'db/demo/roster-with-mistakes.csv'),
  },
} as const

/**
 * A sample file for whoever may import its kind, or null. With a byte order mark, without which Excel reads accents wrong.
 */
export async function loadSample(
  viewer: Viewer,
  kind: ImportKind,
  { mistakes }: { mistakes: boolean },
): Promise<string | null> {
  if (!mayImport(viewer, kind)) return null
  const text = await readFile(
    /* turbopackIgnore: true */ samples[kind][mistakes ? 'mistakes' : 'right'],
    'utf8',
  )
  return `\uFEFF${text.replace(/^\uFEFF/, '')}`
}
