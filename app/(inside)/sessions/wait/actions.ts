'use server'

import { action } from '@/app/_server/action'
import { waitForAny } from '@/lib/sessions/pool'
import { stopWaiting, waitForTime } from '@/lib/sessions/waiting'

export const wait = action(waitForTime, () => '/sessions/wait?done=waiting')
export const waitAny = action(waitForAny, () => '/sessions/wait?done=waiting')
export const stop = action(stopWaiting, () => '/sessions/wait?done=stopped')
