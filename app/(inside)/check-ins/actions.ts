'use server'

import { action } from '@/app/_server/action'
import { correctCheckIn } from '@/lib/check-ins/correcting'
import { askForTalk, offerTimes, takeBackRequest, takeTime } from '@/lib/check-ins/asking'
import { keepPromise, logCheckIn, undoCheckIn } from '@/lib/check-ins/commands'

export const log = action(logCheckIn, ({ id }) => `/check-ins?saved=${id}`)
export const undo = action(undoCheckIn, (_, form) => `/check-ins?saved=${String(form.get('checkInId'))}`)
export const keep = action(keepPromise, () => '/check-ins?done=marked')
export const keepWith = action(keepPromise, ({ residentId }) => `/check-ins/with/${residentId}?done=marked`)
export const correct = action(
  correctCheckIn,
  ({ residentId }) => `/check-ins/with/${residentId}?done=corrected`,
)
export const ask = action(askForTalk, () => '/check-ins?done=asked')
export const takeBack = action(takeBackRequest, () => '/check-ins?done=takenBack')
export const offer = action(offerTimes, () => '/check-ins?done=offered')
export const take = action(takeTime, () => '/check-ins?done=booked')
