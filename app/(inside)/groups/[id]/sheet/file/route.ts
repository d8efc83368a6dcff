import { currentViewer } from '@/app/_server/session'
import { loadSheet } from '@/lib/groups/accreditation'
import { csvOf, workbookOf } from '@/lib/groups/accreditation-files'
import { idInput } from '@/lib/input'
import { yearFrom } from '../year'

const kept = { 'cache-control': 'private, no-store' }

/** The accreditation sheet as a file, for the facilitator; for anybody else there is none. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const viewer = await currentViewer()
  const { id } = await params
  const asked = new URL(request.url).searchParams
  const isKnown = viewer && idInput.safeParse(id).success
  const sheet = isKnown ? await loadSheet(viewer, id, yearFrom(asked.get('year')), new Date()) : null
  if (!viewer || !sheet) return new Response(null, { status: 404, headers: kept })
  const isWorkbook = asked.get('as') === 'xlsx'
  const body = isWorkbook ? await workbookOf(sheet, viewer.locale) : csvOf(sheet, viewer.locale)
  return new Response(body, {
    headers: {
      ...kept,
      'content-type': isWorkbook
        ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
        : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="klankbord-${sheet.year}.${isWorkbook ? 'xlsx' : 'csv'}"`,
    },
  })
}
