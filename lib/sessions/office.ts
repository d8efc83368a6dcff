import { sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import type { Viewer } from '@/lib/viewer'
import type { PlannedSession } from './listing'

/** The number to call when it is too late to change a session oneself. */
export async function officePhone(tx: Transaction, residentId: string): Promise<string> {
  const [row] = await tx.execute<{ phone: string | null }>(sql`
    select d.phone from roles r join departments d on d.id = r.department_id
    where r.person_id = ${residentId} and r.role = 'resident' and r.from_on <= app.today()
      and (r.until_on is null or app.today() < r.until_on) and d.phone is not null limit 1`)
  return row?.phone ?? '–'
}

/** As `officePhone`, for a page: the office of the resident of one of the viewer's sessions. */
export function loadOfficePhone(viewer: Viewer, session: PlannedSession): Promise<string> {
  const residentId = session.part === 'resident' ? viewer.id : (session.other?.id ?? viewer.id)
  return as(viewer.id, (tx) => officePhone(tx, residentId))
}
