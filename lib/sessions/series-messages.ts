import type { Message } from '@/lib/command'

/**
 * Of several sessions everybody gets one message of each kind: about the first of them, with the others in it. Give them in
 * the order of their times. A time against somebody's rest ('session.anyway') keeps a message of its own: it has its reason.
 */
export function tellTogether(messages: readonly Message[]): Message[] {
  const together = new Map<string, Message[]>()
  for (const message of messages) {
    const { kind, recipientId, data } = message
    const key = kind === 'session.anyway' ? `${kind}:${data?.sessionId}` : kind
    const group = together.get(`${recipientId}:${key}`)
    if (group) group.push(message)
    else together.set(`${recipientId}:${key}`, [message])
  }
  return [...together.values()].map(([first, ...others]) => {
    if (others.length === 0) return first!
    const otherIds = others.flatMap(({ data }) => data?.sessionId ?? []).join(' ')
    return { ...first!, data: { ...first!.data, otherIds } }
  })
}
