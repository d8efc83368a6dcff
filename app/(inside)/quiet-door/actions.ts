'use server'

import { action } from '@/app/_server/action'
import { endPairing } from '@/lib/pairings/commands'

export const end = action(endPairing, () => '/quiet-door?done=ended')
