import { currentViewer } from '@/app/_server/session'
import { visitationWorkbook } from '@/lib/figures/files'
import { loadVisitation } from '@/lib/figures/visitation'
import { fileResponse, noFile } from '@/lib/sheet/write-sheet'

/** The visitation file as a workbook, dated; for whoever may not make it there is none. */
export async function GET(): Promise<Response> {
  const viewer = await currentViewer()
  const file = viewer && (await loadVisitation(viewer, new Date()))
  if (!viewer || !file) return noFile()
  return fileResponse(await visitationWorkbook(file, viewer.locale), `klankbord-${file.madeOn}`, 'xlsx')
}
