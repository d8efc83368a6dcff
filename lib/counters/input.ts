import { z } from 'zod'
import { counterForms } from '@/db/schema/counters'
import { idInput, textInput } from '@/lib/input'
import { fileMostBytes, isWeakKey } from './file'

/** A whole number, with a sign where she takes away. Absent is nothing. */
const addedInput = z
  .string()
  .trim()
  .regex(/^[+\-−]?\d{1,4}$/u, 'whole-number')
  .transform((text) => Number(text.replace('−', '-')))
  .refine((added) => Math.abs(added) <= 200, 'number-range')
  .default(0)

/** What is added to the counter of `form`: the field of that name. */
export const correctCounterInput = z.object({
  form: z.enum(counterForms, 'choose'),
  'supervision-group': addedInput,
  'learning-therapy': addedInput,
})

/** A file as a form posts it; a form without a chosen file posts an empty one. */
export const importCountersInput = z.object({
  file: z
    .instanceof(File, { error: 'file' })
    .refine((file) => file.size > 0, 'file')
    .refine((file) => file.size <= fileMostBytes, 'counters-file-large'),
})

export const removeBroughtInput = z.object({
  form: z.enum(counterForms, 'choose'),
  source: z.string('choose').regex(/^[0-9a-f]{64}$/, 'choose'),
})

const hospitalName = textInput(120).refine((text) => !/[\r\n\t]/.test(text), 'invalid')

export const nameHospitalInput = z.object({ ownName: hospitalName })

/** A key as it was copied: in groups or not, in capitals or not. */
export const trustHospitalInput = z.object({
  name: hospitalName,
  publicKey: z
    .string('required')
    .max(200, 'too-long')
    .transform((text) => text.replaceAll(/\s+/g, '').toLowerCase())
    .refine((key) => /^[0-9a-f]{64}$/.test(key) && !isWeakKey(key), 'hospital-key'),
})

export const distrustHospitalInput = z.object({ hospitalId: idInput })
