import { z } from 'zod'
import { idInput } from '@/lib/input'
import { isInsideHost } from './addresses'

/** The address of a calendar on the internet, as people copy it: webcal is https. */
const addressInput = z
  .string('required')
  .trim()
  .max(1_500, 'too-long')
  .transform((text) => text.replace(/^webcals?:/i, 'https:'))
  .superRefine((text, { addIssue }) => {
    const url = URL.canParse(text) ? new URL(text) : null
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
    if (!url || !isWeb || url.username !== '' || url.password !== '')
      addIssue({ code: 'custom', message: 'feed-link' })
    else if (isInsideHost(url.hostname)) addIssue({ code: 'custom', message: 'feed-inside' })
    else if (url.protocol === 'http:' && process.env.KLANKBORD_DEMO !== '1')
      addIssue({ code: 'custom', message: 'feed-link' })
  })

export const addFeedInput = z.object({ address: addressInput, personId: idInput })

export const addDepartmentFeedInput = z.object({ address: addressInput, departmentId: idInput })

/** What becomes of the shifts from today on when a calendar is read no more. */
export const endFeedInput = z.object({
  feedId: idInput,
  shifts: z.enum(['go', 'stay'], 'choose').default('go'),
})

export const feedInput = z.object({ feedId: idInput })
