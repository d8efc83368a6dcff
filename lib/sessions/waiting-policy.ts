import { holds, type Viewer } from '@/lib/viewer'

/** Who takes a seat among several (matrix rows 16 and 17): residents, each her own. */
export function mayTakeSeat(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}

/** Who asks for a mentor session without a mentor of her own (row 10): residents. Who meets them is the mentors' choice. */
export function mayBookAny(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}
