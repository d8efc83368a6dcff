import { and, eq } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { meetingRules } from '@/db/schema/meeting-hours'
import { cancelWindowHours, forms, isBookableForm } from './forms'

/** What a guide wants of sessions of one form. Minutes; null where she set no most. */
export interface MeetingRules {
  noticeMinutes: number
  cancelMinutes: number
  bufferMinutes: number
  mostPerDay: number | null
  mostPerWeek: number | null
  /** She wants to say yes before a session stands. */
  confirms: boolean
}

/** What holds where a guide said nothing. */
export function defaultRules(form: string): MeetingRules {
  return {
    noticeMinutes: isBookableForm(form) ? forms[form].noticeMinutes : 0,
    cancelMinutes: cancelWindowHours * 60,
    bufferMinutes: 0,
    mostPerDay: null,
    mostPerWeek: null,
    confirms: false,
  }
}

/** What a guide wants of sessions of this form, or what holds when she has not said. */
export async function loadMeetingRules(
  tx: Transaction,
  guideId: string | null,
  form: string,
): Promise<MeetingRules> {
  if (!guideId) return defaultRules(form)
  const [row] = await tx
    .select()
    .from(meetingRules)
    .where(and(eq(meetingRules.personId, guideId), eq(meetingRules.form, form)))
  return row ? { ...row, confirms: row.confirmsAt !== null } : defaultRules(form)
}
