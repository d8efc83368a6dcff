import { as } from '@/db/client'
import { listPlanned } from '@/lib/feeds/queries'
import { idInput } from '@/lib/input'
import { todayOn } from '@/lib/time'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import { fingerprint, loadKept, requireSheet } from './kept'
import { loadHospital } from './people-known'
import { previewPeople, type PeoplePreview } from './people-preview'
import { peopleColumns, readPersonRow } from './people-rows'
import { mayImport } from './policy'
import { judgeRoster, shownOf, type JudgedRoster } from './roster-judged'
import { loadRosterRows, type Reading } from './roster-file'
import { loadRosterFacts } from './roster-known'

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
  reading: Reading,
  now: Date,
): Promise<KeptPreview<JudgedRoster & Pick<Awaited<ReturnType<typeof loadRosterRows>>, 'calendar'>> | null> {
  if (!mayImport(viewer, 'roster') || !idInput.safeParse(importId).success) return null
  return as(viewer.id, async (tx) => {
    const kept = await loadKept(tx, viewer, 'roster', importId, { lock: false })
    if (!kept) return null
    const { id, fileName, writtenAt } = kept
    if (writtenAt) return { id, fileName, writtenAt, preview: null }
    const { rows, people, unused, calendar } = await loadRosterRows(tx, viewer, kept, reading, now)
    const preview = judgeRoster(rows, await loadRosterFacts(tx, viewer, people, rows), now)
    const seen = fingerprint(shownOf(preview))
    return { id, fileName, writtenAt, preview: { ...preview, seen, unused, calendar } }
  })
}

/** Whose a calendar can be: everybody for whose roster the viewer plans, by name. */
export async function listRosterPeople(viewer: Viewer): Promise<{ staffNumber: string; name: string }[]> {
  const departmentIds = departmentsOf(viewer, 'secretary')
  if (departmentIds.length === 0) return []
  const planned = await as(viewer.id, (tx) => listPlanned(tx, departmentIds))
  return planned.map(({ staffNumber, name }) => ({ staffNumber, name }))
}

const unusedOf = (header: readonly { title: string; column: string | null }[]) =>
  header.flatMap(({ title, column }) => (column === null && title !== '' ? [title] : []))
