import type postgres from 'postgres'
import { testDatabase } from '@/db/testing/database'

let count = 0

/** Adds a person with an address, for tests of what is mailed. */
export async function addPerson(
  owner: postgres.Sql,
  givenName: string,
  locale: 'nl' | 'en' = 'nl',
): Promise<string> {
  const id = crypto.randomUUID()
  count += 1
  await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${`T${count}`}, ${givenName}, 'de Vries')`
  await owner`insert into contacts (person_id, email, locale) values (${id}, ${`${givenName.toLowerCase()}.${count}@ziekenhuis.test`}, ${locale})`
  return id
}

/**
 * Adds a session of two, as booking leaves it; what anybody had before is given back. Thursday 26 November 2026, 14:30 in
 * the hospital, 45 minutes, unless it says otherwise.
 */
export async function addSession(
  owner: postgres.Sql,
  form: string,
  [residentId, guideId]: [string, string],
  { startsAt = '2026-11-26T13:30:00Z', ...columns }: Record<string, string | number | null> = {},
): Promise<string> {
  const id = crypto.randomUUID()
  const endsAt = new Date(new Date(String(startsAt)).getTime() + 45 * 60_000)
  await owner`update session_people set released_at = now() where released_at is null`
  await owner`insert into sessions ${owner({
    id,
    form,
    starts_at: startsAt,
    ends_at: endsAt,
    place: 'Kamer 2.14',
    booked_by_id: residentId,
    booked_at: '2026-11-20T08:00:00Z',
    ...columns,
  })}`
  for (const [personId, part] of [
    [residentId, 'resident'],
    [guideId, 'guide'],
  ] as const)
    await owner`insert into session_people (session_id, person_id, part, during)
      values (${id}, ${personId}, ${part}, tstzrange(${startsAt}, ${endsAt}))`
  return id
}

/** Puts a message in the outbox, due at once. */
export async function addMessage(
  owner: postgres.Sql,
  kind: string,
  recipientId: string,
  data: Record<string, string> = {},
  dueAt = '2026-11-23T08:00:00Z',
): Promise<string> {
  const id = crypto.randomUUID()
  await owner`insert into outbox (id, kind, recipient_id, data, due_at)
    values (${id}, ${kind}, ${recipientId}, ${owner.json(data)}, ${dueAt})`
  return id
}

/** A database with the two whom most messages are for and about: a resident and her mentor. */
export async function openMailroom() {
  const database = await testDatabase()
  return {
    database,
    noor: await addPerson(database.owner, 'Noor'),
    bram: await addPerson(database.owner, 'Bram'),
  }
}
