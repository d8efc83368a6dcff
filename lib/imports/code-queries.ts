import { asc, inArray, sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { departments } from '@/db/schema/people'
import { shiftCodes } from '@/db/schema/shift-codes'
import type { CodeMeaning } from '@/lib/rosters/codes'
import { departmentsOf, type Viewer } from '@/lib/viewer'

export interface DepartmentCodes {
  id: string
  name: string
  codes: { id: string; code: string; kind: CodeMeaning }[]
}

/** The viewer's departments, each with what the codes in its roster files mean; two queries. None for who is no secretary. */
export async function listShiftCodes(viewer: Viewer): Promise<DepartmentCodes[]> {
  const own = departmentsOf(viewer, 'secretary')
  if (own.length === 0) return []
  return as(viewer.id, async (tx) => {
    const found = await tx
      .select({ id: departments.id, name: departments.name })
      .from(departments)
      .where(inArray(departments.id, own))
      .orderBy(asc(departments.name), asc(departments.site))
    const codes = await tx
      .select()
      .from(shiftCodes)
      .where(inArray(shiftCodes.departmentId, own))
      .orderBy(sql`upper(${shiftCodes.code})`)
    return found.map((department) => ({
      ...department,
      codes: codes
        .filter(({ departmentId }) => departmentId === department.id)
        .map(({ id, code, kind }) => ({ id, code, kind: kind as CodeMeaning })),
    }))
  })
}
