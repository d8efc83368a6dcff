import { holds, type Viewer } from '@/lib/viewer'

/** Of which messages the viewer may read how they fared (matrix row 31): never to whom, never what. */
export function outboxReach(viewer: Viewer): 'all' | 'own' | null {
  if (holds(viewer, 'admin')) return 'all'
  return holds(viewer, 'secretary', 'coordinator') ? 'own' : null
}
