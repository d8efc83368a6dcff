import type { Words } from '@/lib/words/words'
import type { ListedNorm } from './norms'

/** "eerste binnen 30 dagen, daarna elke 90 dagen" */
export function normWords(t: Words, norm: Pick<ListedNorm, 'firstWithinDays' | 'everyDays'>): string {
  const { firstWithinDays: first, everyDays: every } = norm
  if (first === null) return t('norms.none')
  return every === null ? t('norms.once', { first }) : t('norms.days', { first, every })
}
