import { and, asc, count, eq, gt, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { rosterFeeds } from '@/db/schema/feeds'
import { departments, people, roles } from '@/db/schema/people'
import { shifts } from '@/db/schema/rosters'
import { startOfDayAt, todayOn } from '@/lib/time'
import { departmentsOf, holds, type Viewer } from '@/lib/viewer'
import { mayChangeFeed, mayKeepFeeds } from './policy'
import type { FeedProblem } from './rules'

/**
 * The calendars that are read into the viewer's own roster, those of her people and of her departments, with how they fare, and for
 * whom she may add one; null for who keeps none. `shiftCount`: from today on.
 */
export async function loadFeeds(viewer: Viewer, now: Date) {
  if (!mayKeepFeeds(viewer)) return null
  const departmentIds = departmentsOf(viewer, 'secretary')
  return as(viewer.id, async (tx) => {
    const planned = await listPlanned(tx, departmentIds)
    const isOwnKept = holds(viewer, 'resident')
    const ids = [...new Set([...(isOwnKept ? [viewer.id] : []), ...planned.map(({ id }) => id)])]
    const rows = await tx
      .select({
        id: rosterFeeds.id,
        personId: rosterFeeds.personId,
        departmentId: rosterFeeds.departmentId,
        department: departments.name,
        madeById: rosterFeeds.madeById,
        host: rosterFeeds.host,
        fetchedAt: rosterFeeds.fetchedAt,
        goodAt: rosterFeeds.goodAt,
        goodCount: rosterFeeds.goodCount,
        doubtedCount: rosterFeeds.doubtedCount,
        skippedCount: rosterFeeds.skippedCount,
        problem: rosterFeeds.problem,
        problemSince: rosterFeeds.problemSince,
        acceptedDropAt: rosterFeeds.acceptedDropAt,
        givenName: people.givenName,
        familyName: people.familyName,
        shiftCount: sql<number>`(${tx
          .select({ n: count() })
          .from(shifts)
          .where(
            and(eq(shifts.feedId, rosterFeeds.id), gte(shifts.startsAt, startOfDayAt(todayOn(now)))),
          )})::integer`,
      })
      .from(rosterFeeds)
      .leftJoin(people, eq(people.id, rosterFeeds.personId))
      .leftJoin(departments, eq(departments.id, rosterFeeds.departmentId))
      .where(
        and(
          or(inArray(rosterFeeds.personId, ids), inArray(rosterFeeds.departmentId, departmentIds)),
          isNull(rosterFeeds.endedAt),
        ),
      )
      .orderBy(asc(departments.name), asc(people.familyName), asc(people.givenName))
    const kept = new Set(rows.map(({ personId }) => personId))
    const ownDepartments = await tx
      .select({ id: departments.id, name: departments.name })
      .from(departments)
      .where(inArray(departments.id, departmentIds))
      .orderBy(asc(departments.name))
    const plannedIds = new Set(planned.map(({ id }) => id))
    return {
      feeds: rows.map(({ givenName, familyName, department, problem, ...feed }) => ({
        ...feed,
        problem: problem as FeedProblem | null,
        name: department ?? `${givenName} ${familyName}`,
        isOwn: feed.personId === viewer.id,
        mayChange: mayChangeFeed(
          viewer,
          feed,
          feed.personId && plannedIds.has(feed.personId) ? departmentIds : [],
        ),
      })),
      mayAddOwn: isOwnKept && !kept.has(viewer.id),
      departments: ownDepartments.filter(({ id }) => rows.every((row) => row.departmentId !== id)),
      people: planned.filter(({ id }) => !kept.has(id) && !(isOwnKept && id === viewer.id)),
    }
  })
}

/** Whose rosters these departments plan: everybody with a role there today, and residents who are still to come. */
export async function listPlanned(tx: Transaction, departmentIds: string[]) {
  if (departmentIds.length === 0) return []
  const rows = await tx
    .selectDistinct({
      id: people.id,
      staffNumber: people.staffNumber,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(
      and(
        inArray(roles.departmentId, departmentIds),
        or(eq(roles.role, 'resident'), lte(roles.fromOn, sql`app.today()`)),
        or(isNull(roles.untilOn), gt(roles.untilOn, sql`app.today()`)),
        isNull(people.closedAt),
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName))
  return rows.map(({ givenName, familyName, ...person }) => ({
    ...person,
    name: `${givenName} ${familyName}`,
  }))
}
