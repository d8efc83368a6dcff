'use server'

import { action } from '@/app/_server/action'
import {
  lockMeeting,
  moveMeeting,
  moveMember,
  planMeetingAnyway,
  renameDraftGroup,
  undoPlan,
} from '@/lib/groups/board-commands'
import { discardPlan, makePlan, planAgain } from '@/lib/groups/plan-commands'
import { publishPlan } from '@/lib/groups/publish'
import { launchPlan, restartPlan, stopPlan } from '@/lib/groups/running'
import type { Viewer } from '@/lib/viewer'

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
export const restart = action(restartPlan, ({ id }) => board(id))
export const stop = action(stopPlan, ({ id }) => board(id))
export const undo = action(undoPlan, ({ id }) => board(id, 'undone'))
export const discard = action(discardPlan, () => '/groups/plan?done=discarded')
export const publish = action(publishPlan, ({ id }) => board(id, 'published'))
export const move = action(moveMeeting, ({ id, groupId, startsAt }, form) =>
  board(id, `moved&group=${groupId}&at=${startsAt}&was=${String(form.get('was'))}`),
)
export const lock = action(lockMeeting, ({ id }) => board(id, 'changed'))
export const anyway = action(planMeetingAnyway, ({ id }) => board(id, 'changed'))
export const moveSomebody = action(moveMember, ({ id }) => board(id, 'changed'))
export const rename = action(renameDraftGroup, ({ id }) => board(id, 'changed'))
