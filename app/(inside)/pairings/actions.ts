'use server'

import { action } from '@/app/_server/action'
import {
  acceptPairing,
  askMentor,
  declinePairing,
  endPairing,
  giveSupervisor,
  proposeMentor,
  takeUpProposal,
  withdrawQuestion,
} from '@/lib/pairings/commands'
import { proposeMentors } from '@/lib/pairings/proposals'
import { wishMentors } from '@/lib/pairings/wishes'

export const ask = action(askMentor, () => '/pairings?done=asked')
export const takeUp = action(takeUpProposal, () => '/pairings?done=asked')
export const withdraw = action(withdrawQuestion, () => '/pairings?done=withdrawn')
export const accept = action(acceptPairing, () => '/pairings?done=accepted')
export const decline = action(declinePairing, () => '/pairings?done=declined')
export const end = action(endPairing, () => '/pairings?done=ended')
export const give = action(giveSupervisor, ({ residentId }) => `/pairings/${residentId}?done=given`)
export const propose = action(proposeMentor, ({ residentId }) => `/pairings/${residentId}?done=proposed`)
export const endHers = action(endPairing, ({ residentId }) => `/pairings/${residentId}?done=ended`)
export const takeBack = action(
  withdrawQuestion,
  ({ residentId }) => `/pairings/${residentId}?done=proposalWithdrawn`,
)
export const proposeAll = action(
  proposeMentors,
  ({ count }) => `/pairings?done=${count > 0 ? 'proposedAll' : 'proposedBefore'}`,
)
export const wish = action(
  wishMentors,
  ({ count }) => `/pairings/mentors?done=${count > 0 ? 'wished' : 'unwished'}`,
)
