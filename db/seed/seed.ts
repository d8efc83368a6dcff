import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { checkIns, promises } from '@/db/schema/check-ins'
import * as counters from '@/db/schema/counters'
import { attendance, groupMeetings, groupMembers, groups } from '@/db/schema/groups'
import { pairings } from '@/db/schema/pairings'
import * as people from '@/db/schema/people'
import { weeklyHours } from '@/db/schema/meeting-hours'
import { shifts } from '@/db/schema/rosters'
import { rooms, series, sessionPeople, sessions } from '@/db/schema/sessions'
import { weekdayOf, type CalendarDate } from './clock'
import { hospital } from './hospital'

// A statement carries at most 65,535 values.
const rowsPerStatement = 2000

/**
 * Writes the demo hospital as the owner of an empty, migrated database, in one transaction, and marks the installation as
 * made by demo mode. `monday` is the Monday of the current week in Europe/Amsterdam; `now` only dates the installation.
 * Throws a RangeError for another weekday, and the database's own error when something is there already; then nothing is written.
 */
export async function seedDemo(
  ownerUrl: string,
  { monday, now }: { monday: CalendarDate; now?: Date },
): Promise<void> {
  if (weekdayOf(monday) !== 0) throw new RangeError(`the demo hospital starts on a Monday, not on ${monday}`)
  const rows = hospital(monday)
  const connection = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await drizzle(connection, { casing: 'snake_case' }).transaction(async (tx) => {
      const write = async <Table extends PgTable>(table: Table, all: Table['$inferInsert'][]) => {
        for (let from = 0; from < all.length; from += rowsPerStatement)
          await tx.insert(table).values(all.slice(from, from + rowsPerStatement))
      }
      const made = { createdDemoAt: now ?? new Date() }
      await tx
        .insert(people.installation)
        .values(made)
        .onConflictDoUpdate({ target: people.installation.id, set: made })
      await tx.update(counters.hospital).set({ name: 'Ziekenhuis Noorderzijl' })
      await write(people.departments, rows.departments)
      await write(people.people, rows.people)
      await write(people.contacts, rows.contacts)
      await write(people.roles, rows.roles)
      await write(people.residencies, rows.residencies)
      await write(people.mentorPlaces, rows.mentorPlaces)
      await write(people.qualifications, rows.qualifications)
      await write(weeklyHours, rows.weeklyHours)
      await write(shifts, rows.shifts)
      await write(pairings, rows.pairings)
      await write(checkIns, rows.checkIns)
      await write(promises, rows.promises)
      await write(rooms, rows.rooms)
      await write(series, rows.series)
      await write(sessions, rows.sessions)
      await write(sessionPeople, rows.sessionPeople)
      await write(groups, rows.groups)
      await write(groupMembers, rows.groupMembers)
      await write(groupMeetings, rows.groupMeetings)
      await write(attendance, rows.attendance)
      // The months that are over have their figures, as the nights would have left them.
      await tx.execute(sql`select app.close_months()`)
    })
  } finally {
    await connection.end({ timeout: 2 })
  }
}
