import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { departments, people } from './people'
import { rooms, sessions } from './sessions'

const instant = () => timestamp({ withTimezone: true })
const personId = () =>
  uuid()
    .notNull()
    .references(() => people.id)

/**
 * Fixed members with a facilitator. Its meetings are sessions; here stands only whose they are. It belongs to the department
 * that plans it, wherever its members work.
 */
export const groups = pgTable(
  'groups',
  {
    id: uuid().primaryKey().defaultRandom(),
    form: text().notNull(),
    name: text().notNull(),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    facilitatorId: personId(),
    /** Where it usually meets; a meeting may be elsewhere. */
    roomId: uuid().references(() => rooms.id),
    /** With fewer members a meeting is looked at again. */
    quorum: integer().notNull(),
    madeById: uuid().notNull(),
    madeAt: instant().notNull().defaultNow(),
    endedAt: instant(),
    endedById: uuid(),
  },
  (t) => [
    uniqueIndex('groups_name')
      .on(t.departmentId, sql`lower(${t.name})`)
      .where(sql`${t.endedAt} is null`),
    index('groups_facilitator').on(t.facilitatorId),
    check('groups_form', sql`${t.form} in ('intervision', 'supervision-group')`),
    check('groups_quorum', sql`${t.quorum} between 2 and 10`),
    check('groups_name_length', sql`char_length(${t.name}) between 1 and 80`),
  ],
)

/** Who is in a group, from a day until a day: `until_on` is the first day without her. */
export const groupMembers = pgTable(
  'group_members',
  {
    id: uuid().primaryKey().defaultRandom(),
    groupId: uuid()
      .notNull()
      .references(() => groups.id),
    personId: personId(),
    fromOn: date().notNull(),
    untilOn: date(),
    addedById: uuid().notNull(),
    addedAt: instant().notNull().defaultNow(),
    endedAt: instant(),
    endedById: uuid(),
  },
  (t) => [
    index('group_members_group').on(t.groupId),
    index('group_members_person').on(t.personId),
    check('group_members_period', sql`${t.untilOn} is null or ${t.untilOn} >= ${t.fromOn}`),
  ],
)

/** Which sessions are meetings of which group, and the draft they were published from. */
export const groupMeetings = pgTable(
  'group_meetings',
  {
    sessionId: uuid()
      .primaryKey()
      .references(() => sessions.id),
    groupId: uuid()
      .notNull()
      .references(() => groups.id),
    planId: uuid(),
  },
  (t) => [index('group_meetings_group').on(t.groupId), index('group_meetings_plan').on(t.planId)],
)

/** Who was at a meeting. Present or absent: a reason has no place here, nor has anything that was said. */
export const attendance = pgTable(
  'attendance',
  {
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id),
    personId: personId(),
    outcome: text().notNull(),
    notedById: uuid().notNull(),
    notedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.personId] }),
    index('attendance_person').on(t.personId),
    check('attendance_outcome', sql`${t.outcome} in ('present', 'absent')`),
  ],
)

/** One group of a draft. A meeting that is `locked` stays where it is when the draft is planned again. */
interface DraftGroup {
  id: string
  name: string
  facilitatorId: string
  members: string[]
  meetings: {
    startsAt: string
    roomId: string
    locked?: true
    anyway?: { reason: string; members: string[] }
  }[]
}

/** Groups that are not published yet, as they would be. */
export interface Draft {
  groups: DraftGroup[]
  unplaced: string[]
}

interface DraftStanding {
  attendances: number
  /** Shares of a person's meetings, 0 to 1. */
  mean: number
  lowest: number
  unplaced: number
}

/** A plan for groups that is being made, changed, compared and then published once; nobody but those who plan knows of it. */
export const groupPlans = pgTable(
  'group_plans',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    form: text().notNull(),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    /** What was asked: dates, sizes, who, with whom, where. */
    asked: jsonb().$type<Record<string, unknown>>().notNull(),
    seed: integer().notNull(),
    draft: jsonb().$type<Draft>(),
    /** Earlier versions, the last one last: what undoing goes back to. */
    before: jsonb().$type<Draft[]>().notNull().default([]),
    /** Rises with every change, so that two people never overwrite each other. */
    version: integer().notNull().default(0),
    /** How good the draft is, as it was when it was last changed: what plans are compared by. */
    standing: jsonb().$type<DraftStanding>(),
    /** The mean attendance that no plan can exceed, 0 to 1. */
    bound: real(),
    madeById: uuid().notNull(),
    madeAt: instant().notNull().defaultNow(),
    /** The search ended: by itself, or because somebody stopped it. */
    doneAt: instant(),
    publishedAt: instant(),
    publishedById: uuid(),
    discardedAt: instant(),
    discardedById: uuid(),
  },
  (t) => [
    index('group_plans_department').on(t.departmentId, t.madeAt),
    check('group_plans_form', sql`${t.form} in ('intervision', 'supervision-group')`),
    check('group_plans_once', sql`${t.publishedAt} is null or ${t.discardedAt} is null`),
  ],
)
