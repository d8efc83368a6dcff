'use server'

import { action } from '@/app/_server/action'
import { endSignIn } from '@/lib/sign-in/sign-in'

export const end = action(endSignIn, () => '/profile?done=ended')
