import { z } from 'zod'
import { dateInput, idInput } from '@/lib/input'
import { coveredForms, onceForms } from './rules'

const days = z.coerce.number('number').int('number').min(1, 'number-range').max(730, 'number-range')
/** An empty field of a form is posted as nothing at all. */
const optional = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === '' ? undefined : value), item.optional())

/** A norm as its form posts it. Without days it ends: from then on what holds around it holds here too. */
export const setNormInput = z
  .object({
    form: z.enum(coveredForms, 'choose'),
    /** Nothing: the whole hospital. */
    departmentId: optional(idInput),
    kind: optional(z.enum(['anios', 'aios'], 'choose')),
    sinceOn: dateInput,
    firstWithinDays: optional(days),
    everyDays: optional(days),
  })
  .superRefine(({ form, departmentId, kind, firstWithinDays, everyDays }, context) => {
    const issue = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    const isOnce = onceForms.has(form)
    if (isOnce && everyDays) issue('everyDays', 'norm-once')
    if (everyDays && !firstWithinDays) issue('firstWithinDays', 'required')
    if (!isOnce && firstWithinDays && !everyDays) issue('everyDays', 'required')
    if (form === 'check-in' && !departmentId && !kind && !firstWithinDays)
      issue('firstWithinDays', 'norm-needed')
  })
