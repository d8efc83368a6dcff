'use server'

import { action } from '@/app/_server/action'
import { takeSeat, waitForSeat } from '@/lib/sessions/seats'

export const take = action(takeSeat, ({ id }) => `/sessions/seats?done=taken&seat=${id}`)
export const waitSeat = action(waitForSeat, () => '/sessions/wait?done=waiting')
