import type postgres from 'postgres'

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

/** Adds a session of two, as booking leaves it. Thursday 26 November 2026, 14:30 in the hospital. */
export async function addSession(
  owner: postgres.Sql,
  form: string,
  [residentId, guideId]: [string, string],
): Promise<string> {
  const id = crypto.randomUUID()
  const [startsAt, endsAt] = ['2026-11-26T13:30:00Z', '2026-11-26T14:15:00Z']
  await owner`insert into sessions (id, form, starts_at, ends_at, place, booked_by_id)
    values (${id}, ${form}, ${startsAt}, ${endsAt}, 'Kamer 2.14', ${residentId})`
  for (const [personId, part] of [
    [residentId, 'resident'],
    [guideId, 'guide'],
  ] as const)
    await owner`insert into session_people (session_id, person_id, part, during, released_at)
      values (${id}, ${personId}, ${part}, tstzrange(${startsAt}, ${endsAt}), now())`
  return id
}

/** Puts a message in the outbox, due at once. */
export async function addMessage(
  owner: postgres.Sql,
  kind: string,
  recipientId: string,
  data: Record<string, string> = {},
): Promise<string> {
  const id = crypto.randomUUID()
  await owner`insert into outbox (id, kind, recipient_id, data, due_at)
    values (${id}, ${kind}, ${recipientId}, ${owner.json(data)}, '2026-11-23T08:00:00Z')`
  return id
}
