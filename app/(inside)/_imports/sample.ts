import { currentViewer } from '@/app/_server/session'
import type { ImportKind } from '@/lib/imports/policy'
import { loadSample } from '@/lib/imports/samples'

/** A sample file as a download; for anybody who may not import it there is none. */
export async function answerSample(kind: ImportKind, request: Request): Promise<Response> {
  const viewer = await currentViewer()
  const mistakes = new URL(request.url).searchParams.has('mistakes')
  const text = viewer && (await loadSample(viewer, kind, { mistakes }))
  if (!text) return new Response(null, { status: 404, headers: { 'cache-control': 'private, no-store' } })
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="klankbord-${kind}${mistakes ? '-mistakes' : ''}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}
