import { eq } from 'drizzle-orm'
import { people } from '@/db/schema/people'
import { waiting } from '@/db/schema/sessions'
import { isConfidential } from '@/lib/sessions/forms'
import type { Context, Message } from './messages'
import { nameOf } from './session-told'

/**
 * There are free times again with whom she waits for. Not told to somebody who waits no more; of a confidential form neither
 * who nor what. `waitingId` stands in the data.
 */
export async function aboutWaiting({ tx, t, recipientId, data }: Context): Promise<Message | null> {
  if (!data.waitingId) return null
  const [line] = await tx
    .select({
      personId: waiting.personId,
      form: waiting.form,
      guideId: waiting.guideId,
      endedAt: waiting.endedAt,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(waiting)
    .leftJoin(people, eq(people.id, waiting.guideId))
    .where(eq(waiting.id, data.waitingId))
  if (!line || line.personId !== recipientId || line.endedAt) return null
  const subject = t('notifications.waiting.subject')
  if (isConfidential(line.form))
    return { subject, paragraphs: [t('notifications.waiting.plain')], path: '/agenda' }
  const { givenName, familyName } = line
  if (givenName === null || familyName === null)
    return { subject, paragraphs: [t('notifications.waiting.plain')], path: '/sessions/any' }
  return {
    subject,
    paragraphs: [t('notifications.waiting.with', { name: nameOf({ givenName, familyName }) })],
    path: `/sessions/book?form=${line.form}&with=${line.guideId}`,
  }
}
