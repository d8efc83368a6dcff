import { and, desc, inArray, isNotNull, lt, ne, or, sql, isNull } from 'drizzle-orm'
import { as } from '@/db/client'
import { audit, outbox } from '@/db/schema/audit'
import { people } from '@/db/schema/people'
import { holds, type Viewer } from '@/lib/viewer'

export const lookupsPerPage = 50

/** "Who looked at me": what others did or saw about the viewer, newest first (matrix row 27). */
export async function listLooks(viewer: Viewer, beforeId?: number) {
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select({ id: audit.id, at: audit.at, actorId: audit.actorId, action: audit.action })
      .from(audit)
      .where(
        and(
          sql`${viewer.id} = any(${audit.about})`,
          or(isNull(audit.actorId), ne(audit.actorId, viewer.id)),
          beforeId ? lt(audit.id, beforeId) : undefined,
        ),
      )
      .orderBy(desc(audit.id))
      .limit(lookupsPerPage)
    const actorIds = rows.flatMap((row) => (row.actorId ? [row.actorId] : []))
    const names =
      actorIds.length === 0
        ? []
        : await tx
            .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
            .from(people)
            .where(inArray(people.id, actorIds))
    const byId = new Map(names.map((person) => [person.id, person]))
    return rows.map((row) => ({ ...row, actor: row.actorId ? (byId.get(row.actorId) ?? null) : null }))
  })
}

/** The technical log (matrix row 28, admin): who, what kind, when. Never about whom, never content. */
export async function listTechnicalLog(viewer: Viewer, beforeId?: number) {
  if (!holds(viewer, 'admin')) return null
  return as(viewer.id, async (tx) => {
    const rows = await tx.execute<{ id: string; at: string; actor: string | null; action: string }>(sql`
      select a.id, a.at, a.action, p.given_name || ' ' || p.family_name as actor
      from app.technical_audit(${beforeId ?? null}, ${lookupsPerPage}) a left join people p on p.id = a.actor_id
      order by a.id desc`)
    return rows.map((row) => ({
      id: Number(row.id),
      at: new Date(row.at),
      action: row.action,
      actor: row.actor,
    }))
  })
}

/** How the post goes (matrix row 31, admin): counts by state, and what could not be sent. */
export async function loadOutboxState(viewer: Viewer) {
  if (!holds(viewer, 'admin')) return null
  return as(viewer.id, async (tx) => {
    const [state] = await tx
      .select({
        waiting: sql<number>`(count(*) filter (where ${outbox.sentAt} is null and ${outbox.droppedAt} is null))::integer`,
        sent: sql<number>`(count(*) filter (where ${outbox.sentAt} is not null))::integer`,
        dropped: sql<number>`(count(*) filter (where ${isNotNull(outbox.droppedAt)}))::integer`,
      })
      .from(outbox)
    return state ?? { waiting: 0, sent: 0, dropped: 0 }
  })
}
