'use server'

import { action } from '@/app/_server/action'
import { bookSeries } from '@/lib/sessions/pair-series'
import { cancelOfSeries, moveOfSeries } from '@/lib/sessions/pair-series-changes'
import { placePair } from '@/lib/sessions/pair-place'
import { answerSession, bookSession, cancelSession, moveSession } from '@/lib/sessions/commands'
import { markSession } from '@/lib/sessions/marking'

export const book = action(
  bookSession,
  ({ id, isRepeated, isAsked }) =>
    `/sessions/${id}?done=${isRepeated ? 'repeated' : isAsked ? 'asked' : 'booked'}`,
)
export const move = action(
  moveSession,
  ({ id, isAsked }) => `/sessions/${id}?done=${isAsked ? 'asked' : 'moved'}`,
)
export const bookAll = action(
  bookSeries,
  ({ id, count, isRepeated }) => `/sessions/${id}?done=${isRepeated ? 'repeated' : `series&count=${count}`}`,
)
export const moveAll = action(
  moveOfSeries,
  ({ id, isAsked, count }) => `/sessions/${id}?done=${isAsked ? 'asked' : `movedAll&count=${count}`}`,
)
export const cancelAll = action(
  cancelOfSeries,
  ({ id, count }) => `/sessions/${id}?done=cancelledAll&count=${count}`,
)
// Whoever leaves a seat among several is no longer in that session.
export const cancel = action(cancelSession, ({ id, isSeat }) =>
  isSeat ? '/sessions/seats?done=left' : `/sessions/${id}?done=cancelled`,
)
export const answer = action(answerSession, ({ id, answer: said, isSeat, isAsked }) => {
  if (said === 'accept') return `/sessions/${id}?done=${isAsked ? 'asked' : 'accepted'}`
  return isSeat ? '/sessions/seats?done=left' : `/sessions/${id}?done=declined`
})
export const place = action(placePair, ({ id }) => `/sessions/${id}?done=placed`)
export const mark = action(markSession, ({ id }) => `/sessions/${id}?done=noted`)
