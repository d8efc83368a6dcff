import { eq } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { shiftCodes } from '@/db/schema/shift-codes'
import { command, Refusal } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'
import { addShiftCodeInput, changeShiftCodeInput, removeShiftCodeInput } from './input'
import { mayKeepCodes } from './policy'

/** Says what a code in the roster files of a department means (secretary). Throws `shift-code-known` when the table has it. */
export const addShiftCode = command(
  'shift-code.add',
  addShiftCodeInput,
  async ({ tx, viewer, now }, { departmentId, code, kind }) => {
    if (!mayKeepCodes(viewer, departmentId)) throw new Refusal('forbidden')
    const [added] = await tx
      .insert(shiftCodes)
      .values({ departmentId, code, kind, changedById: viewer.id, changedAt: now })
      .onConflictDoNothing()
      .returning({ id: shiftCodes.id })
    if (!added) throw new Refusal('shift-code-known', { code })
    return { result: { departmentId }, audit: { subjectId: added.id } }
  },
)

/** Gives a code another meaning, for the files to come: what was imported stays. */
export const changeShiftCode = command(
  'shift-code.change',
  changeShiftCodeInput,
  async ({ tx, viewer, now }, { codeId, kind }) => {
    const { departmentId } = await requireCode(tx, viewer, codeId)
    await tx
      .update(shiftCodes)
      .set({ kind, changedById: viewer.id, changedAt: now })
      .where(eq(shiftCodes.id, codeId))
    return { result: { departmentId }, audit: { subjectId: codeId } }
  },
)

/** Forgets what a code means: the next file that has it asks again. */
export const removeShiftCode = command(
  'shift-code.remove',
  removeShiftCodeInput,
  async ({ tx, viewer }, { codeId }) => {
    const { departmentId } = await requireCode(tx, viewer, codeId)
    await tx.delete(shiftCodes).where(eq(shiftCodes.id, codeId))
    return { result: { departmentId }, audit: { subjectId: codeId } }
  },
)

async function requireCode(tx: Transaction, viewer: Viewer, codeId: string) {
  const [code] = await tx.select().from(shiftCodes).where(eq(shiftCodes.id, codeId))
  if (!code || !mayKeepCodes(viewer, code.departmentId)) throw new Refusal('not-found')
  return code
}
