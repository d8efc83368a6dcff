import { as } from '@/db/client'
import { idInput } from '@/lib/input'
import { todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { fingerprint, loadKept, requireSheet } from './kept'
import { loadHospital } from './people-known'
import { previewPeople, type PeoplePreview } from './people-preview'
import { peopleColumns, readPersonRow } from './people-rows'
import { mayImport } from './policy'
import { judgeRoster, shownOf, type JudgedRoster } from './roster-judged'
import { loadRosterFacts, loadRosterPeople } from './roster-known'
import { readRosterRow, rosterColumns } from './roster-rows'

interface Kept {
  id: string
  fileName: string
  /** When it was written; then there is nothing left to look at. */
  writtenAt: Date | null
}

/** A kept file as it is looked at before it is written. `seen` stands for what the preview shows. */
export type KeptPreview<Preview> = Kept & {
  preview: (Preview & { seen: string; unused: string[] }) | null
}

/** What writing a kept people file would do today; null when the viewer keeps no such file. Six queries. */
export async function loadPeoplePreview(
  viewer: Viewer,
  importId: string,
  now: Date,
): Promise<KeptPreview<PeoplePreview> | null> {
  if (!mayImport(viewer, 'people') || !idInput.safeParse(importId).success) return null
  return as(viewer.id, async (tx) => {
    const kept = await loadKept(tx, viewer, 'people', importId, { lock: false })
    if (!kept) return null
    const { id, fileName, writtenAt, content } = kept
    if (writtenAt) return { id, fileName, writtenAt, preview: null }
    const sheet = await requireSheet(Buffer.from(content, 'base64'), peopleColumns)
    const preview = previewPeople(sheet.rows.map(readPersonRow), await loadHospital(tx), {
      viewerId: viewer.id,
      today: todayOn(now),
      newId: () => crypto.randomUUID(),
    })
    const seen = fingerprint(preview.lines)
    return { id, fileName, writtenAt, preview: { ...preview, seen, unused: unusedOf(sheet.header) } }
  })
}

/** What writing a kept roster would do now; null when the viewer keeps no such file. Four queries. */
export async function loadRosterPreview(
  viewer: Viewer,
  importId: string,
  { overnight }: { overnight: boolean },
  now: Date,
): Promise<KeptPreview<JudgedRoster> | null> {
  if (!mayImport(viewer, 'roster') || !idInput.safeParse(importId).success) return null
  return as(viewer.id, async (tx) => {
    const kept = await loadKept(tx, viewer, 'roster', importId, { lock: false })
    if (!kept) return null
    const { id, fileName, writtenAt, content } = kept
    if (writtenAt) return { id, fileName, writtenAt, preview: null }
    const sheet = await requireSheet(Buffer.from(content, 'base64'), rosterColumns)
    const rows = sheet.rows.map((row) => readRosterRow(row, overnight))
    const people = await loadRosterPeople(tx, viewer, rows)
    const preview = judgeRoster(rows, await loadRosterFacts(tx, viewer, people, rows), now)
    const seen = fingerprint(shownOf(preview))
    return { id, fileName, writtenAt, preview: { ...preview, seen, unused: unusedOf(sheet.header) } }
  })
}

const unusedOf = (header: readonly { title: string; column: string | null }[]) =>
  header.flatMap(({ title, column }) => (column === null && title !== '' ? [title] : []))
