import { holds, holdsIn, type Viewer } from '@/lib/viewer'

/** Who has a load of her own to look at: a resident. */
export function mayReadOwnLoad(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}

/** Who sees where the rosters of a department break a rule, by name (row 8, all of a roster): its secretary, and the education office. */
export function mayReadBreaches(viewer: Viewer, departmentId: string): boolean {
  return holds(viewer, 'coordinator') || holdsIn(viewer, [departmentId], 'secretary')
}
