import { fileURLToPath } from 'node:url'
import postgres from 'postgres'

/** Whom a new installation begins with: everybody else is imported or added by them. */
export interface Appointment {
  role: 'coordinator' | 'admin'
  staffNumber: string
  givenName: string
  familyName: string
  email: string
}

const usage =
  'npm run appoint -- (coordinator|admin) STAFF-NUMBER GIVEN-NAME FAMILY-NAME E-MAIL   with DATABASE_URL set to the owner of the database'

/** The command line as an appointment, or null when it is not one. */
export function readAppointment(words: readonly string[]): Appointment | null {
  const [role, staffNumber, givenName, familyName, email] = words
  if (words.length !== 5 || !staffNumber || !givenName || !familyName || !email?.includes('@')) return null
  return role === 'coordinator' || role === 'admin'
    ? { role, staffNumber, givenName, familyName, email }
    : null
}

/**
 * Makes somebody coordinator or admin from today, as the owner of the database: the one way in before there is anybody who
 * could add people. Repeating it changes nothing. Rejects when the e-mail address belongs to another staff number.
 */
export async function appoint(ownerUrl: string, appointment: Appointment): Promise<'appointed' | 'already'> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    return await sql.begin(async (tx) => {
      const { staffNumber, givenName, familyName, email, role } = appointment
      await tx`insert into people (staff_number, given_name, family_name) values (${staffNumber}, ${givenName}, ${familyName})
        on conflict (staff_number) do nothing`
      const [person] = await tx<{ id: string }[]>`select id from people where staff_number = ${staffNumber}`
      const personId = person?.id ?? ''
      await tx`insert into contacts (person_id, email) values (${personId}, ${email.toLowerCase()}) on conflict (person_id) do nothing`
      const made = await tx`
        insert into roles (person_id, role, from_on) select ${personId}, ${role}, app.today()
        where not exists (select from roles where person_id = ${personId} and role = ${role} and (until_on is null or app.today() < until_on))
        returning id`
      if (made.length === 0) return 'already'
      await tx`insert into audit (action, subject_id, about) values ('role.appoint', ${made[0]?.id}, ${[personId]})`
      return 'appointed'
    })
  } finally {
    await sql.end({ timeout: 1 })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const appointment = readAppointment(process.argv.slice(2))
  const ownerUrl = process.env.DATABASE_URL
  if (!appointment || !ownerUrl) {
    console.error(usage)
    process.exit(2)
  }
  const outcome = await appoint(ownerUrl, appointment)
  console.log(
    outcome === 'appointed'
      ? `${appointment.email} is ${appointment.role} from today.`
      : 'That was so already.',
  )
}
