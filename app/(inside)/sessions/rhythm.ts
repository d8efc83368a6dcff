import { rhythmInput } from '@/lib/sessions/office-input'
import type { MonthlyNth, Rhythm } from '@/lib/sessions/series-rules'
import { dateOf, formatDate, wallTimeOf, weekdayOf, type Locale } from '@/lib/time'
import type { IssueKey, Words } from '@/lib/words/words'

/** The answers about how it repeats, as an address holds them. */
export type RhythmDraft = Partial<Record<'every' | 'everyWeeks' | 'nth' | 'count' | 'lastOn', string>>

const nths = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' } as const

export function nthWord(t: Words, nth: MonthlyNth): string {
  return t(`planning.where.nths.${nths[nth]}`)
}

/** The rhythm as it is posted: names and values. */
export function rhythmFields(draft: RhythmDraft, at: Date): Record<string, string> {
  const wanted = {
    fromOn: dateOf(at),
    startsTime: wallTimeOf(at),
    every: draft.every,
    everyWeeks: draft.every === 'weeks' ? draft.everyWeeks : undefined,
    monthlyNth: draft.every === 'month' ? draft.nth : undefined,
    count: draft.count,
    lastOn: draft.lastOn,
  }
  return Object.fromEntries(Object.entries(wanted).flatMap(([key, value]) => (value ? [[key, value]] : [])))
}

/** The rhythm that was asked, or the first thing that is wrong with it, as a sentence. */
export function readRhythm(t: Words, draft: RhythmDraft, at: Date): { rhythm: Rhythm } | { issue: string } {
  const parsed = rhythmInput.safeParse(rhythmFields(draft, at))
  if (parsed.success) return { rhythm: parsed.data }
  const key = `issues.${(parsed.error.issues[0]?.message ?? 'invalid') as IssueKey}` as const
  return { issue: t.has(key) ? t(key) : t('issues.invalid') }
}

/** "om de 4 weken, 10 keer". */
export function rhythmWords(t: Words, rhythm: Rhythm, locale: Locale): string {
  const { everyWeeks, monthlyNth, count, lastOn, fromOn } = rhythm
  const weekday = t(`common.weekday.${String(weekdayOf(fromOn)) as '0'}`)
  const often = monthlyNth
    ? t('planning.series.monthly', { nth: nthWord(t, monthlyNth), weekday })
    : everyWeeks === 1
      ? t('planning.series.weekly')
      : t('planning.series.everyWeeks', { count: everyWeeks ?? 1 })
  const end = lastOn
    ? t('planning.series.until', { date: formatDate(lastOn, locale, fromOn) })
    : t('planning.series.times', { count: count ?? 0 })
  return `${often}, ${end}`
}
