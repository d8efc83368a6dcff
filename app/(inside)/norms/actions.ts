'use server'

import { action } from '@/app/_server/action'
import { setNorm } from '@/lib/coverage/norms'

export const set = action(setNorm, () => '/norms?done=set')
