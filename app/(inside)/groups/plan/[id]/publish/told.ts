import type { Message } from '@/lib/command'
import type { Board } from '@/lib/groups/board'
import type { Words } from '@/lib/words/words'

/** Somebody who gets a message, and what it says. */
export interface Told {
  id: string
  name: string
  what: string
}

/** Facilitators first, then everybody by group: each with the one message that she gets. */
export function messagesOf(t: Words, board: Board): Told[] {
  const { groups } = board.draft
  const guideIds = [...new Set(groups.map(({ facilitatorId }) => facilitatorId))]
  const leads = guideIds.map((id) => ({
    id,
    name: board.nameOf(id),
    what: t('groupPlans.publish.facilitator', {
      groups: groups
        .filter(({ facilitatorId }) => facilitatorId === id)
        .map(({ name }) => name)
        .join(', '),
    }),
  }))
  const members = groups.flatMap((group) => {
    const anyway = new Set(group.meetings.flatMap((meeting) => meeting.anyway?.members ?? []))
    return group.members.map((id) => ({
      id,
      name: board.nameOf(id),
      what: [
        t('groupPlans.publish.member', { group: group.name, count: board.shareOf(id, group).present }),
        anyway.has(id) ? t('groupPlans.publish.anyway') : '',
      ]
        .filter(Boolean)
        .join(', '),
    }))
  })
  return [...leads, ...members]
}

/** Of groups that are planned again: one line for each person, with all that she hears. */
export function messagesAgain(t: Words, board: Board, messages: readonly Message[]): Told[] {
  const ids = [...new Set(messages.map(({ recipientId }) => recipientId))]
  return ids
    .map((id) => ({
      id,
      name: board.nameOf(id),
      what: messages
        .filter(({ recipientId }) => recipientId === id)
        .map((message) => saidIn(t, board, id, message))
        .join(', '),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
}

function saidIn(t: Words, board: Board, id: string, { kind, data }: Message): string {
  const group = board.draft.groups.find((each) => each.id === data?.groupId)
  const name = group?.name ?? '–'
  const count = 1 + (data?.otherIds?.split(' ').length ?? 0)
  switch (kind) {
    case 'group.planned':
      return group?.facilitatorId === id
        ? t('groupPlans.publish.facilitator', { groups: name })
        : t('groupPlans.publish.member', {
            group: name,
            count: group ? board.shareOf(id, group).present : 0,
          })
    case 'group.left':
      return t('groupPlans.again.told.left', { group: name })
    case 'group.changed':
      return t('groupPlans.again.told.groupChanged', { group: name })
    case 'session.moved':
      return t('groupPlans.again.told.moved', { count })
    case 'session.changed':
      return t('groupPlans.again.told.changed', { count })
    case 'session.cancelled':
      return t('groupPlans.again.told.cancelled', { count })
    case 'session.booked':
      return t('groupPlans.again.told.booked', { count })
    default:
      return t('groupPlans.publish.anyway')
  }
}
