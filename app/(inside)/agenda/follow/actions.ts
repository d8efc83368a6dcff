'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/app/_server/action'
import { requireViewer } from '@/app/_server/session'
import { startFeed, stopFeed } from '@/lib/calendar-feed/commands'
import { siteUrl } from '@/lib/site'

/** The answer to the post shows the address, this once: in a redirect it would stand in the browser's history. */
export async function start(_: string | null): Promise<string> {
  const { token } = await startFeed(await requireViewer(), {})
  revalidatePath('/agenda/follow')
  return `${siteUrl()}/api/feed/${token}.ics`
}

export const stop = action(stopFeed, () => '/agenda/follow?done=stopped')
