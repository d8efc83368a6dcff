import { expect, it } from 'vitest'
import { tellTogether } from './series-messages'

const message = (kind: string, recipientId: string, sessionId: string) => ({
  kind,
  recipientId,
  data: { sessionId },
  onceKey: `${kind}:${sessionId}:0:${recipientId}`,
})

it('is one message of each kind for everybody, about the first, with the others in it', () => {
  const of = (kind: string, ...sessionIds: string[]) =>
    sessionIds.flatMap((id) => ['noor', 'bram'].map((recipientId) => message(kind, recipientId, id)))
  expect(tellTogether([...of('session.booked', 'a', 'b', 'c'), ...of('session.cancelled', 'a')])).toEqual([
    { ...message('session.booked', 'noor', 'a'), data: { sessionId: 'a', otherIds: 'b c' } },
    { ...message('session.booked', 'bram', 'a'), data: { sessionId: 'a', otherIds: 'b c' } },
    message('session.cancelled', 'noor', 'a'),
    message('session.cancelled', 'bram', 'a'),
  ])
})

it('leaves a time against somebody’s rest its own message', () => {
  const anyway = [message('session.anyway', 'noor', 'a'), message('session.anyway', 'noor', 'b')]
  expect(tellTogether(anyway)).toEqual(anyway)
})
