export const dynamic = 'force-dynamic'

/** The process answers. Whether people can work is for /api/readyz to say. */
export function GET() {
  return new Response('alive\n', { headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' } })
}
