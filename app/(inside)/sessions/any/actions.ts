'use server'

import { action } from '@/app/_server/action'
import { bookAny } from '@/lib/sessions/pool'

export const bookWithAny = action(
  bookAny,
  ({ id, isRepeated, isAsked }) =>
    `/sessions/${id}?done=${isRepeated ? 'repeated' : isAsked ? 'asked' : 'booked'}`,
)
