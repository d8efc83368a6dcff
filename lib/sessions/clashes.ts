import type { Reason } from '@/lib/availability/reasons'
import type { Words } from '@/lib/words/words'

/**
 * Why somebody cannot, as far as an office learns it: on duty, resting, or busy, never with what. `closed`: a public holiday,
 * the weekend or the evening; `past`: it is over. These two are nobody's. `notice`: a guide wants to know earlier. `unknown`: her
 * roster does not reach that far yet, which keeps nobody from a series and wants a reason otherwise.
 */
export type ClashKind = 'shift' | 'rest' | 'busy' | 'closed' | 'past' | 'notice' | 'unknown'

export interface Clash {
  /** Whose it is; null when it lies with the date. */
  personId: string | null
  kind: ClashKind
}

/** A clash as it is judged: of rest with the rule behind it, which is kept when an office sets it aside. `toldOf` leaves it out. */
export interface JudgedClash extends Clash {
  rule?: Reason
}

/** What a page, a message or a person gets to read. */
export function toldOf(clashes: readonly JudgedClash[]): Clash[] {
  return clashes.map(({ personId, kind }) => ({ personId, kind }))
}

const ofTheDate: Partial<Record<Reason, ClashKind>> = {
  holiday: 'closed',
  'outside-hours': 'closed',
  notice: 'notice',
}
const inHerTime = new Set<Reason>(['leave', 'busy', 'guide-busy', 'guide-away'])

/** What an office learns of a reason of the rest engine. */
export function clashKindOf(reason: Reason): ClashKind {
  if (reason === 'on-shift') return 'shift'
  return ofTheDate[reason] ?? (inHerTime.has(reason) ? 'busy' : 'rest')
}

/**
 * May an office plan this anyway, with a reason? Only over somebody's rest, her free day, her load or what is not known yet: never over a duty, a
 * leave or another session, and not on a day or at an hour at which nobody is planned.
 */
export function isOnlyRest(clashes: readonly Clash[]): boolean {
  return clashes.every(({ kind }) => kind === 'rest' || kind === 'unknown')
}

/** "Anna de Wit: bezet. Bram Vos: rust." A date that is closed is said once. */
export function clashSentence(
  t: Words,
  clashes: readonly Clash[],
  names: ReadonlyMap<string, string>,
): string {
  return clashes
    .map(({ personId, kind }) =>
      personId === null || kind === 'closed' || kind === 'past'
        ? t(`planning.clash.${kind}`)
        : t('planning.clash.person', { name: names.get(personId) ?? '–', why: t(`planning.clash.${kind}`) }),
    )
    .join(' ')
}
