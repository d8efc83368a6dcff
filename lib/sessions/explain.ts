import type { Refused } from '@/lib/availability/explain'
import type { Reason } from '@/lib/availability/reasons'
import { workingTime } from '@/lib/availability/settings'
import type { WorkingTime } from '@/lib/availability/working-time'
import { dateOf, formatDate, formatTime, todayOn, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'

/**
 * Reasons of the resident that others read in one word only: neither which shift nor that it is leave.
 * (Least knowledge: "op dienst" or "bezet", never the kind of somebody else's absence.)
 */
const onlyHers = new Set<Reason>(['leave', 'busy', 'day-off', 'weekly-rest', 'load'])

/**
 * Why a time is not offered, as one sentence: "Je hebt nachtdienst tot 08:00; vrij vanaf 22:00." `isOwn`: the reader is the
 * resident whose time it is; anybody else reads no more than that she is on shift, resting or busy.
 */
export function explainRefused(
  t: Words,
  locale: Locale,
  refused: Refused,
  reader: { isOwn: boolean; now: Date },
): string {
  const { reason, because, until } = refused
  const today = todayOn(reader.now)
  const moment = (at: Date) =>
    dateOf(at) === dateOf(refused.startAt)
      ? formatTime(at, locale)
      : `${formatDate(dateOf(at), locale, today)}, ${formatTime(at, locale)}`
  const rules = workingTime()
  const hours = hoursOf(reason, rules)
  const after = until ? t('availability.after', { when: moment(until) }) : ''
  const whose = reader.isOwn || refused.who === null ? 'own' : 'other'
  if (refused.isUnknown) return t(`availability.${whose}.roster-unknown`)
  if (whose === 'own') {
    const shift =
      because && because.kind !== 'session'
        ? t(`common.shift.${because.kind}`).toLowerCase()
        : t('availability.session')
    if (reason === 'rest-before-shift' && because?.kind === 'session')
      return t('availability.restBeforeSession', { from: moment(because.startAt), hours }) + after
    return (
      t(`availability.own.${reason}`, {
        shift,
        from: because ? moment(because.startAt) : '',
        until: because ? moment(because.endAt) : '',
        hours,
        average: Math.round(rules.averageHours / rules.averageWeeks),
      }) + after
    )
  }
  return t(`availability.other.${onlyHers.has(reason) ? 'busy' : restOrShift(reason)}`) + after
}

/** The number of hours that a reason is about; 0 for one without. */
function hoursOf(reason: Reason, rules: WorkingTime): number {
  const hours: Partial<Record<Reason, number>> = {
    'rest-after-shift': rules.restAfterShiftHours,
    'rest-after-night': rules.restAfterNightHours,
    'rest-after-nights': rules.restAfterNightsHours,
    'rest-before-shift': rules.restBeforeShiftHours,
    'too-long': rules.blockHours,
    'weekly-rest': rules.weeklyRestHours,
    load: rules.weekHours,
  }
  return hours[reason] ?? 0
}

function restOrShift(reason: Reason): 'rest' | 'shift' | 'busy' {
  if (reason === 'on-shift' || reason === 'before-night' || reason === 'too-long') return 'shift'
  return reason.startsWith('rest-') ? 'rest' : 'busy'
}

/** The kinds of reason that the sentence "no free times" counts: on shift or resting, roster not known, guide busy, and the rest. */
export function countReasons(refused: Iterable<Refused>) {
  const count = { shift: 0, unknown: 0, guide: 0, other: 0 }
  for (const { reason, isUnknown } of refused) {
    if (reason === 'guide-away' || reason === 'guide-busy') count.guide++
    else if (reason === 'holiday' || reason === 'outside-hours' || reason === 'notice') count.other++
    else count[isUnknown ? 'unknown' : 'shift']++
  }
  return count
}
