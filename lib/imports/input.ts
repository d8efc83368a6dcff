import { z } from 'zod'
import { idInput } from '@/lib/input'
import { sheetMostBytes } from '@/lib/sheet/read-sheet'
import { importKinds } from './policy'

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

/** `overnight`: an end before its start is read on the next day where that makes a night shift. */
export const writeRosterInput = writeImportInput.extend({ overnight: checkedInput })

export const discardImportInput = z.object({ importId: idInput })
