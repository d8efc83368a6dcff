import { isNightWork } from '@/lib/availability/shifts'
import type { ShiftKind } from '@/lib/rosters/rules'
import { dateOf, minuteOfWall, wallTimeOf } from '@/lib/time'

/** The words for our kinds, Dutch and English, as they stand in the title of an entry. The first that is found decides. */
const named: [ShiftKind, RegExp][] = [
  ['leave', word('verlof(?:dag)?|vakantie(?:dag)?|vrij|vrije dag|leave|holidays?|vacation|day off|off duty')],
  [
    'on-call',
    word('bereikbaar(?:heid|heidsdienst)?|oproep(?:dienst)?|achterwacht|on[- ]call(?: duty)?|standby'),
  ],
  ['presence', word('aanwezig(?:heid|heidsdienst)|presence(?: duty)?')],
  ['night', word('nacht(?:dienst|en)?|nights?(?: ?shift)?')],
  ['evening', word('avond(?:dienst)?|late? dienst|laat|late(?: shift)?|evening(?: ?shift)?')],
  ['day', word('dag(?:dienst)?|day(?: ?shift)?')],
]

function word(alternatives: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${alternatives})(?![\p{L}\p{N}])`, 'iu')
}

/** The kind that a title or its categories name, or null. */
export function kindNamed(texts: readonly string[]): ShiftKind | null {
  return named.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0] ?? null
}

/** What a roster's code looks like: "N1", "LD", "D+". Without small letters, so that words and names are none. */
const codeShape = /^(?=.*\p{Lu})[\p{Lu}\p{N}][\p{Lu}\p{N}+\-/.]{0,9}$/u

/** The title or category that looks like a code of a roster, or null. */
export function codeIn(titles: readonly string[]): string | null {
  return titles.find((title) => codeShape.test(title)) ?? null
}

const eveningStartsAfter = minuteOfWall('13:00')
const eveningEndsAfter = minuteOfWall('20:00')

/**
 * What work with these hours is called, on the hospital's clock: night by its hours (Arbeidstijdenwet art. 1:7), evening when
 * it starts after 13:00 or ends after 20:00, else day.
 */
export function kindOfHours(startsAt: Date, endsAt: Date): ShiftKind {
  if (isNightWork({ startAt: startsAt, endAt: endsAt })) return 'night'
  const endsLate = dateOf(endsAt) > dateOf(startsAt) || minuteOfWall(wallTimeOf(endsAt)) > eveningEndsAfter
  return endsLate || minuteOfWall(wallTimeOf(startsAt)) > eveningStartsAfter ? 'evening' : 'day'
}
