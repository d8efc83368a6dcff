'use server'

import { action } from '@/app/_server/action'
import { stopWaiting, waitForTime } from '@/lib/sessions/waiting'

export const wait = action(waitForTime, () => '/sessions/wait?done=waiting')
export const stop = action(stopWaiting, () => '/sessions/wait?done=stopped')
