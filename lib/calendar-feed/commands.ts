import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { calendarFeeds } from '@/db/schema/calendar-feeds'
import type { Transaction } from '@/db/client'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import type { Viewer } from '@/lib/viewer'

/** 256 bits: nobody guesses one. */
const tokenBytes = 32

/** Of a token only this is stored: whoever reads the database cannot read an agenda with it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Makes the viewer's feed and answers its token, which is shown this once. A feed she had before stops at once. */
export const startFeed = command('feed.start', z.object({}), async ({ tx, viewer, now }) => {
  await lockPeople(tx, [viewer.id])
  await stopOwn(tx, viewer, now)
  const token = randomBytes(tokenBytes).toString('base64url')
  const id = crypto.randomUUID()
  await tx
    .insert(calendarFeeds)
    .values({ id, personId: viewer.id, tokenHash: hashOfToken(token), madeAt: now })
  return { result: { token }, audit: { subjectId: id, about: [viewer.id] } }
})

/** Ends the viewer's feed: its address is not found from now on. */
export const stopFeed = command('feed.stop', z.object({}), async ({ tx, viewer, now }) => {
  const [stopped] = await stopOwn(tx, viewer, now)
  if (!stopped) throw new Refusal('not-found')
  return { result: null, audit: { subjectId: stopped.id, about: [viewer.id] } }
})

function stopOwn(tx: Transaction, viewer: Viewer, now: Date) {
  return tx
    .update(calendarFeeds)
    .set({ stoppedAt: now })
    .where(and(eq(calendarFeeds.personId, viewer.id), isNull(calendarFeeds.stoppedAt)))
    .returning({ id: calendarFeeds.id })
}
