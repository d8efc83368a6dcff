'use server'

import { action } from '@/app/_server/action'
import { correctCheckIn } from '@/lib/check-ins/correcting'
import { keepPromise, logCheckIn, undoCheckIn } from '@/lib/check-ins/commands'

export const log = action(logCheckIn, ({ id }) => `/check-ins?saved=${id}`)
export const undo = action(undoCheckIn, (_, form) => `/check-ins?saved=${String(form.get('checkInId'))}`)
export const keep = action(keepPromise, () => '/check-ins?done=marked')
export const keepWith = action(keepPromise, ({ residentId }) => `/check-ins/with/${residentId}?done=marked`)
export const correct = action(
  correctCheckIn,
  ({ residentId }) => `/check-ins/with/${residentId}?done=corrected`,
)
