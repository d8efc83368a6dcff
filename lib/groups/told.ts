import type { Message } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'

type GroupEvent = 'group.planned' | 'group.changed' | 'group.left' | 'group.ended'

/** One message about a group to each of these but the one who acts, however many meetings it is about. */
export function tellGroup(
  kind: GroupEvent,
  viewer: Pick<Viewer, 'id'>,
  groupId: string,
  personIds: readonly string[],
  now: Date,
): Message[] {
  return [...new Set(personIds)]
    .filter((personId) => personId !== viewer.id)
    .map((recipientId) => ({
      kind,
      recipientId,
      data: { groupId },
      onceKey: `${kind}:${groupId}:${now.getTime()}:${recipientId}`,
    }))
}

/** One message to each facilitator about all of her groups of a plan. */
export function tellFacilitator(
  viewer: Pick<Viewer, 'id'>,
  planId: string,
  facilitatorIds: readonly string[],
): Message[] {
  return facilitatorIds
    .filter((id) => id !== viewer.id)
    .map((recipientId) => ({
      kind: 'group.leads',
      recipientId,
      data: { planId },
      onceKey: `group.leads:${planId}:${recipientId}`,
    }))
}
