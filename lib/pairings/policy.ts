import { departmentsOf, holds, holdsIn, type Viewer } from '@/lib/viewer'
import type { PairingState } from './rules'

/** A pairing as far as the policy asks. `departmentIds` are those in which the resident is or will be. */
export interface PairingParties {
  kind: string
  residentId: string
  guideId: string
  departmentIds?: readonly (string | null)[]
}

interface Resident {
  residentId: string
  departmentIds: readonly (string | null)[]
}

/** Who may give a resident a supervisor or transfer her (matrix row 3): the coordinator, a secretary for her departments; never over oneself. */
export function mayGiveSupervisor(viewer: Viewer, resident: Resident): boolean {
  if (resident.residentId === viewer.id) return false
  return holds(viewer, 'coordinator') || holdsIn(viewer, resident.departmentIds, 'secretary')
}

/** Who may ask a mentor (row 4): a resident, for herself. */
export function mayAskMentor(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}

/** Who may propose a mentor (row 4): the coordinator, to somebody else. */
export function mayProposeMentor(viewer: Viewer, residentId: string): boolean {
  return holds(viewer, 'coordinator') && residentId !== viewer.id
}

const isResidentOf = (viewer: Viewer, pairing: PairingParties) =>
  pairing.residentId === viewer.id && holds(viewer, 'resident')

const isMentorOf = (viewer: Viewer, pairing: PairingParties) =>
  pairing.kind === 'mentor' && pairing.guideId === viewer.id && holds(viewer, 'mentor')

const isPsychologistOf = (viewer: Viewer, pairing: PairingParties) =>
  pairing.kind === 'psychologist' && pairing.guideId === viewer.id && holds(viewer, 'psychologist')

/** Who may see a pairing (rows 3, 4 and 5): the two, the coordinator, and of supervisors the secretary of her department. */
export function mayReadPairing(viewer: Viewer, pairing: PairingParties): boolean {
  // With a psychologist: the two, and nobody else.
  if (pairing.kind === 'psychologist')
    return isResidentOf(viewer, pairing) || isPsychologistOf(viewer, pairing)
  if (pairing.kind !== 'supervisor' && pairing.kind !== 'mentor') return false
  if (isResidentOf(viewer, pairing) || holds(viewer, 'coordinator')) return true
  if (pairing.kind === 'mentor') return isMentorOf(viewer, pairing)
  return (
    (pairing.guideId === viewer.id && holds(viewer, 'supervisor')) ||
    holdsIn(viewer, pairing.departmentIds ?? [], 'secretary')
  )
}

/** Who may accept a question (row 4): the mentor who was asked, nobody for him. */
export function mayAccept(viewer: Viewer, pairing: PairingParties): boolean {
  return isMentorOf(viewer, pairing)
}

/** Who may take up a proposal: the resident to whom it was made. */
export function mayTakeUp(viewer: Viewer, pairing: PairingParties): boolean {
  return pairing.kind === 'mentor' && isResidentOf(viewer, pairing)
}

/** Who may say no: the mentor to a question, the resident to a proposal. */
export function mayDecline(viewer: Viewer, pairing: PairingParties, state: PairingState): boolean {
  return state === 'proposed' ? mayTakeUp(viewer, pairing) : isMentorOf(viewer, pairing)
}

/** Who may take back what waits: the resident her question, the coordinator a proposal. */
export function mayWithdraw(viewer: Viewer, pairing: PairingParties, state: PairingState): boolean {
  if (pairing.kind !== 'mentor') return false
  return state === 'proposed' ? mayProposeMentor(viewer, pairing.residentId) : isResidentOf(viewer, pairing)
}

/** Who may end a pairing: with a mentor either side and the coordinator; with a supervisor those who give one. */
export function mayEnd(viewer: Viewer, pairing: PairingParties): boolean {
  if (pairing.kind === 'psychologist')
    return isResidentOf(viewer, pairing) || isPsychologistOf(viewer, pairing)
  if (pairing.kind === 'mentor')
    return isResidentOf(viewer, pairing) || isMentorOf(viewer, pairing) || holds(viewer, 'coordinator')
  return (
    pairing.kind === 'supervisor' &&
    mayGiveSupervisor(viewer, {
      residentId: pairing.residentId,
      departmentIds: pairing.departmentIds ?? [],
    })
  )
}

/** Whose residents the viewer pairs: everybody's, those of her departments, or nobody's. */
export function pairingReach(viewer: Viewer): 'all' | string[] | null {
  if (holds(viewer, 'coordinator')) return 'all'
  const departmentIds = departmentsOf(viewer, 'secretary')
  return departmentIds.length > 0 ? departmentIds : null
}

/** Who sees mentor pairings of others, and whether they are independent: the coordinator alone. */
export function mayKeepMentors(viewer: Viewer): boolean {
  return holds(viewer, 'coordinator')
}
