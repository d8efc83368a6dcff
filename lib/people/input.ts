import { z } from 'zod'
import { dateInput, idInput, textInput } from '@/lib/input'
import { allRoles } from '@/lib/viewer'

/** One person with a first role. Dates are the hospital's; `fte` is a part of a full week. */
export const addPersonInput = z
  .object({
    staffNumber: textInput(40),
    givenName: textInput(80),
    familyName: textInput(120),
    email: z.email({ error: 'email' }).max(200, 'too-long'),
    role: z.enum(allRoles, 'choose'),
    departmentId: idInput.optional(),
    fromOn: dateInput,
    kind: z.enum(['anios', 'aios'], 'choose').optional(),
    // Dutch keyboards write 0,8.
    fte: z
      .preprocess(
        (typed) => (typeof typed === 'string' ? typed.replace(',', '.') : typed),
        z.coerce.number('number').gt(0, 'number').lte(1, 'number'),
      )
      .optional(),
  })
  .superRefine((input, context) => {
    if (input.role === 'resident' && !input.kind)
      context.addIssue({ code: 'custom', path: ['kind'], message: 'choose' })
    if (!['coordinator', 'admin', 'mentor', 'psychologist'].includes(input.role) && !input.departmentId)
      context.addIssue({ code: 'custom', path: ['departmentId'], message: 'choose' })
  })

export const endRoleInput = z.object({ roleId: idInput, untilOn: dateInput })
export const closePersonInput = z.object({ personId: idInput })
export const chooseLocaleInput = z.object({ locale: z.enum(['nl', 'en'], 'choose') })
