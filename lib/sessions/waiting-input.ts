import { z } from 'zod'
import { idInput, instantInput, requestKeyInput } from '@/lib/input'
import { bookableForms } from './forms'

export const waitForTimeInput = z.object({ form: z.enum(bookableForms, 'choose'), otherId: idInput })
export const stopWaitingInput = z.object({ waitingId: idInput })
export const seatInput = z.object({ sessionId: idInput })
export const bookAnyInput = z.object({ startsAt: instantInput, requestKey: requestKeyInput })
export const waitForAnyInput = z.object({})
