import { z } from 'zod'
import { idInput, instantInput, requestKeyInput, textInput } from '@/lib/input'
import { bookableForms } from './forms'

export const bookSessionInput = z.object({
  form: z.enum(bookableForms, 'choose'),
  otherId: idInput,
  startsAt: instantInput,
  place: textInput(120).optional(),
  requestKey: requestKeyInput,
})

/** `seen` is the sequence number that the screen showed. */
export const moveSessionInput = z.object({
  sessionId: idInput,
  seen: z.coerce.number(),
  startsAt: instantInput,
})
export const cancelSessionInput = z.object({ sessionId: idInput, seen: z.coerce.number() })
