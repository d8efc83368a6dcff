'use server'

import { action } from '@/app/_server/action'
import { bookSession, cancelSession, moveSession } from '@/lib/sessions/commands'

export const book = action(
  bookSession,
  ({ id, isRepeated }) => `/sessions/${id}?done=${isRepeated ? 'repeated' : 'booked'}`,
)
export const move = action(moveSession, ({ id }) => `/sessions/${id}?done=moved`)
export const cancel = action(cancelSession, ({ id }) => `/sessions/${id}?done=cancelled`)
