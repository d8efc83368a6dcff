'use server'

import { action } from '@/app/_server/action'
import { distrustHospital, nameHospital, trustHospital } from '@/lib/counters/commands'

export const name = action(nameHospital, () => '/hospitals?done=saved')
export const trust = action(trustHospital, () => '/hospitals?done=added')
export const distrust = action(distrustHospital, () => '/hospitals?done=removed')
