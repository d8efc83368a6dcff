import { currentViewer } from '@/app/_server/session'
import type { ImportKind } from '@/lib/imports/policy'
import { loadSample, sampleKinds } from '@/lib/imports/samples'

const text = { type: 'text/csv; charset=utf-8', ending: 'csv' }
const kinds = {
  right: text,
  mistakes: text,
  workbook: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
  calendar: { type: 'text/calendar; charset=utf-8', ending: 'ics' },
} satisfies Record<(typeof sampleKinds)[number], object>

/** A sample file as a download; for anybody who may not import it there is none. */
export async function answerSample(kind: ImportKind, request: Request): Promise<Response> {
  const viewer = await currentViewer()
  const { searchParams } = new URL(request.url)
  const which = sampleKinds.find((each) => searchParams.has(each)) ?? 'right'
  const sample = viewer && (await loadSample(viewer, kind, which))
  if (!sample) return new Response(null, { status: 404, headers: { 'cache-control': 'private, no-store' } })
  const { type, ending } = kinds[which]
  const name = `klankbord-${kind}${which === 'mistakes' ? '-mistakes' : ''}.${ending}`
  return new Response(sample, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
}
