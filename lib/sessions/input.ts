import { z } from 'zod'
import { idInput, instantInput, linkInput, requestKeyInput, textInput, timeInput } from '@/lib/input'
import { bookableForms } from './forms'

/** Where it is held: words, a room of the hospital, an address for an online meeting; or none, to be agreed. */
export const whereInput = {
  place: textInput(120).optional(),
  roomId: idInput.optional(),
  link: linkInput.optional(),
}

export const bookSessionInput = z.object({
  form: z.enum(bookableForms, 'choose'),
  otherId: idInput,
  startsAt: instantInput,
  ...whereInput,
  requestKey: requestKeyInput,
})

/** `seen` is the sequence number that the screen showed. */
const seenSession = { sessionId: idInput, seen: z.coerce.number() }

export const moveSessionInput = z.object({ ...seenSession, startsAt: instantInput })
export const placePairInput = z.object({ ...seenSession, ...whereInput })
export const cancelSessionInput = z.object(seenSession)
export const answerSessionInput = z.object({
  ...seenSession,
  answer: z.enum(['accept', 'decline'], 'choose'),
})
export const markSessionInput = z.object({
  sessionId: idInput,
  outcome: z.enum(['held', 'missed'], 'choose'),
  /** When it really ended, as wall time, if that is known. */
  endedTime: timeInput.optional(),
})
