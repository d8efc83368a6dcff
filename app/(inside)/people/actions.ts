'use server'

import { action } from '@/app/_server/action'
import { addPerson, closePerson, endRole, endSignInsOf } from '@/lib/people/commands'

export const add = action(addPerson, ({ id }) => `/people/${id}?done=added`)
export const end = action(endRole, ({ personId }) => `/people/${personId}?done=ended`)
export const close = action(closePerson, ({ personId }) => `/people/${personId}?done=closed`)
export const signOutEverywhere = action(endSignInsOf, ({ personId }) => `/people/${personId}?done=signedOut`)
