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
// Whoever leaves a seat among several is no longer in that session.
export const cancel = action(cancelSession, ({ id, isSeat }) =>
  isSeat ? '/sessions/seats?done=left' : `/sessions/${id}?done=cancelled`,
)
export const answer = action(answerSession, ({ id, answer: said, isSeat }) => {
  if (said === 'accept') return `/sessions/${id}?done=accepted`
  return isSeat ? '/sessions/seats?done=left' : `/sessions/${id}?done=declined`
})
export const mark = action(markSession, ({ id }) => `/sessions/${id}?done=noted`)
