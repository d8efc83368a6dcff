'use server'

import { action } from '@/app/_server/action'
import { changeGroup, endGroup, giveFacilitator, makeGroup, planMeetings } from '@/lib/groups/commands'
import { joinGroup, leaveGroup, transferMember } from '@/lib/groups/membership'

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
