'use server'

import { action } from '@/app/_server/action'
import { noteAttendance } from '@/lib/groups/attendance'
import type { Viewer } from '@/lib/viewer'

/** Each member has a question of her own on the form: "who-ID" is present or absent. */
const noteForm = (
  viewer: Viewer,
  { sessionId, ...answers }: { sessionId: string } & Record<string, string>,
) =>
  noteAttendance(viewer, {
    sessionId,
    attendance: Object.entries(answers).flatMap(([name, outcome]) =>
      name.startsWith('who-') ? [`${name.slice(4)} ${outcome}`] : [],
    ),
  })

/** Who stands in for the facilitator does not open the group. */
export const note = action(noteForm, ({ groupId, sessionId, isStandIn }) =>
  isStandIn ? `/groups/${groupId}/attendance/${sessionId}?done=noted` : `/groups/${groupId}?done=noted`,
)
/** Stays on the page: what was noted for all at once is corrected there. */
export const noteEverybody = action(
  noteForm,
  ({ groupId, sessionId }) => `/groups/${groupId}/attendance/${sessionId}?done=everybody`,
)
