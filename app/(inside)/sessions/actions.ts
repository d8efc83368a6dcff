'use server'

import { action } from '@/app/_server/action'
import { answerSession, bookSession, cancelSession, markSession, moveSession } from '@/lib/sessions/commands'

export const book = action(
  bookSession,
  ({ id, isRepeated, isAsked }) =>
    `/sessions/${id}?done=${isRepeated ? 'repeated' : isAsked ? 'asked' : 'booked'}`,
)
export const move = action(
  moveSession,
  ({ id, isAsked }) => `/sessions/${id}?done=${isAsked ? 'asked' : 'moved'}`,
)
export const cancel = action(cancelSession, ({ id }) => `/sessions/${id}?done=cancelled`)
export const answer = action(
  answerSession,
  ({ id, answer: said }) => `/sessions/${id}?done=${said === 'accept' ? 'accepted' : 'declined'}`,
)
export const mark = action(markSession, ({ id }) => `/sessions/${id}?done=noted`)
