'use server'

import { action } from '@/app/_server/action'
import { correctCounter, importCounters, removeBrought } from '@/lib/counters/commands'

export const correct = action(correctCounter, () => '/profile/counters?done=saved')
export const bring = action(importCounters, () => '/profile/counters?done=brought')
export const remove = action(removeBrought, () => '/profile/counters?done=removed')
