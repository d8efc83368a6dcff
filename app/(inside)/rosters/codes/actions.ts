'use server'

import { action } from '@/app/_server/action'
import { addShiftCode, changeShiftCode, removeShiftCode } from '@/lib/imports/code-commands'

export const add = action(addShiftCode, () => '/rosters/codes?done=added')
export const change = action(changeShiftCode, () => '/rosters/codes?done=changed')
export const remove = action(removeShiftCode, () => '/rosters/codes?done=removed')
