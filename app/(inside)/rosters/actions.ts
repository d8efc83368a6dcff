'use server'

import { action } from '@/app/_server/action'
import { noteShiftEnd, removeShift } from '@/lib/rosters/commands'

export const remove = action(removeShift, ({ monday }, form) => {
  const department = form.get('department')
  return `/rosters?week=${monday}&done=removed${typeof department === 'string' ? `&department=${encodeURIComponent(department)}` : ''}`
})

export const noteEnd = action(
  noteShiftEnd,
  ({ isOwn, monday }) => `/rosters?week=${monday}&done=noted${isOwn ? '&view=mine' : ''}`,
)
