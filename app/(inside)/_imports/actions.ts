'use server'

import { action } from '@/app/_server/action'
import { discardImport, keepImport, writePeople, writeRoster } from '@/lib/imports/commands'

export const keep = action(
  keepImport,
  ({ id, kind }) => `${kind === 'people' ? '/people' : '/rosters'}/import/${id}`,
)
export const discard = action(
  discardImport,
  ({ kind }) => `${kind === 'people' ? '/people' : '/rosters'}/import?done=discarded`,
)
export const savePeople = action(
  writePeople,
  ({ id, counts }) => `/people/import/${id}?new=${counts.new}&changed=${counts.changed}`,
)
export const saveRoster = action(
  writeRoster,
  ({ id, counts, removed, codes }) =>
    `/rosters/import/${id}?new=${counts.new}&changed=${counts.changed}&removed=${removed}&codes=${codes}`,
)
