import { expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { mayAddDepartmentFeed, mayAddFeed, mayChangeFeed, mayKeepFeeds } from './policy'

const here = ['00000000-0000-4000-8000-00000000000d']
const elsewhere = ['00000000-0000-4000-8000-00000000000e']
const hers = viewerFor().id

it.each(allRoles)('row 8: what a %s may do with calendars', (role) => {
  const viewer = viewerFor(role)
  const isResident = role === 'resident'
  const isSecretary = role === 'secretary'
  expect(mayKeepFeeds(viewer)).toBe(isResident || isSecretary)
  expect(mayAddFeed(viewer, hers, elsewhere)).toBe(isResident)
  expect(mayAddFeed(viewer, 'other', here)).toBe(isSecretary)
  expect(mayAddFeed(viewer, 'other', elsewhere)).toBe(false)
  const of = (personId: string, madeById: string) => ({ personId, departmentId: null, madeById })
  expect(mayChangeFeed(viewer, of(hers, hers), elsewhere)).toBe(isResident)
  expect(mayChangeFeed(viewer, of(hers, 'other'), elsewhere)).toBe(false)
  expect(mayChangeFeed(viewer, of('other', hers), here)).toBe(isSecretary)
  expect(mayChangeFeed(viewer, of('other', 'other'), elsewhere)).toBe(false)
  const ofDepartments = (ids: string[]) =>
    ids.map((departmentId) => [
      mayAddDepartmentFeed(viewer, departmentId),
      mayChangeFeed(viewer, { personId: null, departmentId, madeById: hers }, here),
    ])
  expect(ofDepartments(here)).toEqual([[isSecretary, isSecretary]])
  expect(ofDepartments(elsewhere)).toEqual([[false, false]])
})
