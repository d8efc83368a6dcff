import { currentViewer } from '@/app/_server/session'
import { figuresCsv } from '@/lib/figures/files'
import { loadFigures } from '@/lib/figures/queries'
import { idInput } from '@/lib/input'
import { fileResponse, noFile } from '@/lib/sheet/write-sheet'

/** The figures of a department or of the hospital by month, as CSV; for whoever may not read them there is none. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await currentViewer()
  const department = new URL(request.url).searchParams.get('department')
  if (!viewer || (department && !idInput.safeParse(department).success)) return noFile()
  const loaded = await loadFigures(viewer, department || null)
  if (!loaded) return noFile()
  return fileResponse(figuresCsv(loaded.lines, viewer.locale), 'klankbord', 'csv')
}
