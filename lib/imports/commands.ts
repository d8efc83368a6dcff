import { and, eq, isNull, lt } from 'drizzle-orm'
import { sqlState } from '@/db/client'
import { imports } from '@/db/schema/audit'
import { command, Refusal, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { recheckIndependence } from '@/lib/pairings/independence'
import type { ShiftCode } from '@/lib/rosters/codes'
import { todayOn } from '@/lib/time'
import {
  codeMeaningInput,
  discardImportInput,
  keepImportInput,
  writeImportInput,
  writeRosterInput,
} from './input'
import { fingerprint, issueAt, loadKept, requireSheet } from './kept'
import type { Counts } from './mistakes'
import { loadHospital } from './people-known'
import { peopleOfPlan, type PeoplePlan } from './people-plan'
import { previewPeople } from './people-preview'
import { peopleColumns, readPersonRow } from './people-rows'
import { writePlan } from './people-write'
import { mayImport } from './policy'
import type { CodeQuestion } from './roster-codes'
import { judgeRoster, shownOf, type JudgedRoster } from './roster-judged'
import { loadRosterRows, requireRosterFile } from './roster-file'
import { loadRosterFacts } from './roster-known'
import { removeVanished, writeCodes, writeShifts } from './roster-write'

const hourMs = 3_600_000

/** Keeps an uploaded file until it is written or thrown away. A file that cannot be read is refused and not kept. */
export const keepImport = command('import.keep', keepImportInput, async ({ tx, viewer, now }, input) => {
  const { kind, file } = input
  if (!mayImport(viewer, kind)) throw new Refusal('forbidden')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (kind === 'people') await requireSheet(bytes, peopleColumns)
  else await requireRosterFile(bytes, file.name, now)
  // What was uploaded before and left lying holds names and addresses for nothing.
  await tx
    .delete(imports)
    .where(
      and(
        eq(imports.madeById, viewer.id),
        isNull(imports.writtenAt),
        lt(imports.madeAt, new Date(now.getTime() - hourMs)),
      ),
    )
  const id = crypto.randomUUID()
  await tx.insert(imports).values({
    id,
    kind,
    madeById: viewer.id,
    madeAt: now,
    fileName: file.name.replaceAll(/\p{Cc}/gu, '').slice(0, 200),
    content: Buffer.from(bytes).toString('base64'),
  })
  return { result: { id, kind }, audit: { subjectId: id } }
})

/** Throws away a kept file that was not written. */
export const discardImport = command('import.discard', discardImportInput, async ({ tx, viewer }, input) => {
  const discarded = await tx
    .delete(imports)
    .where(and(eq(imports.id, input.importId), eq(imports.madeById, viewer.id), isNull(imports.writtenAt)))
    .returning({ kind: imports.kind })
  const [kept] = discarded
  if (!kept) throw new Refusal('not-found')
  return { result: { kind: kept.kind }, audit: { subjectId: input.importId } }
})

/**
 * Writes the right lines of a kept people file: read again, judged again against the present data, in one transaction.
 * Throws `changed` when that differs from the preview that was confirmed, and an issue when wrong lines are not left out.
 */
export const writePeople = command('people.import', writeImportInput, async ({ tx, viewer, now }, input) => {
  if (!mayImport(viewer, 'people')) throw new Refusal('forbidden')
  const kept = await loadKept(tx, viewer, 'people', input.importId, { lock: true })
  if (!kept) throw new Refusal('not-found')
  if (kept.writtenAt) throw new Refusal('import-done')
  const sheet = await requireSheet(Buffer.from(kept.content, 'base64'), peopleColumns)
  const hospital = await loadHospital(tx)
  const preview = previewPeople(sheet.rows.map(readPersonRow), hospital, {
    viewerId: viewer.id,
    today: todayOn(now),
    newId: () => crypto.randomUUID(),
  })
  requireConfirmed(preview, input)
  await unlessChanged(writePlan(tx, preview.plan, { viewerId: viewer.id, now }))
  await recheckIndependence(tx, now)
  await forgetContent(tx, kept.id, now)
  const roleOwners = new Map(
    [...hospital.roles, ...preview.plan.roles].map((role) => [role.id, role.personId]),
  )
  return {
    result: { id: kept.id, counts: preview.counts },
    audit: { subjectId: kept.id, about: peopleOfPlan(preview.plan, roleOwners) },
    messages: transferMessages(preview.plan),
  }
})

/** As for a transfer by hand: whoever is newly paired hears of it, and so does the supervisor whose pairing ends. */
function transferMessages(plan: PeoplePlan): Message[] {
  return [
    ...plan.supervisions
      .filter(({ isTransfer }) => isTransfer)
      .flatMap(({ id, residentId, guideId }) =>
        [residentId, guideId].map((recipientId) => ({
          kind: 'pairing.given',
          recipientId,
          data: { pairingId: id },
        })),
      ),
    ...plan.supervisionEnds.map(({ id, guideId }) => ({
      kind: 'pairing.ended',
      recipientId: guideId,
      data: { pairingId: id },
    })),
  ]
}

/** Writes the right lines of a kept roster, in the same way. Importing a file again finds everything the same. */
export const writeRoster = command('roster.import', writeRosterInput, async ({ tx, viewer, now }, input) => {
  if (!mayImport(viewer, 'roster')) throw new Refusal('forbidden')
  const kept = await loadKept(tx, viewer, 'roster', input.importId, { lock: true })
  if (!kept) throw new Refusal('not-found')
  if (kept.writtenAt) throw new Refusal('import-done')
  const reading = { overnight: input.overnight === 'on', person: input.person }
  const { rows, people } = await loadRosterRows(tx, viewer, kept, reading, now)
  // Nobody books a talk with these people between the reading and the writing.
  await lockPeople(
    tx,
    [...people.values()].flatMap((person) => (person === 'elsewhere' ? [] : [person.id])),
  )
  const facts = await loadRosterFacts(tx, viewer, people, rows)
  const seen = judgeRoster(rows, facts, now)
  if (fingerprint(shownOf(seen)) !== input.seen) throw new Refusal('changed')
  const answers = readAnswers(seen.questions, input)
  const removed = input.removeVanished === 'on' ? seen.vanished : []
  const isAsSeen = seen.questions.length + removed.length === 0
  const judged = isAsSeen ? seen : judgeRoster(rows, facts, now, { answers, removed })
  requireRoster(seen, judged, { answers, removed, leaveWrong: input.leaveWrong === 'on' })
  await unlessChanged(writeCodes(tx, answers, { viewerId: viewer.id, now }))
  await removeVanished(tx, removed)
  await unlessChanged(writeShifts(tx, judged.lines, { viewerId: viewer.id, now }))
  await forgetContent(tx, kept.id, now)
  const written = judged.lines.flatMap((line) =>
    line.state === 'new' || line.state === 'changed' ? [line.shift.personId] : [],
  )
  const about = new Set([...written, ...removed.map(({ personId }) => personId)])
  return {
    result: { id: kept.id, counts: judged.counts, removed: removed.length, codes: answers.length },
    audit: { subjectId: kept.id, about: [...about] },
  }
})

/** What was said about the codes that were asked about; one without an answer stays unknown. */
function readAnswers(questions: readonly CodeQuestion[], input: Record<string, unknown>): ShiftCode[] {
  return questions.flatMap(({ departmentId, code }, place) => {
    const answer = input[`answer${place}`]
    if (answer === undefined || answer === '') return []
    const read = codeMeaningInput.safeParse(answer)
    if (!read.success) throw issueAt(`answer${place}`, 'choose')
    return [{ departmentId, code, kind: read.data }]
  })
}

/** Other answers than were proposed can make rows wrong that looked right: nobody has seen those yet. */
function requireRoster(
  seen: JudgedRoster,
  { counts }: JudgedRoster,
  chosen: { answers: readonly unknown[]; removed: readonly unknown[]; leaveWrong: boolean },
): void {
  if (counts.new + counts.changed + chosen.removed.length + chosen.answers.length === 0)
    throw new Refusal('import-nothing')
  if (counts.wrong === 0 || chosen.leaveWrong) return
  if (seen.counts.wrong > 0) throw issueAt('leaveWrong', 'leave-wrong')
  throw new Refusal('import-code-kind', { count: counts.wrong })
}

interface Confirmed {
  seen: string
  leaveWrong?: 'on'
}

function requireConfirmed(preview: { lines: readonly object[]; counts: Counts }, input: Confirmed): void {
  if (fingerprint(preview.lines) !== input.seen) throw new Refusal('changed')
  const { counts } = preview
  if (counts.new + counts.changed === 0) throw new Refusal('import-nothing')
  if (counts.wrong > 0 && !input.leaveWrong) throw issueAt('leaveWrong', 'leave-wrong')
}

/** What somebody else wrote since the reading shows as a broken constraint: the file must be looked at again. */
async function unlessChanged(writing: Promise<void>): Promise<void> {
  try {
    await writing
  } catch (error) {
    if (['23505', '23P01'].includes(sqlState(error) ?? '')) throw new Refusal('changed')
    throw error
  }
}

/** Once it is written the file is kept no longer; that it was imported stays. */
async function forgetContent(tx: Parameters<typeof loadKept>[0], importId: string, now: Date): Promise<void> {
  await tx.update(imports).set({ writtenAt: now, content: '' }).where(eq(imports.id, importId))
}
