'use server'

import { action } from '@/app/_server/action'
import { addRoom, closeRoom } from '@/lib/sessions/rooms'

export const add = action(addRoom, () => '/rooms?done=added')
export const close = action(closeRoom, () => '/rooms?done=closed')
