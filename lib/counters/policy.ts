import { holds, type Viewer } from '@/lib/viewer'

/** Who keeps counters: a resident, her own. What is hers she may read and take along also after that role has ended. */
export function mayKeepCounters(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}

/** Who says which hospitals' files count here, and what this hospital is called in its own. */
export function mayKeepHospitals(viewer: Viewer): boolean {
  return holds(viewer, 'coordinator')
}
