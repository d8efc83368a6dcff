import { z } from 'zod'
import { dateInput, idInput } from '@/lib/input'

/** `fromOn` is the first day of the new supervisor: the hospital's date. */
export const giveSupervisorInput = z.object({ residentId: idInput, guideId: idInput, fromOn: dateInput })
export const askMentorInput = z.object({ guideId: idInput })
export const proposeMentorInput = z.object({ residentId: idInput, guideId: idInput })
export const pairingInput = z.object({ pairingId: idInput })
