/** A resident cancels or moves a session herself until this long before its start; after that she calls the department. */
export const cancelWindowHours = 24

/** Times are offered from an hour before that window on: what was booked by mistake can still be undone. */
const noticeHours = cancelWindowHours + 1

/** The guidance forms that two people book between them, with their length and the pairing that allows them. */
export const forms = {
  'mentor-session': { minutes: 45, pairing: 'mentor', noticeMinutes: noticeHours * 60 },
  'check-in': { minutes: 30, pairing: 'supervisor', noticeMinutes: noticeHours * 60 },
} as const satisfies Record<
  string,
  { minutes: number; pairing: 'mentor' | 'supervisor'; noticeMinutes: number }
>

export type BookableForm = keyof typeof forms
export const bookableForms = Object.keys(forms) as [BookableForm, ...BookableForm[]]

export function isBookableForm(form: string | undefined): form is BookableForm {
  return form !== undefined && form in forms
}
