'use server'

import { action } from '@/app/_server/action'
import { addResident, placeSession, planSession, removeResident } from '@/lib/sessions/office-commands'
import { planSeries } from '@/lib/sessions/series'
import { cancelPlanned, movePlanned, swapGuide } from '@/lib/sessions/series-changes'

const session = (id: string, done: string) => `/sessions/plan/${id}?done=${done}`

export const plan = action(planSession, ({ id, isRepeated }) =>
  session(id, isRepeated ? 'repeated' : 'planned'),
)
export const planAll = action(planSeries, ({ id, count, isRepeated }) =>
  session(id, isRepeated ? 'repeated' : `series&count=${count}`),
)
export const move = action(movePlanned, ({ id }) => session(id, 'moved'))
export const cancel = action(cancelPlanned, ({ id }) => session(id, 'cancelled'))
export const swap = action(swapGuide, ({ id }) => session(id, 'guide'))
export const add = action(addResident, ({ id }) => session(id, 'added'))
export const remove = action(removeResident, ({ id }) => session(id, 'removed'))
export const place = action(placeSession, ({ id }) => session(id, 'placed'))
