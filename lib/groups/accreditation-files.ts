import { type Table, writeCsv, writeWorkbook } from '@/lib/sheet/write-sheet'
import { formatTime, type Locale } from '@/lib/time'
import { words, type Words } from '@/lib/words/words'
import type { Presence, Registration, Sheet } from './accreditation'

const wordOf = {
  present: 'attendance.sheet.present',
  absent: 'attendance.sheet.absent',
  outside: 'attendance.sheet.notInside',
} as const

/** "aanwezig", "afwezig", or why neither stands there. */
function presenceWord(t: Words, presence: Presence | undefined) {
  return presence ? t(wordOf[presence]) : t('attendance.sheet.notNoted')
}

/** "BIG 12345678901" as it stands in the register; the kind alone when no number is known. */
export function registrationText(t: Words, { kind, number }: Registration): string {
  const name = t(`people.qualification.${kind as 'BIG'}`)
  return number ? `${name} ${number}` : name
}

/** One line per meeting and member who was in the group then, under a line of column names. Dates and times as text, ISO 8601. */
function linesOf(sheet: Sheet, locale: Locale): Table {
  const t = words(locale)
  const registration = sheet.registrations.map((each) => registrationText(t, each)).join(', ')
  const s = (key: 'group' | 'form' | 'date' | 'from' | 'ends' | 'minutes' | 'member' | 'presence') =>
    t(`attendance.sheet.${key}`)
  const heads = [
    ...(['group', 'form', 'date', 'from', 'ends', 'minutes', 'member', 'presence'] as const).map(s),
    t('attendance.sheet.facilitator'),
    t('attendance.sheet.registration'),
  ]
  const lines = sheet.meetings.flatMap((meeting) =>
    sheet.members
      .filter(({ id }) => meeting.presence.get(id) !== 'outside')
      .map((member) => [
        sheet.name,
        t(`common.form.${sheet.form}`),
        meeting.on,
        formatTime(meeting.startsAt),
        formatTime(meeting.endsAt),
        meeting.minutes,
        member.name,
        presenceWord(t, meeting.presence.get(member.id)),
        meeting.guide,
        // The registration is hers who makes the sheet; of who stood in for her only the name is known here.
        meeting.isHers ? registration : '',
      ]),
  )
  return { heads, lines }
}

/** The sheet as text, as a Dutch Excel reads it. */
export function csvOf(sheet: Sheet, locale: Locale): string {
  return writeCsv(linesOf(sheet, locale))
}

/** The same lines as a workbook. */
export function workbookOf(sheet: Sheet, locale: Locale): Promise<Uint8Array<ArrayBuffer>> {
  const widths = [20, 20, 12, 8, 8, 9, 26, 16, 26, 30]
  return writeWorkbook([{ name: String(sheet.year), widths, ...linesOf(sheet, locale) }])
}
