import { sql, type SQL } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import type { PeoplePlan } from './people-plan'

/** Rows as one parameter, whatever their number: a statement takes at most 65,535 of them. */
const rowsOf = (rows: readonly object[], columns: SQL) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (${columns})`

/** Writes a plan: one statement per kind of change, each for all its rows, in the order in which they need each other. */
export async function writePlan(
  tx: Transaction,
  plan: PeoplePlan,
  signature: { viewerId: string; now: Date },
): Promise<void> {
  const statements: [readonly object[], SQL][] = [
    [
      plan.departments,
      sql`insert into departments (id, code, name, site) select id, code, name, site
        from ${rowsOf(plan.departments, sql`id uuid, code text, name text, site text`)}`,
    ],
    [
      plan.people,
      sql`insert into people (id, staff_number, given_name, family_name)
        select id, "staffNumber", "givenName", "familyName"
        from ${rowsOf(plan.people, sql`id uuid, "staffNumber" text, "givenName" text, "familyName" text`)}`,
    ],
    [
      plan.contacts,
      sql`insert into contacts (person_id, email, locale) select "personId", email, locale
        from ${rowsOf(plan.contacts, sql`"personId" uuid, email text, locale text`)}`,
    ],
    [
      plan.renamed,
      sql`update people set given_name = given."givenName", family_name = given."familyName"
        from ${rowsOf(plan.renamed, sql`id uuid, "givenName" text, "familyName" text`)} where people.id = given.id`,
    ],
    [
      plan.contactChanges,
      sql`update contacts set email = given.email, locale = given.locale
        from ${rowsOf(plan.contactChanges, sql`"personId" uuid, email text, locale text`)}
        where contacts.person_id = given."personId"`,
    ],
    [
      plan.roleEnds,
      sql`update roles set until_on = given."untilOn"
        from ${rowsOf(plan.roleEnds, sql`id uuid, "untilOn" date`)} where roles.id = given.id`,
    ],
    [
      plan.roles,
      sql`insert into roles (id, person_id, role, department_id, from_on, until_on)
        select id, "personId", role, "departmentId", "fromOn", "untilOn"
        from ${rowsOf(
          plan.roles,
          sql`id uuid, "personId" uuid, role text, "departmentId" uuid, "fromOn" date, "untilOn" date`,
        )}`,
    ],
    [
      plan.residencies,
      sql`insert into residencies (role_id, kind, fte) select "roleId", kind, fte
        from ${rowsOf(plan.residencies, sql`"roleId" uuid, kind text, fte numeric`)}
        on conflict (role_id) do update set kind = excluded.kind, fte = excluded.fte`,
    ],
    [
      plan.qualifications,
      sql`insert into qualifications (person_id, kind, number, expires_on) select "personId", kind, number, "expiresOn"
        from ${rowsOf(plan.qualifications, sql`"personId" uuid, kind text, number text, "expiresOn" date`)}
        on conflict (person_id, kind) do update set number = excluded.number, expires_on = excluded.expires_on`,
    ],
    [
      plan.supervisionEnds,
      sql`update pairings set until_on = given."untilOn", ended_at = coalesce(ended_at, ${signature.now.toISOString()}::timestamptz),
        ended_by_id = coalesce(ended_by_id, ${signature.viewerId}::uuid)
        from ${rowsOf(plan.supervisionEnds, sql`id uuid, "untilOn" date`)} where pairings.id = given.id`,
    ],
    [
      plan.supervisions,
      sql`insert into pairings (id, kind, resident_id, guide_id, from_on, until_on, accepted_at, accepted_by_id)
        select id, 'supervisor', "residentId", "guideId", "fromOn", "untilOn",
          ${signature.now.toISOString()}::timestamptz, ${signature.viewerId}::uuid
        from ${rowsOf(
          plan.supervisions,
          sql`id uuid, "residentId" uuid, "guideId" uuid, "fromOn" date, "untilOn" date`,
        )}`,
    ],
  ]
  for (const [rows, statement] of statements) if (rows.length > 0) await tx.execute(statement)
}
