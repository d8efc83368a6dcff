import { departmentsOf, holds, holdsIn, type Viewer } from '@/lib/viewer'

/** Who keeps calendars at all (matrix row 8): a resident one for herself, a secretary those of her people. */
export function mayKeepFeeds(viewer: Viewer): boolean {
  return holds(viewer, 'resident') || departmentsOf(viewer, 'secretary').length > 0
}

/** Who may have a calendar read into somebody's roster. */
export function mayAddFeed(
  viewer: Viewer,
  personId: string,
  departmentIdsOfPerson: readonly string[],
): boolean {
  if (personId === viewer.id && holds(viewer, 'resident')) return true
  return holdsIn(viewer, departmentIdsOfPerson, 'secretary')
}

/** Who may have a calendar of all her people read: a secretary of the department. */
export const mayAddDepartmentFeed = (viewer: Viewer, departmentId: string): boolean =>
  holdsIn(viewer, [departmentId], 'secretary')

/** Who may end one or accept what it says: a resident one that she made for herself, a secretary every one of her people and her department. */
export function mayChangeFeed(
  viewer: Viewer,
  feed: { personId: string | null; departmentId: string | null; madeById: string },
  departmentIdsOfPerson: readonly string[],
): boolean {
  if (feed.departmentId) return mayAddDepartmentFeed(viewer, feed.departmentId)
  if (feed.personId === viewer.id && feed.madeById === viewer.id && holds(viewer, 'resident')) return true
  return holdsIn(viewer, departmentIdsOfPerson, 'secretary')
}
