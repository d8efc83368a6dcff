import { sql } from 'drizzle-orm'
import { asNobody } from '@/db/client'
import { loadViewer, type Role, type Viewer } from './viewer'

/** A viewer for tests of pure rules, with these roles in one department. */
export function viewerFor(...roles: Role[]): Viewer {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    givenName: 'Test',
    familyName: 'Viewer',
    locale: 'nl',
    signInId: '00000000-0000-4000-8000-000000000002',
    roles: roles.map((role) => ({ role, departmentId: '00000000-0000-4000-8000-00000000000d' })),
  } as unknown as Viewer
}

/** A real viewer for tests on a database: opens a sign-in as the sign-in page does. */
export async function signInAs(personId: string): Promise<Viewer> {
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const signInId = await asNobody(async (tx) => {
    const [row] = await tx.execute<{ id: string }>(
      sql`select app.open_sign_in(${personId}, 'test', null, ${until}) as id`,
    )
    return row?.id
  })
  const viewer = signInId ? await loadViewer(signInId) : null
  if (!viewer) throw new Error(`no person ${personId} to sign in as`)
  return viewer
}
