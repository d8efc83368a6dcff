import { holds, type Viewer } from '@/lib/viewer'

/** Who opens the self-check: residents, since its questions are about their work. What they answer reaches no server. */
export function maySelfCheck(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}
