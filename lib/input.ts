import { z } from 'zod'
import { isCalendarDate, type WallTime } from './time'

/** Pieces that the input schemas of all concepts share. Messages are keys of `words/<language>/issues.json`. */

export const idInput = z.uuid('choose')

/** A calendar date as a native date field posts it: '2026-11-26'. */
export const dateInput = z.string('required').refine(isCalendarDate, 'date')

/** A wall time as people type it: '14:30', '9:00', '14.30', '1430' or '9'. */
export const timeInput = z
  .string('required')
  .trim()
  .regex(/^([01]?\d|2[0-3])([:.]?[0-5]\d)?$/, 'time')
  .transform((text) => {
    const digits = text.replace(/[:.]/, '')
    const hours = digits.length > 2 ? digits.slice(0, -2) : digits
    const minutes = digits.length > 2 ? digits.slice(-2) : '00'
    return `${hours.padStart(2, '0')}:${minutes}` as WallTime
  })

/** An instant as it travels in a form: ISO 8601 with its offset. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'choose' })
  .transform((text) => new Date(text))

/** A field that may be posted never, once or more often. */
export function manyInput<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item),
  )
}

/** Text without control characters other than line breaks and tabs; spaces at the ends are dropped. */
export function textInput(most: number) {
  return z
    .string('required')
    .trim()
    .min(1, 'required')
    .max(most, 'too-long')
    .regex(/^(?:[^\p{Cc}]|[\r\n\t])*$/u, 'invalid')
}

/** An address of the web, for an online meeting: https, without a name or a password in it. */
export const linkInput = z
  .string('required')
  .trim()
  .max(500, 'too-long')
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null
    return url?.protocol === 'https:' && url.username === '' && url.password === ''
  }, 'link')

/** Identifies one showing of a form: posted twice, it counts once. */
export const requestKeyInput = z.uuid().optional()
