import type { Causes, unplacedReason, WeakSpot } from '@/lib/groups/weak-spots'
import { dateOf, formatDate, formatTime, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'

/**
 * Why somebody can come to so few meetings, as sentences. `knows`: the reader is of her own department; others learn that she is
 * on shift, not what her roster says.
 */
export function weakWords(t: Words, locale: Locale, spot: WeakSpot, knows: boolean): string[] {
  const { present, held, missed, usual, better, relaxation } = spot
  const when = (ms: number) =>
    `${formatDate(dateOf(new Date(ms)), locale)}, ${formatTime(new Date(ms), locale)}`
  const there = better && { group: better.group.name, present: better.present, held: better.held }
  return [
    t('groupPlans.side.why.missed', { count: held - present, causes: causeWords(t, missed, knows) }),
    usual && totalOf(usual.causes) > 0
      ? t('groupPlans.side.why.usual', {
          all: usual.all,
          weekday: t(`common.weekday.${usual.weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6}`),
          time: usual.at,
          causes: causeWords(t, usual.causes, knows),
        })
      : '',
    !there
      ? t('groupPlans.side.noBetter')
      : better.obstacle
        ? t('groupPlans.side.barred', { ...there, why: t(`groupPlans.member.${better.obstacle}`) })
        : t('groupPlans.side.better', there),
    relaxation
      ? t('groupPlans.side.why.relax', {
          from: when(relaxation.fromMs),
          to: when(relaxation.toMs),
          present: present + 1,
          held,
          others: relaxation.othersLost,
        })
      : t('groupPlans.side.why.noRelax'),
  ].filter(Boolean)
}

const totalOf = ({ shift, rest, busy }: Causes) => shift + rest + busy

function causeWords(t: Words, causes: Causes, knows: boolean): string {
  if (!knows) return t('groupPlans.side.why.onShift', { count: totalOf(causes) })
  return (['shift', 'rest', 'busy'] as const)
    .filter((cause) => causes[cause] > 0)
    .map((cause) => t(`groupPlans.side.why.${cause}`, { count: causes[cause] }))
    .join(', ')
}

/** Why somebody has no group, in one sentence or two. */
export function unplacedWords(t: Words, { open, obstacles }: ReturnType<typeof unplacedReason>): string {
  if (open)
    return t('groupPlans.side.why.open', { group: open.group.name, present: open.present, held: open.held })
  return Object.values(obstacles).every((count) => count === 0)
    ? t('groupPlans.side.why.noGroup')
    : t('groupPlans.side.why.noPlace', obstacles).trim()
}
