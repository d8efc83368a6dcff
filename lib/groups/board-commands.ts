import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { groupPlans, type Draft } from '@/db/schema/groups'
import { command, Refusal } from '@/lib/command'
import type { RefusalReason } from '@/lib/words/words'
import { Board } from './board'
import {
  changedGroups,
  lockMeetingIn,
  moveMeetingIn,
  moveMemberIn,
  planAnywayIn,
  renameIn,
} from './board-changes'
import { moveSaid } from './board-said'
import { writeDraft } from './plan-commands'
import { draftIn, lockPlan } from './plan-facts'
import {
  lockMeetingInput,
  moveMeetingInput,
  moveMemberInput,
  planInput,
  planAnywayInput,
  renameDraftInput,
  sayMoveInput,
  type Asked,
} from './plan-input'
import { formsOfGroup } from './rules'
import { groundOf } from './running'

/** One change of a board: nothing is told to anybody, and it can be taken back. */
function boardCommand<
  Schema extends z.ZodType<{ planId: string; seen: number }>,
  Said extends object = object,
>(
  action: string,
  schema: Schema,
  refusal: RefusalReason,
  /** The new draft, with what else the screen is told of it; null when it cannot be. */
  change: (board: Board, input: z.output<Schema>, asked: Asked) => Draft | ({ draft: Draft } & Said) | null,
) {
  return command(action, schema, async ({ tx, viewer, now }, input) => {
    const plan = await lockPlan(tx, viewer, input.planId, input.seen)
    const ground = await groundOf(tx, plan, now)
    const { quorum } = formsOfGroup[plan.form]
    const board = new Board(ground, draftIn(plan), quorum)
    const found = change(board, input, plan.asked)
    if (!found) throw new Refusal(refusal)
    const { draft, ...said } = 'draft' in found ? found : { draft: found }
    await writeDraft(tx, plan, draft, new Board(ground, draft, quorum).standing())
    return {
      result: { id: plan.id, ...input, ...(said as Said), changed: changedGroups(board.draft, draft) },
      audit: { subjectId: plan.id },
    }
  })
}

export const moveMeeting = boardCommand('group-plan.move', moveMeetingInput, 'plan-place', (board, input) =>
  moveMeetingIn(board, input.groupId, input.meeting, input.startsAt),
)
/** The same, as it is typed: "verplaats B week 50". */
export const sayMove = boardCommand(
  'group-plan.move',
  sayMoveInput,
  'plan-place',
  (board, { text }, asked) => {
    const move = moveSaid(board, asked, text)
    if (typeof move === 'string') throw new Refusal(move)
    const draft = moveMeetingIn(board, move.groupId, move.meeting, move.startsAt)
    return draft && { draft, ...move }
  },
)
export const lockMeeting = boardCommand('group-plan.lock', lockMeetingInput, 'changed', (board, input) =>
  lockMeetingIn(board.draft, input.groupId, input.meeting),
)
export const moveMember = boardCommand(
  'group-plan.move-member',
  moveMemberInput,
  'plan-member',
  (board, input, asked) => moveMemberIn(board, asked, input.personId, input.toGroupId),
)
/** Sets the rest of these members aside for one meeting, with a reason that they read when it is published. */
export const planMeetingAnyway = boardCommand(
  'group-plan.anyway',
  planAnywayInput,
  'plan-rest',
  (board, { groupId, meeting, reason, members }) =>
    planAnywayIn(board, groupId, meeting, { reason, members }),
)
export const renameDraftGroup = boardCommand(
  'group-plan.rename',
  renameDraftInput,
  'changed',
  (board, input) => renameIn(board.draft, input.groupId, input.name),
)

/** Takes the last change of a draft back. Nobody has heard of it. */
export const undoPlan = command(
  'group-plan.undo',
  planInput,
  async ({ tx, viewer, now }, { planId, seen }) => {
    const plan = await lockPlan(tx, viewer, planId, seen)
    if (plan.steps === 0) throw new Refusal('plan-first')
    const [last] = await tx
      .update(groupPlans)
      .set({
        draft: sql`${groupPlans.before} -> -1`,
        before: sql`${groupPlans.before} - -1`,
        version: plan.version + 1,
      })
      .where(eq(groupPlans.id, plan.id))
      .returning({ draft: groupPlans.draft })
    const draft = draftIn(last!)
    const board = new Board(await groundOf(tx, plan, now), draft, formsOfGroup[plan.form].quorum)
    await tx.update(groupPlans).set({ standing: board.standing() }).where(eq(groupPlans.id, plan.id))
    return {
      result: { id: plan.id, changed: changedGroups(draftIn(plan), draft) },
      audit: { subjectId: plan.id },
    }
  },
)
