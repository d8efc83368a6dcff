import { z } from 'zod'
import { daysBetweenOn, isCalendarDate } from '@/lib/time'

/**
 * The files of the planner: intervision-instance/1, intervision-update/1, intervision-plan/1. A day is an index from
 * `horizon.start` (a Monday); minutes are after local midnight; weekday 0 is Monday; weeks are numbered from 0.
 */
const id = z.string().min(1).max(200)
const day = z.number().int()
const minute = z
  .number()
  .int()
  .min(0)
  .max(2 * 1440)
const count = z.number().int().min(0).max(10_000)
const calendarDate = z.string().refine(isCalendarDate, 'is not a date like 2027-01-04')
const weeks = z.enum(['all', 'odd', 'even'])
const weekday = z.number().int().min(0).max(6)

const shiftType = z.object({
  name: z.string(),
  start: minute,
  end: z
    .number()
    .int()
    .min(0)
    .max(3 * 1440),
  blocked: z.array(z.tuple([z.number().int(), z.number().int()])),
  restAfter: count,
  blockBefore: count,
  earliestBefore: count,
})

const resident = z.object({
  id,
  department: z.string(),
  specialty: z.string().default(''),
  assessors: z.array(id).default([]),
  allowOnDayOff: z.boolean().default(false),
  hireDate: calendarDate,
  endDate: calendarDate.nullable().default(null),
  previousGroup: id.nullable().default(null),
  roster: z.string().max(3700),
})

const psychologist = z.object({
  id,
  availability: z.array(z.object({ weekday, from: minute, to: minute, weeks: weeks.default('all') })),
  absentDays: z.array(day).default([]),
  maxGroups: count,
  maxMeetingsPerDay: count,
  notForDepartments: z.array(z.string()).default([]),
})

const room = z.object({
  id,
  capacity: count,
  blocked: z.array(z.object({ weekday, from: minute, to: minute })).default([]),
})

const rules = z.object({
  durationMin: z.number().int().min(1).max(1440),
  gridStarts: z.array(minute).min(1),
  weekdays: z.array(weekday).min(1),
  meetingsPerGroup: z.number().int().min(1).max(14, 'is at most 14'),
  gapWeeks: z.object({ min: count, max: count }),
  firstWeekMax: count,
  lastWeekMin: count,
  groupSize: z.object({
    hardMin: count,
    hardMax: z.number().int().min(1).max(60),
    softMin: count,
    softMax: count,
  }),
  maxSameDepartment: count,
  psychologistBufferMin: count,
  roomIncludesPsychologist: z.boolean(),
  stability: z.enum(['mix', 'keep', 'none']).default('none'),
  minActiveMeetings: count.default(0),
})

const instance = z.object({
  format: z.literal('intervision-instance/1'),
  name: z.string(),
  horizon: z.object({ start: calendarDate, weeks: z.number().int().min(1).max(106), holidays: z.array(day) }),
  rules,
  shiftTypes: z.record(z.string(), shiftType),
  residents: z.array(resident).max(5000),
  psychologists: z.array(psychologist),
  rooms: z.array(room),
  notTogether: z.array(z.tuple([id, id])).default([]),
  previousGroups: z.array(z.object({ id, members: z.array(id) })).default([]),
})

const update = z.object({
  format: z.literal('intervision-update/1'),
  instance: z.string(),
  fromDay: z.number().int().min(0),
  rosters: z.array(z.object({ id, roster: z.string() })).default([]),
  psychologists: z.array(z.object({ id, addAbsentDays: z.array(day) })).default([]),
  leavers: z.array(z.object({ id, endDate: calendarDate })).default([]),
  hires: z.array(resident).default([]),
})

const plan = z.object({
  format: z.literal('intervision-plan/1'),
  instance: z.string(),
  groups: z.array(
    z.object({
      id,
      psychologistId: id,
      members: z.array(id),
      meetings: z.array(z.object({ day, start: minute, roomId: id })),
    }),
  ),
  unplaced: z.array(z.object({ residentId: id, reason: z.string() })).default([]),
})

export type Instance = z.infer<typeof instance>
export type InstanceResident = Instance['residents'][number]
export type Update = z.infer<typeof update>
export type PlanFile = z.infer<typeof plan>
export type PlannedGroup = PlanFile['groups'][number]

/** What is wrong with a file, in one line for whoever made it. */
export class PlanFileError extends Error {
  override name = 'PlanFileError'
}

function read<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new PlanFileError(`${what} is not JSON: ${(error as Error).message}`)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new PlanFileError(`${what}: ${issue.path.join('.') || 'the file'}: ${issue.message}`)
}

/** Throws PlanFileError when the text is not such a file, or names somebody twice. */
export function readInstance(text: string): Instance {
  const read1 = read(instance, text, 'the instance')
  for (const [what, list] of [
    ['resident', read1.residents],
    ['psychologist', read1.psychologists],
    ['room', read1.rooms],
  ] as const) {
    const seen = new Set<string>()
    for (const { id: one } of list) {
      if (seen.has(one)) throw new PlanFileError(`the instance: ${what} ${one} is there twice`)
      seen.add(one)
    }
  }
  if (dayOfWeekOn(read1.horizon.start) !== 0)
    throw new PlanFileError('the instance: horizon.start is not a Monday')
  return read1
}

export const readUpdate = (text: string): Update => read(update, text, 'the update')
export const readPlan = (text: string): PlanFile => read(plan, text, 'the plan')

const dayOfWeekOn = (on: string) => ((daysBetweenOn('2024-01-01', on) % 7) + 7) % 7

/** The day number of a date in this horizon; days before the start are negative. */
export const dayIndexOf = ({ horizon }: Instance, on: string) => daysBetweenOn(horizon.start, on)

/** The instance as it is after a later change: rosters replaced, absences added, leavers given an end, hires added. */
export function updated(before: Instance, change: Update): Instance {
  const unknown =
    [...change.rosters, ...change.leavers].find(
      ({ id: one }) => !before.residents.some((r) => r.id === one),
    ) ?? change.psychologists.find(({ id: one }) => !before.psychologists.some((p) => p.id === one))
  if (unknown) throw new PlanFileError(`the update names ${unknown.id}, who is not in the instance`)
  const rosters = new Map(change.rosters.map(({ id: one, roster }) => [one, roster]))
  const ends = new Map(change.leavers.map(({ id: one, endDate }) => [one, endDate]))
  const absences = new Map(change.psychologists.map(({ id: one, addAbsentDays }) => [one, addAbsentDays]))
  return {
    ...before,
    residents: [
      ...before.residents.map((one) => ({
        ...one,
        roster: rosters.get(one.id) ?? one.roster,
        endDate: ends.get(one.id) ?? one.endDate,
      })),
      ...change.hires,
    ],
    psychologists: before.psychologists.map((one) => ({
      ...one,
      absentDays: [...one.absentDays, ...(absences.get(one.id) ?? [])],
    })),
  }
}
