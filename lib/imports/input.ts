import { z } from 'zod'
import { idInput } from '@/lib/input'
import { codeMeanings, codeMostLength } from '@/lib/rosters/codes'
import { sheetMostBytes } from '@/lib/sheet/read-sheet'
import { importKinds } from './policy'
import { isKindWord } from './roster-rows'

/** What an empty file is called when none was chosen: nothing in a plain post, and what the reader of an action makes of nothing. */
const namesOfNone = ['', 'blob', 'undefined']
const isNone = (file: File) => file.size === 0 && namesOfNone.includes(file.name)

/** A file as a form posts it. A form without a chosen file posts an empty one. */
const fileInput = z
  .instanceof(File, { error: 'file' })
  .refine((file) => !isNone(file), 'file')
  .refine((file) => file.size > 0 || isNone(file), 'file-empty')
  .refine((file) => file.size <= sheetMostBytes, 'file-large')

export const keepImportInput = z.object({ kind: z.enum(importKinds, 'choose'), file: fileInput })

const checkedInput = z.literal('on', 'choose').optional()

export const writeImportInput = z.object({
  importId: idInput,
  /** The fingerprint of the preview that was confirmed. */
  seen: z.string('required').max(64, 'invalid'),
  /** Chosen explicitly: the wrong lines stay out. */
  leaveWrong: checkedInput,
})

/**
 * `overnight`: an end before its start is read on the next day where that makes a night shift. `removeVanished`: what the file
 * no longer holds leaves the roster. `person`: whose a calendar is, by staff number. `answer0`, `answer1`…: what the codes that were asked about mean, in their order.
 */
export const writeRosterInput = writeImportInput
  .extend({
    overnight: checkedInput,
    removeVanished: checkedInput,
    person: z.string().max(200, 'too-long').optional(),
  })
  .catchall(z.unknown())

export const codeMeaningInput = z.enum(codeMeanings, 'choose')

const codeInput = z
  .string('required')
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
  .refine((text) => text !== '', 'required')
  .refine((text) => text.length <= codeMostLength, 'too-long')
  .refine((text) => !isKindWord(text), 'code-own')

export const addShiftCodeInput = z.object({ departmentId: idInput, code: codeInput, kind: codeMeaningInput })
export const changeShiftCodeInput = z.object({ codeId: idInput, kind: codeMeaningInput })
export const removeShiftCodeInput = z.object({ codeId: idInput })

export const discardImportInput = z.object({ importId: idInput })
