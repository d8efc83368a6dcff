import type { Role } from '@/lib/viewer'

/** A resident cancels or moves a session herself until this long before its start, unless its guide has another window. */
export const cancelWindowHours = 24

/** Times are offered from an hour before that window on: what was booked by mistake can still be undone. */
const noticeHours = cancelWindowHours + 1

interface FormFacts {
  minutes: number
  /** How long ahead a time is offered at least, unless the guide says otherwise. */
  noticeMinutes: number
  /** Held inside a day or evening shift of everybody in it: it adds no work, and no rest is asked. */
  onShift?: true
  /** Only the two know what it is; everybody else reads "Bezet". */
  confidential?: true
}

interface PairFormFacts extends FormFacts {
  /** The pairing that allows these two to book it between them. */
  pairing: 'mentor' | 'supervisor' | 'psychologist'
  /** What the guide must hold on the day itself. */
  qualification?: 'psychotherapist'
}

/** The guidance forms that two people book between them. */
export const bookableForms = [
  'mentor-session',
  'check-in',
  'learning-talk',
  'psychologist-session',
  'learning-therapy',
] as const
export type BookableForm = (typeof bookableForms)[number]

const notice = { noticeMinutes: noticeHours * 60 }
/** A moment on the ward that both are on is found on the day itself. */
const onWard = { noticeMinutes: 0, onShift: true } as const

export const forms: Record<BookableForm, PairFormFacts> = {
  'mentor-session': { minutes: 45, pairing: 'mentor', ...notice },
  'check-in': { minutes: 30, pairing: 'supervisor', ...notice },
  'learning-talk': { minutes: 30, pairing: 'supervisor', ...onWard },
  'psychologist-session': { minutes: 45, pairing: 'psychologist', confidential: true, ...notice },
  'learning-therapy': {
    minutes: 45,
    pairing: 'psychologist',
    confidential: true,
    qualification: 'psychotherapist',
    ...notice,
  },
}

/** The guidance forms that an office plans for several people. */
export const officeForms = [
  'intervision',
  'supervision-group',
  'shadow-day',
  'feedback-moment',
  'student-teaching',
] as const
export type OfficeForm = (typeof officeForms)[number]

export const plannedForms: Record<OfficeForm, FormFacts> = {
  intervision: { minutes: 90, noticeMinutes: 0 },
  'supervision-group': { minutes: 90, noticeMinutes: 0 },
  'shadow-day': { minutes: 8 * 60, noticeMinutes: 0, onShift: true },
  'feedback-moment': { minutes: 20, noticeMinutes: 0, onShift: true },
  'student-teaching': { minutes: 60, noticeMinutes: 0, onShift: true },
}

/** Whose hours and wishes count when an office plans these around her. */
export const guidedForms = {
  intervision: ['psychologist', 'mentor'],
  'supervision-group': ['psychologist', 'mentor'],
} as const satisfies Partial<Record<OfficeForm, readonly Role[]>>
export type GuidedForm = keyof typeof guidedForms

export function isBookableForm(form: string | undefined): form is BookableForm {
  return form !== undefined && form in forms
}

export function isOfficeForm(form: string | undefined): form is OfficeForm {
  return form !== undefined && form in plannedForms
}

/** Of these only the two people know what they are (matrix row 11). */
export function isConfidential(form: string): boolean {
  return isBookableForm(form) && forms[form].confidential === true
}

/** In the history of a shared computer and over a shoulder an address says nothing of what is confidential. */
const quietAddresses: Partial<Record<string, string>> = {
  'psychologist-session': 'quiet',
  'learning-therapy': 'quiet-long',
}

/** How an address names a form. */
export const addressOf = (form: string): string => quietAddresses[form] ?? form

/** The page with the times for a form with somebody. */
export function bookingPath(form: BookableForm, otherId: string): string {
  return `/sessions/book?form=${addressOf(form)}&with=${otherId}`
}

/** Which of these forms an address names; null when it names none. */
export function formAtAddress<F extends string>(name: string | undefined, among: readonly F[]): F | null {
  return among.find((form) => addressOf(form) === name) ?? null
}
