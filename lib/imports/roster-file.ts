import type { Transaction } from '@/db/client'
import { Refusal } from '@/lib/command'
import { isCalendar, readEntries, type CalendarEntry, type CalendarProblem } from '@/lib/feeds/calendar'
import { referencesIn } from '@/lib/feeds/whose'
import { decodeText } from '@/lib/sheet/decode'
import { sheetMostBytes, type Sheet } from '@/lib/sheet/read-sheet'
import type { Viewer } from '@/lib/viewer'
import { issueAt, requireSheet } from './kept'
import { rowsOfCalendar } from './roster-calendar'
import { loadRosterPeople } from './roster-known'
import type { RosterPerson } from './roster-preview'
import { readRosterRow, rosterColumns, type RosterColumn, type RosterRow } from './roster-rows'

interface CalendarFile {
  entries: CalendarEntry[]
  /** In a zone that nobody knows: they take a time that cannot be said. */
  unsure: CalendarEntry[]
  unplaced: number
}

/** Reads a roster: a calendar (.ics), a workbook or a text with columns. What cannot be read is refused with how to mend it. */
export async function requireRosterFile(
  bytes: Uint8Array,
  fileName: string,
  now: Date,
): Promise<Sheet<RosterColumn> | CalendarFile> {
  if (bytes.byteLength > sheetMostBytes) throw issueAt('file', 'file-large')
  const text = decodeText(bytes)?.text
  if (text === undefined || !(isCalendar(text) || /\.ics$/i.test(fileName)))
    return requireSheet(bytes, rosterColumns)
  const read = readEntries(text, now, 'department')
  if ('problem' in read) throw new Refusal(refusals[read.problem])
  if (read.shifts.length + read.unsure.length === 0) throw new Refusal('calendar-empty')
  return { entries: read.shifts, unsure: read.unsure, unplaced: read.unplaced - read.unsure.length }
}

const refusals = {
  'not-calendar': 'calendar-none',
  truncated: 'calendar-truncated',
  unreadable: 'calendar-unreadable',
  'too-many': 'calendar-many',
} as const satisfies Record<CalendarProblem, string>

/** How a kept file is read: an end before its start as one of the next day; whose a calendar is, by staff number. */
export interface Reading {
  overnight: boolean
  person?: string
}

interface RosterRows {
  rows: RosterRow[]
  people: Map<string, RosterPerson>
  /** The columns that are not used. */
  unused: string[]
  /** Of a calendar: how many of its entries say no time we can use, and whether it says of none whose it is. */
  calendar: { unplaced: number; isNobodys: boolean } | null
}

/** The rows of a kept roster, and whom they name; one query. */
export async function loadRosterRows(
  tx: Transaction,
  viewer: Viewer,
  { content, fileName }: { content: string; fileName: string },
  { overnight, person }: Reading,
  now: Date,
): Promise<RosterRows> {
  const file = await requireRosterFile(Buffer.from(content, 'base64'), fileName, now)
  if ('entries' in file) {
    const whose = person ? person.toLowerCase() : null
    const references = whose ? new Set([whose]) : referencesIn([...file.entries, ...file.unsure])
    const people = await loadRosterPeople(tx, viewer, references)
    const rows = rowsOfCalendar(file.entries, people, whose, file.unsure)
    const isNobodys = rows.every(({ reference }) => reference === '')
    return { rows, people, unused: [], calendar: { unplaced: file.unplaced, isNobodys } }
  }
  const rows = file.rows.map((row) => readRosterRow(row, overnight))
  const references = new Set(rows.map(({ reference }) => reference).filter((each) => each !== ''))
  const people = await loadRosterPeople(tx, viewer, references)
  const unused = file.header.flatMap(({ title, column }) => (column === null && title !== '' ? [title] : []))
  return { rows, people, unused, calendar: null }
}
