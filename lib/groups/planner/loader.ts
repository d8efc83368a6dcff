import { FreeStarts } from './free'
import { dayIndexOf, type Instance } from './instance'
import type { ProblemInput, Slot } from './problem'

/**
 * The planner's question out of an instance file. `fromDay`: only meetings from that day on count for attendance and
 * may be chosen (replanning); 0 for a whole plan.
 */
export function questionOf(instance: Instance, fromDay = 0): ProblemInput {
  const { rules, horizon } = instance
  const slots: Slot[] = []
  const holidays = new Set(horizon.holidays)
  const starts = [...new Set(rules.gridStarts)].sort((a, b) => a - b)
  for (let day = 0; day < horizon.weeks * 7; day += 1) {
    if (holidays.has(day) || !rules.weekdays.includes(day % 7)) continue
    for (const start of starts) slots.push({ day, start })
  }
  const openWhen = (test: (slot: Slot) => boolean) => Uint8Array.from(slots, (slot) => (test(slot) ? 1 : 0))
  const until = ({ start }: Slot) => start + rules.durationMin
  const freeStarts = new FreeStarts(instance, starts, rules.durationMin)
  return {
    weeks: horizon.weeks,
    rules: {
      minutes: rules.durationMin,
      meetings: rules.meetingsPerGroup,
      gapWeeks: rules.gapWeeks,
      firstWeekMax: rules.firstWeekMax,
      lastWeekMin: rules.lastWeekMin,
      size: rules.groupSize,
      maxSameDepartment: rules.maxSameDepartment,
      bufferMinutes: rules.psychologistBufferMin,
      seatsOfGuide: rules.roomIncludesPsychologist ? 1 : 0,
      stability: rules.stability,
      minActiveMeetings: rules.minActiveMeetings,
    },
    slots,
    residents: instance.residents.map((resident) => {
      const free = new Uint8Array(slots.length)
      for (let first = 0; first < slots.length; first += starts.length) {
        free.set(freeStarts.on(resident, slots[first]!.day), first)
      }
      return {
        id: resident.id,
        department: resident.department,
        activeFrom: Math.max(dayIndexOf(instance, resident.hireDate), fromDay),
        activeUntil: resident.endDate ? dayIndexOf(instance, resident.endDate) : Infinity,
        free,
        previousGroup: previousGroupOf(instance, resident.id),
      }
    }),
    guides: instance.psychologists.map((one) => {
      const absent = new Set(one.absentDays)
      return {
        id: one.id,
        maxGroups: one.maxGroups,
        maxPerDay: one.maxMeetingsPerDay,
        notFor: one.notForDepartments,
        open: openWhen(
          (slot) =>
            slot.day >= fromDay &&
            !absent.has(slot.day) &&
            one.availability.some(
              (hours) =>
                hours.weekday === slot.day % 7 &&
                isInWeek(hours.weeks, Math.floor(slot.day / 7)) &&
                hours.from <= slot.start &&
                until(slot) <= hours.to,
            ),
        ),
      }
    }),
    rooms: instance.rooms.map((room) => ({
      id: room.id,
      capacity: room.capacity,
      open: openWhen(
        (slot) =>
          !room.blocked.some(
            (hours) => hours.weekday === slot.day % 7 && slot.start < hours.to && until(slot) > hours.from,
          ),
      ),
    })),
    apart: [
      ...instance.notTogether,
      ...instance.residents.flatMap(({ id, assessors }) => assessors.map((by) => [by, id] as const)),
    ],
  }
}

const isInWeek = (weeks: 'all' | 'odd' | 'even', week: number) =>
  weeks === 'all' || (weeks === 'odd') === (week % 2 === 1)

/** The group of the round before: as its list of members has it (the scorer reads no other). */
const previousGroupOf = ({ previousGroups }: Instance, id: string) =>
  previousGroups.findLast(({ members }) => members.includes(id))?.id ?? null
