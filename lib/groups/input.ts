import { z } from 'zod'
import { dateInput, idInput, manyInput, requestKeyInput, textInput, timeInput } from '@/lib/input'
import { groupForms, mostDates } from './rules'

const numberInput = (least: number, most: number) =>
  z.coerce.number('number').int('number').min(least, 'number-range').max(most, 'number-range')

export const makeGroupInput = z.object({
  form: z.enum(groupForms, 'choose'),
  departmentId: idInput,
  name: textInput(80),
  facilitatorId: idInput,
  roomId: idInput.optional(),
})

/** What may change of a group itself; an empty room takes it away. */
export const changeGroupInput = z.object({
  groupId: idInput,
  name: textInput(80),
  roomId: idInput.optional(),
  quorum: numberInput(2, 10),
})

export const joinGroupInput = z.object({ groupId: idInput, personId: idInput, fromOn: dateInput })
/** `untilOn` is the first day without her. */
export const leaveGroupInput = z.object({ memberId: idInput, untilOn: dateInput })
/** The first day in the other group, which is the first day without her in this one. */
export const transferInput = z.object({ memberId: idInput, toGroupId: idInput, fromOn: dateInput })
export const giveFacilitatorInput = z.object({ groupId: idInput, facilitatorId: idInput })
export const endGroupInput = z.object({ groupId: idInput })

/** The meetings of one group by hand: every so many weeks, dates that are left out named. */
export const planMeetingsInput = z.object({
  groupId: idInput,
  fromOn: dateInput,
  startsTime: timeInput,
  everyWeeks: numberInput(1, 26),
  count: numberInput(1, mostDates),
  skip: manyInput(dateInput),
  requestKey: requestKeyInput,
})

/** One person after the other: `attendance` holds "person present" or "person absent". */
export const noteAttendanceInput = z.object({
  sessionId: idInput,
  attendance: manyInput(
    z
      .string('invalid')
      .transform((text) => text.split(' '))
      .pipe(z.tuple([idInput, z.enum(['present', 'absent'], 'choose')]))
      .transform(([personId, outcome]) => ({ personId, outcome })),
  ),
})
