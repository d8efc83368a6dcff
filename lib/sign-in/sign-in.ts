import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { as, asNobody } from '@/db/client'
import { signIns } from '@/db/schema/people'
import { command, Refusal } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'

/** How long a browser stays signed in: one long shift. */
export const signInHours = 14
export const linkMinutes = 15

/** The person with this e-mail address, or null: unknown, or the account is closed. */
export function findPersonByEmail(email: string): Promise<string | null> {
  return one(sql`select app.person_with_email(${email}) as value`)
}

/** The person known at the identity provider as this subject, or null. The e-mail address plays no part. */
export function findPersonByIdentity(issuer: string, subject: string): Promise<string | null> {
  return one(sql`select app.person_with_identity(${issuer}, ${subject}) as value`)
}

/** Notes once who this subject is. False when the person has another subject here, or the subject belongs to somebody else. */
export async function linkIdentity(issuer: string, subject: string, personId: string): Promise<boolean> {
  return (
    (await one(sql`select app.link_identity(${issuer}, ${subject}, ${personId})::text as value`)) === 'true'
  )
}

/** Opens a sign-in and returns its id, or null for a closed account. */
export function openSignIn(
  personId: string,
  method: string,
  device: string | null,
  now = new Date(),
): Promise<string | null> {
  const until = new Date(now.getTime() + signInHours * 3_600_000).toISOString()
  return one(sql`select app.open_sign_in(${personId}, ${method}, ${device}, ${until}) as value`)
}

/** Keeps the hash of a mailed link. */
export async function keepSignInLink(tokenHash: string, email: string, expiresAt: Date): Promise<void> {
  await one(
    sql`select app.keep_sign_in_link(${tokenHash}, ${email}, ${expiresAt.toISOString()})::text as value`,
  )
}

/** Uses a mailed link: once, for the address it was sent to. Returns when it expires, or null when it is not known. */
export async function takeSignInLink(tokenHash: string, email: string): Promise<Date | null> {
  const expiresAt = await one(sql`select app.use_sign_in_link(${tokenHash}, ${email})::text as value`)
  return expiresAt ? new Date(expiresAt) : null
}

export interface DemoPerson {
  id: string
  staffNumber: string
  givenName: string
  familyName: string
  role: string
  department: string | null
}

/** Everybody of the demo hospital; empty in a database that demo mode did not create. */
export async function listDemoPeople(): Promise<DemoPerson[]> {
  return asNobody(async (tx) => {
    const rows = await tx.execute<Record<string, string | null>>(
      sql`select * from app.demo_people() order by role, family_name, given_name`,
    )
    return rows.map((row) => ({
      id: row.id ?? '',
      staffNumber: row.staff_number ?? '',
      givenName: row.given_name ?? '',
      familyName: row.family_name ?? '',
      role: row.role ?? '',
      department: row.department ?? null,
    }))
  })
}

/** The viewer's open sign-ins, newest first. */
export function listSignIns(viewer: Viewer) {
  return as(viewer.id, (tx) =>
    tx
      .select({ id: signIns.id, madeAt: signIns.madeAt, device: signIns.device, method: signIns.method })
      .from(signIns)
      .where(and(eq(signIns.personId, viewer.id), isNull(signIns.endedAt), gt(signIns.expiresAt, new Date())))
      .orderBy(desc(signIns.madeAt))
      .limit(50),
  )
}

/** Ends one sign-in of the viewer: that browser is out at its next request. */
export const endSignIn = command(
  'sign-in.end',
  z.object({ signInId: z.uuid() }),
  async ({ tx, viewer, now }, input) => {
    const ended = await tx
      .update(signIns)
      .set({ endedAt: now, endedById: viewer.id })
      .where(and(eq(signIns.id, input.signInId), eq(signIns.personId, viewer.id), isNull(signIns.endedAt)))
      .returning({ id: signIns.id })
    if (ended.length === 0) throw new Refusal('not-found')
    return { result: null, audit: { subjectId: input.signInId, about: [viewer.id] } }
  },
)

async function one(query: ReturnType<typeof sql>): Promise<string | null> {
  return asNobody(async (tx) => {
    const [row] = await tx.execute<{ value: string | null }>(query)
    return row?.value ?? null
  })
}
