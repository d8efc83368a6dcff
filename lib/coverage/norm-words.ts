import type { Words } from '@/lib/words/words'
import type { ListedNorm } from './norms'

/** "eerste binnen 30 dagen, daarna elke 90 dagen" */
export function normWords(t: Words, norm: Pick<ListedNorm, 'firstWithinDays' | 'everyDays'>): string {
  const { firstWithinDays: first, everyDays: every } = norm
  if (first === null) return t('norms.none')
  return every === null ? t('norms.once', { first }) : t('norms.days', { first, every })
}

/** "Chirurgie · anios", or the whole hospital. */
export function normPlace(t: Words, { department, kind }: Pick<ListedNorm, 'department' | 'kind'>): string {
  return [department ?? t('norms.everywhere'), kind && t(`common.kind.${kind}`)].filter(Boolean).join(' · ')
}

/** Those that a hospital begins with hold since always. */
export const isSinceAlways = ({ sinceOn }: Pick<ListedNorm, 'sinceOn'>): boolean => sinceOn < '2001'
