'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { requireViewer } from '@/app/_server/session'
import {
  lockMeeting,
  moveMeeting,
  moveMember,
  planMeetingAnyway,
  renameDraftGroup,
  sayMove,
  undoPlan,
} from '@/lib/groups/board-commands'
import { discardPlan, makePlan, planAgain, replan } from '@/lib/groups/plan-commands'
import { publishPlan } from '@/lib/groups/publish'
import { launchPlan, restartPlan, stopPlan } from '@/lib/groups/running'
import { idInput } from '@/lib/input'
import type { Viewer } from '@/lib/viewer'
import { boardAnswer, drawSheet, effectsOf } from './[id]/board-answer'

/** After the plan is written the search begins beside the site; nobody waits for it here. */
function searched<Input>(write: (viewer: Viewer, input: Input) => Promise<{ id: string }>) {
  return async (viewer: Viewer, input: Input) => {
    const { id } = await write(viewer, input)
    void launchPlan(viewer, id)
    return { id }
  }
}

const board = (id: string, done = '') => `/groups/plan/${id}${done && `?done=${done}`}`

export const make = action(searched(makePlan), ({ id }) => board(id))
export const again = action(searched(planAgain), ({ id }) => board(id))
/** Three proposals for the groups of a published plan, searched one after the other. */
export const planAnew = action(
  async (viewer: Viewer, input: Parameters<typeof replan>[1]) => {
    const { id, ids } = await replan(viewer, input)
    for (const each of ids) void launchPlan(viewer, each)
    return { id }
  },
  ({ id }) => board(id),
)
export const restart = action(restartPlan, ({ id }) => board(id))
export const stop = action(stopPlan, ({ id }) => board(id))
export const undo = action(
  undoPlan,
  ({ id }) => board(id, 'undone'),
  (viewer, result) => boardAnswer(viewer, result, { done: 'undone' }),
)
export const discard = action(discardPlan, () => '/groups/plan?done=discarded')
export const publish = action(publishPlan, ({ id }) => board(id, 'published'))
export const move = action(
  moveMeeting,
  ({ id, groupId, startsAt }, form) =>
    board(id, `moved&group=${groupId}&at=${startsAt}&was=${String(form.get('was'))}`),
  (viewer, result, form) =>
    boardAnswer(viewer, result, {
      done: 'moved',
      group: result.groupId,
      at: String(result.startsAt),
      was: String(form.get('was')),
    }),
)

export const say = action(
  sayMove,
  ({ id, groupId, startsAt, fromWeek }) => board(id, `moved&group=${groupId}&at=${startsAt}&was=${fromWeek}`),
  (viewer, result) =>
    boardAnswer(viewer, result, {
      done: 'moved',
      group: result.groupId,
      at: String(result.startsAt),
      was: String(result.fromWeek),
    }),
)

const changed = ({ id }: { id: string }) => board(id, 'changed')
const changedHere = (viewer: Viewer, result: { id: string; changed: string[] }) =>
  boardAnswer(viewer, result, { done: 'changed' })

export const lock = action(lockMeeting, changed, changedHere)
export const anyway = action(planMeetingAnyway, changed, changedHere)
export const moveSomebody = action(
  moveMember,
  ({ id, toGroupId, personId }) => board(id, `placed&group=${toGroupId}&who=${personId}`),
  (viewer, result) =>
    boardAnswer(
      viewer,
      result,
      { done: 'placed', group: result.toGroupId, who: result.personId },
      `row-${result.toGroupId || result.changed[0]}`,
    ),
)
export const rename = action(renameDraftGroup, changed, changedHere)

const named = z.string().max(60).optional()
const addressInput = z.object({ cell: named, week: named, open: named, person: named })

/** A sheet of the board by itself: the board under it stays. */
export async function openSheet(planId: string, address: Record<string, string>) {
  return drawSheet(await requireViewer(), idInput.parse(planId), addressInput.parse(address))
}

/** What moving somebody would do to her group and to each other, by group. */
export async function memberEffects(planId: string, personId: string) {
  return effectsOf(await requireViewer(), idInput.parse(planId), idInput.parse(personId))
}
