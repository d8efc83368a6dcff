import { currentViewer } from '@/app/_server/session'
import { loadSheet } from '@/lib/groups/accreditation'
import { csvOf, workbookOf } from '@/lib/groups/accreditation-files'
import { idInput } from '@/lib/input'
import { fileResponse, noFile } from '@/lib/sheet/write-sheet'
import { yearFrom } from '../year'

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
  if (!viewer || !sheet) return noFile()
  const name = `klankbord-${sheet.year}`
  return asked.get('as') === 'xlsx'
    ? fileResponse(await workbookOf(sheet, viewer.locale), name, 'xlsx')
    : fileResponse(csvOf(sheet, viewer.locale), name, 'csv')
}
