import type { Missing } from '@/lib/groups/board'
import type { GroupChange } from '@/lib/groups/member-effects'
import type { Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'

/** "95,6%" */
export function percent(share: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

/** How good a plan is, and how good it can be. */
export function standingWords(
  t: Words,
  locale: Locale,
  standing: { mean: number; lowest: number; unplaced: number },
  bound: number | null,
): string {
  const { mean, lowest, unplaced } = standing
  return [
    t('groupPlans.unplaced', { count: unplaced }),
    t('groupPlans.standing', { mean: percent(mean, locale), lowest: percent(lowest, locale) }),
    bound === null ? '' : t('groupPlans.bound', { bound: percent(bound, locale) }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Why members miss a meeting, as counts; and how many rosters are not known yet. */
export function missingWords(t: Words, missing: Missing, unknown: number): string {
  return [
    t('groupPlans.board.missing', { ...missing }).trim(),
    unknown > 0 ? t('groupPlans.board.unknown', { count: unknown }) : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** An attendance as a percentage; a dash of a group in which nobody is. */
export function shareWords(attendance: number | null, locale: Locale): string {
  return attendance === null ? '–' : percent(attendance, locale)
}

/** What a move does to one group: its members and its attendance, before and after. */
export function changeWords(t: Words, locale: Locale, { group, before, after }: GroupChange): string {
  return t('groupPlans.member.change', {
    group: group.name,
    size: before.size,
    newSize: after.size,
    attendance: shareWords(before.attendance, locale),
    newAttendance: shareWords(after.attendance, locale),
  })
}

/** Of how full a meeting would be: shape and colour beside the word. */
export const levelTones = { full: 'good', tight: 'soon', few: 'late' } as const
