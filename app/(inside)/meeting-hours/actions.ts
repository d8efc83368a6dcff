'use server'

import { action } from '@/app/_server/action'
import {
  addAbsences,
  addHoursException,
  removeAbsence,
  removeHoursException,
  setMeetingRules,
  setMentorPool,
  setWeeklyHours,
} from '@/lib/meeting-hours/commands'

const back = ({ guideId, form }: { guideId: string; form?: string }, done = '1') =>
  `/meeting-hours?guide=${guideId}${form ? `&form=${form}` : ''}&done=${done}`

export const saveWeek = action(setWeeklyHours, (saved) => back(saved))
export const addDate = action(addHoursException, (saved) => back(saved))
export const removeDate = action(removeHoursException, (saved) => back(saved))
export const saveAbsences = action(addAbsences, (saved) => back(saved, 'absence'))
export const endAbsence = action(removeAbsence, (saved) => back(saved))
export const saveRules = action(setMeetingRules, (saved) => back(saved))
export const savePool = action(setMentorPool, (saved) => back(saved))
