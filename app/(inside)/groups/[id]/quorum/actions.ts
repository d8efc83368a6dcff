'use server'

import { action } from '@/app/_server/action'
import { moveMeeting } from '@/lib/groups/quorum-commands'

export const move = action(
  moveMeeting,
  ({ groupId, sessionId, can, of }) =>
    `/groups/${groupId}/quorum/${sessionId}?done=moved&can=${can}&of=${of}`,
)
