import { dateOf, formatDate, formatRange, formatTime, type CalendarDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import type nl from '@/lib/words/nl'

/** What a sentence fills in: text as the file has it, a calendar date, an instant, or a start and an end. */
export type Detail = Record<string, string | number | { on: CalendarDate } | Date | readonly [Date, Date]>

/** What is wrong in a line of a file, with its sentence in `words/<language>/imports.json`. */
export interface Mistake {
  reason: keyof typeof nl.imports.mistake
  /** The column to look at, as the files call it; absent when it is the line as a whole. */
  column?: string
  detail?: Detail
}

/** The sentence of a mistake: what is wrong and how to mend it. `today` decides whether years are written. */
export function sentenceOf(mistake: Mistake, t: Words, locale: Locale, today: string): string {
  const written = Object.entries(mistake.detail ?? {}).map(([name, value]) => {
    if (value instanceof Date) return [name, writeInstant(value, locale, today)]
    if (typeof value === 'object' && 'on' in value) return [name, formatDate(value.on, locale, today)]
    if (typeof value === 'object') return [name, formatRange(value[0], value[1], locale, today)]
    return [name, value]
  })
  return t(
    `imports.mistake.${mistake.reason}`,
    Object.fromEntries(written) as Record<string, string | number>,
  )
}

function writeInstant(at: Date, locale: Locale, today: string): string {
  return `${formatDate(dateOf(at), locale, today)}, ${formatTime(at, locale)}`
}

export type LineState = 'new' | 'changed' | 'same' | 'wrong'
export type Counts = Record<LineState, number>

/** How many lines of a preview are in each state. */
export function countStates(lines: readonly { state: LineState }[]): Counts {
  const counts: Counts = { new: 0, changed: 0, same: 0, wrong: 0 }
  for (const { state } of lines) counts[state] += 1
  return counts
}

/** Cell text as it may stand in a sentence: one line, not too long. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
