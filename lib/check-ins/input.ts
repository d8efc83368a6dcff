import { z } from 'zod'
import { dateInput, idInput, instantInput, manyInput, requestKeyInput } from '@/lib/input'
import { outcomes, promiseMost, topics } from './rules'

/** Lines end as the database counts them, not as a browser posts them; nothing but spaces is no promise. */
const promiseTextInput = z
  .string('promise-text')
  .transform((text) => text.replaceAll('\r\n', '\n').trim() || undefined)
  .pipe(
    z
      .string()
      .max(promiseMost, 'promise-long')
      .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, 'invalid')
      .optional(),
  )

/** What is said of a talk, in the form that logs it and in the one that corrects it. */
const talkFields = {
  outcome: z.enum(outcomes, 'choose'),
  topics: manyInput(z.enum(topics, 'choose'))
    .transform((chosen) => [...new Set(chosen)])
    .default([]),
  promiseText: promiseTextInput.optional(),
  promiseOwner: z.enum(['supervisor', 'resident'], 'promise-owner').optional(),
  promiseDueOn: dateInput.optional(),
  nextOn: dateInput.optional(),
  requestKey: requestKeyInput,
}

/** One check-in as its form posts it. What depends on the day or on the pairing is judged by `mistakesIn`. */
export const logCheckInInput = z.object({
  residentId: idInput,
  ...talkFields,
  /** Today when it is not given. */
  happenedOn: dateInput.optional(),
  /** A free time, booked as a session in the same go. */
  nextStartsAt: instantInput.optional(),
})

export const correctCheckInInput = z.object({ checkInId: idInput, ...talkFields, happenedOn: dateInput })

export const undoCheckInInput = z.object({ checkInId: idInput })

export const keepPromiseInput = z.object({
  promiseId: idInput,
  /** Kept or not, or open again. */
  kept: z.enum(['yes', 'no', 'open'], 'choose'),
})
