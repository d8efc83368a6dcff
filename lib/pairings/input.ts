import { z } from 'zod'
import { dateInput, idInput, manyInput } from '@/lib/input'

/** `fromOn` is the first day of the new supervisor: the hospital's date. */
export const giveSupervisorInput = z.object({ residentId: idInput, guideId: idInput, fromOn: dateInput })
export const askMentorInput = z.object({ guideId: idInput })
export const proposeMentorInput = z.object({ residentId: idInput, guideId: idInput })
export const pairingInput = z.object({ pairingId: idInput })

/** Up to three, in their order; each one once. */
export const wishMentorsInput = z
  .object({ first: idInput.optional(), second: idInput.optional(), third: idInput.optional() })
  .superRefine((wished, { addIssue }) => {
    const chosen = Object.entries(wished).filter(([, id]) => id !== undefined)
    chosen.forEach(([place, id], index) => {
      if (chosen.findIndex(([, other]) => other === id) < index)
        addIssue({ code: 'custom', path: [place], message: 'wish-twice' })
    })
  })

/** Each pair is the id of a resident and that of her mentor, with a space between: one checkbox of a form. */
const pairInput = z
  .string('choose')
  .transform((text) => text.split(' '))
  .pipe(z.tuple([idInput, idInput], 'choose'))
  .transform(([residentId, guideId]) => ({ residentId, guideId }))
export const proposeMentorsInput = z.object({
  pairs: manyInput(pairInput).refine((pairs) => pairs.length > 0, 'proposal-none'),
})
