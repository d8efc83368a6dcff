import { and, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { shifts } from '@/db/schema/rosters'
import { shiftCodes } from '@/db/schema/shift-codes'
import { Refusal } from '@/lib/command'
import type { ShiftCode } from '@/lib/rosters/codes'
import { takesPlace, type RosterLine, type StandingShift } from './roster-preview'
import type { VanishedShift } from './roster-vanished'

/** So many rows travel in one statement: a file of 10 MB takes some forty. */
const rowsAtOnce = 5_000

/**
 * Writes the new and changed lines of a preview, matched by person and start. Shifts that become shorter go first, so that
 * the place they leave is free before another takes it. A noted end is of the shift as it was planned: a new planned end
 * replaces it.
 */
export async function writeShifts(
  tx: Transaction,
  lines: readonly RosterLine[],
  signature: { viewerId: string; now: Date },
): Promise<void> {
  const shorter: StandingShift[] = []
  const rest: StandingShift[] = []
  for (const line of lines) {
    if (line.state === 'new') rest.push(line.shift)
    if (line.state !== 'changed') continue
    const frees =
      !takesPlace(line.shift.kind) || (takesPlace(line.was.kind) && line.shift.endAt <= line.was.endAt)
    if (frees) shorter.push(line.shift)
    else rest.push(line.shift)
  }
  // Neighbours in the index are written together: several times as fast as in the order of the file.
  rest.sort((a, b) =>
    a.personId === b.personId ? +a.startAt - +b.startAt : a.personId < b.personId ? -1 : 1,
  )
  const ordered = [...shorter, ...rest]
  for (let first = 0; first < ordered.length; first += rowsAtOnce) {
    const rows = JSON.stringify(ordered.slice(first, first + rowsAtOnce))
    await tx.execute(sql`
      insert into shifts (person_id, starts_at, ends_at, kind, imported_by_id, imported_at)
      select "personId", "startAt", "endAt", kind, ${signature.viewerId}::uuid, ${signature.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${rows}::jsonb)
        as given ("personId" uuid, "startAt" timestamptz, "endAt" timestamptz, kind text)
      on conflict (person_id, starts_at) do update set ends_at = excluded.ends_at, kind = excluded.kind,
        imported_by_id = excluded.imported_by_id, imported_at = excluded.imported_at,
        ended_at = case when shifts.ends_at = excluded.ends_at then shifts.ended_at end,
        end_noted_at = case when shifts.ends_at = excluded.ends_at then shifts.end_noted_at end,
        end_noted_by_id = case when shifts.ends_at = excluded.ends_at then shifts.end_noted_by_id end`)
  }
}

/** Takes out of the roster what the file no longer holds. Throws `changed` when one of them is no longer there to take. */
export async function removeVanished(tx: Transaction, vanished: readonly VanishedShift[]): Promise<void> {
  for (let first = 0; first < vanished.length; first += rowsAtOnce) {
    const ids = vanished.slice(first, first + rowsAtOnce).map(({ id }) => id)
    const removed = await tx
      .delete(shifts)
      .where(and(inArray(shifts.id, ids), isNull(shifts.feedId)))
      .returning({ id: shifts.id })
    if (removed.length !== ids.length) throw new Refusal('changed')
  }
}

/** Keeps what the codes mean that were asked about, for the files to come. */
export async function writeCodes(
  tx: Transaction,
  codes: readonly ShiftCode[],
  { viewerId, now }: { viewerId: string; now: Date },
): Promise<void> {
  if (codes.length === 0) return
  await tx
    .insert(shiftCodes)
    .values(codes.map((code) => ({ ...code, changedById: viewerId, changedAt: now })))
}
