'use server'

import { action } from '@/app/_server/action'
import { acceptDrop, addDepartmentFeed, addFeed, endFeed } from '@/lib/feeds/commands'

export const add = action(addFeed, () => '/rosters/feeds?done=added')
export const addForDepartment = action(addDepartmentFeed, () => '/rosters/feeds?done=added')
export const end = action(endFeed, ({ shifts }) => `/rosters/feeds?done=${shifts}`)
export const accept = action(acceptDrop, () => '/rosters/feeds?done=accepted')
