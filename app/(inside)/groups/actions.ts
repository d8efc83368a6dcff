'use server'

import { action } from '@/app/_server/action'
import { noteAttendance } from '@/lib/groups/attendance'
import { changeGroup, endGroup, giveFacilitator, makeGroup, planMeetings } from '@/lib/groups/commands'
import { joinGroup, leaveGroup, transferMember } from '@/lib/groups/membership'
import type { Viewer } from '@/lib/viewer'

const group = (id: string, done: string) => `/groups/${id}?done=${done}`

export const make = action(makeGroup, ({ id }) => group(id, 'made'))
export const change = action(changeGroup, ({ id }) => group(id, 'changed'))
export const handOver = action(giveFacilitator, ({ id }) => group(id, 'facilitator'))
export const end = action(endGroup, () => '/groups?done=ended')
export const plan = action(planMeetings, ({ id }) => group(id, 'planned'))
export const join = action(joinGroup, ({ groupId, can, of }) => group(groupId, `joined&can=${can}&of=${of}`))
export const leave = action(leaveGroup, ({ groupId }) => group(groupId, 'left'))
export const transfer = action(transferMember, ({ groupId, can, of }) =>
  group(groupId, `transferred&can=${can}&of=${of}`),
)

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
export const note = action(noteForm, ({ groupId }) => group(groupId, 'noted'))
