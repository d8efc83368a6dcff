import { listNotReady } from '@/lib/notifications/readiness'

export const dynamic = 'force-dynamic'

/** 200 when people can work here; else 503 with the parts that are not right, and nothing more about them. */
export async function GET() {
  const notReady = await listNotReady()
  return Response.json(
    { ready: notReady.length === 0, notReady },
    { status: notReady.length === 0 ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
