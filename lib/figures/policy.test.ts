import { describe, expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { departmentsForFigures, mayReadFiguresOf, mayReadHospital, mayReadMissing } from './policy'

const own = '00000000-0000-4000-8000-00000000000d'
const other = '00000000-0000-4000-8000-00000000000e'

describe('figures (matrix row 26)', () => {
  it.each(allRoles)('of the hospital: %s', (role) => {
    expect(mayReadHospital(viewerFor(role))).toBe(role === 'coordinator')
    expect(mayReadFiguresOf(viewerFor(role), null)).toBe(role === 'coordinator')
  })
  it.each(allRoles)('of a department: %s', (role) => {
    const isOfDepartment = role === 'secretary' || role === 'supervisor'
    expect(departmentsForFigures(viewerFor(role))).toEqual(isOfDepartment ? [own] : [])
    expect(mayReadFiguresOf(viewerFor(role), own)).toBe(isOfDepartment || role === 'coordinator')
    expect(mayReadFiguresOf(viewerFor(role), other)).toBe(role === 'coordinator')
  })
  it.each(allRoles)('who still misses something, by name: %s', (role) => {
    expect(mayReadMissing(viewerFor(role), own)).toBe(role === 'secretary')
    expect(mayReadMissing(viewerFor(role), other)).toBe(false)
    expect(mayReadMissing(viewerFor(role), null)).toBe(false)
  })
})
