import { eq } from 'drizzle-orm'
import { people } from '@/db/schema/people'
import { talkRequests } from '@/db/schema/talk-requests'
import { selectOpenRequests } from '@/lib/check-ins/asking-queries'
import { formatRange, addMinutes, todayOn } from '@/lib/time'
import { forms } from '@/lib/sessions/forms'
import type { Context, Message } from './messages'
import { nameOf } from './session-told'

/** That a resident would like a talk, or which times her supervisor offers. Not told once it is answered or taken back. */
export async function aboutTalk(context: Context, event: 'asked' | 'offered'): Promise<Message | null> {
  const { tx, t, locale, recipientId, data, now } = context
  if (!data.requestId) return null
  const [request] = await selectOpenRequests(tx, eq(talkRequests.id, data.requestId), now)
  if (!request) return null
  const isAsked = event === 'asked'
  if (recipientId !== (isAsked ? request.supervisorId : request.residentId)) return null
  const otherId = isAsked ? request.residentId : request.supervisorId
  const [other] = await tx
    .select({ givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(eq(people.id, otherId))
  if (!other) return null
  const name = nameOf(other)
  const today = todayOn(now)
  const times = request.offeredTimes.filter((at) => at > now)
  if (!isAsked && times.length === 0) return null
  const minutes = forms['check-in'].minutes
  return {
    subject: t(`notifications.talk.${event}Subject`),
    paragraphs: isAsked
      ? [t('notifications.talk.asked', { name })]
      : [
          t('notifications.talk.offered', { name }),
          ...times.map((at) => formatRange(at, addMinutes(at, minutes), locale, today)),
        ],
    path: '/check-ins',
  }
}
