import { currentViewer } from '@/app/_server/session'
import { exportCounters } from '@/lib/counters/export'
import { todayOn } from '@/lib/time'

const kept = { 'cache-control': 'private, no-store' }

/** One's own counters as a signed file; for whoever has none there is none. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await currentViewer()
  const now = new Date()
  const isWhole = new URL(request.url).searchParams.get('whole') === 'on'
  const file = viewer && (await exportCounters(viewer, isWhole, now))
  if (!file) return new Response(null, { status: 404, headers: kept })
  return new Response(file, {
    headers: {
      ...kept,
      'content-type': 'application/json; charset=utf-8',
      // The name of a file is read by whoever passes.
      'content-disposition': `attachment; filename="klankbord-${todayOn(now)}.json"`,
    },
  })
}
