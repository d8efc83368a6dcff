import type { z } from 'zod'
import type { Draft } from '@/db/schema/groups'
import { command, Refusal } from '@/lib/command'
import type { RefusalReason } from '@/lib/words/words'
import { Board } from './board'
import { lockMeetingIn, moveMeetingIn, moveMemberIn, planAnywayIn, renameIn } from './board-changes'
import { writeDraft } from './plan-commands'
import { draftIn, lockPlan } from './plan-facts'
import {
  lockMeetingInput,
  moveMeetingInput,
  moveMemberInput,
  planAnywayInput,
  renameDraftInput,
  type Asked,
} from './plan-input'
import { formsOfGroup } from './rules'
import { groundOf } from './running'

/** One change of a board: nothing is told to anybody, and it can be taken back. */
function boardCommand<Schema extends z.ZodType<{ planId: string; seen: number }>>(
  action: string,
  schema: Schema,
  refusal: RefusalReason,
  change: (board: Board, input: z.output<Schema>, asked: Asked) => Draft | null,
) {
  return command(action, schema, async ({ tx, viewer, now }, input) => {
    const plan = await lockPlan(tx, viewer, input.planId, input.seen)
    const ground = await groundOf(tx, plan, now)
    const draft = change(new Board(ground, draftIn(plan), formsOfGroup[plan.form].quorum), input, plan.asked)
    if (!draft) throw new Refusal(refusal)
    await writeDraft(tx, plan, draft)
    return { result: { id: plan.id, ...input }, audit: { subjectId: plan.id } }
  })
}

export const moveMeeting = boardCommand('group-plan.move', moveMeetingInput, 'plan-place', (board, input) =>
  moveMeetingIn(board, input.groupId, input.meeting, input.startsAt),
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
