import type { CodeMeaning } from '@/lib/rosters/codes'
import type { Words } from '@/lib/words/words'

/** What a code means, in a word. */
export const meaningOf = (kind: CodeMeaning, t: Words) =>
  kind === 'ignore' ? t('imports.codes.ignore') : t(`common.shift.${kind}`)
