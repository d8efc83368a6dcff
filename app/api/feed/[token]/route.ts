import { createHash } from 'node:crypto'
import { loadFeed } from '@/lib/calendar-feed/queries'

export const dynamic = 'force-dynamic'

/** The agenda of whoever made this secret address, for a calendar program. 304 when it is as the program knows it. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const calendar = await loadFeed(token.replace(/\.ics$/, ''), new Date())
  if (calendar === null) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`
  const headers = { etag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  if (known.some((each) => each.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers })
  return new Response(calendar, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } })
}
