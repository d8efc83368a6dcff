import type { PlannedPage } from '@/lib/sessions/planned-queries'

/** The hidden fields of a change: which session, and the state of it that the person saw. */
export const seenOf = ({ id, sequence }: Pick<PlannedPage, 'id' | 'sequence'>) => ({
  sessionId: id,
  seen: sequence,
})
