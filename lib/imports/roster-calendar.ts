import type { CalendarEntry } from '@/lib/feeds/calendar'
import { codeOf, personsOf } from '@/lib/feeds/whose'
import { quoted } from './mistakes'
import type { RosterPerson } from './roster-preview'
import type { RosterRow } from './roster-rows'

/**
 * The rows of a calendar, in order. All are of `person` (a staff number in small letters); without one, each is of whose number
 * stands in its title, else of who take part in it. Of `unsure` entries nobody can say when they are: rows with a mistake.
 */
export function rowsOfCalendar(
  entries: readonly CalendarEntry[],
  people: ReadonlyMap<string, RosterPerson>,
  person: string | null,
  unsure: readonly CalendarEntry[] = [],
): RosterRow[] {
  const ordered = [...entries, ...unsure].sort((a, b) => +a.startsAt - +b.startsAt || +a.endsAt - +b.endsAt)
  const lost = new Set(unsure)
  return ordered
    .flatMap((entry) => (person ? [person] : personsOf(entry, people)).map((whose) => ({ entry, whose })))
    .map(({ entry, whose }, place) => {
      const row = rowOf(entry, whose, place + 1)
      if (!lost.has(entry)) return row
      return {
        ...row,
        code: null,
        shift: null,
        mistakes: [...row.mistakes, { reason: 'entry-zone' as const }],
      }
    })
}

function rowOf(entry: CalendarEntry, person: string, line: number): RosterRow {
  const { code, asks } = codeOf(entry, person)
  return {
    line,
    person,
    reference: person,
    code,
    shift: { startAt: entry.startsAt, endAt: entry.endsAt, kind: entry.kind },
    // A calendar's on-call week is one entry: no length is too long.
    minutes: 0,
    mistakes: person === '' ? [{ reason: 'entry-nobody' }] : [],
    canEndNextDay: false,
    entry: {
      title: quoted(entry.titles[0] ?? ''),
      asks,
      isAway: entry.isAway,
    },
  }
}
