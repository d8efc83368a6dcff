import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Viewer } from '@/lib/viewer'
import { mayImport, type ImportKind } from './policy'

/** Written out, so that a build finds the files it must take along. */
const samples = {
  people: {
    right: join(process.cwd(), 'db/demo/people.csv'),
    mistakes: join(process.cwd(), 'db/demo/people-with-mistakes.csv'),
    workbook: join(process.cwd(), 'db/demo/people.xlsx'),
    calendar: null,
  },
  roster: {
    right: join(process.cwd(), 'db/demo/roster.csv'),
    mistakes: join(process.cwd(), 'db/demo/roster-with-mistakes.csv'),
    workbook: join(process.cwd(), 'db/demo/roster.xlsx'),
    calendar: join(process.cwd(), 'db/demo/roster.ics'),
  },
} as const

export const sampleKinds = ['right', 'mistakes', 'workbook', 'calendar'] as const

/**
 * A sample file for whoever may import its kind, or null. A text with a byte order mark, without which Excel reads accents
 * wrong; a workbook as it is.
 */
export async function loadSample(
  viewer: Viewer,
  kind: ImportKind,
  which: (typeof sampleKinds)[number],
): Promise<string | Uint8Array<ArrayBuffer> | null> {
  const path = samples[kind][which]
  if (!mayImport(viewer, kind) || !path) return null
  const bytes = await readFile(/* turbopackIgnore: true */ path)
  if (which === 'calendar') return bytes.toString('utf8')
  return which === 'workbook'
    ? Uint8Array.from(bytes)
    : `\uFEFF${bytes.toString('utf8').replace(/^\uFEFF/, '')}`
}
