import type { BrowserContext, Page } from '@playwright/test'
import { colleague, residentsOn, type Person } from '@/db/seed/cast'
import { test as domainTest } from './domain'
import { signIn } from './sign-in'

/** Somebody of the demo hospital by staff number. Throws when there is nobody with it. */
export function person(staffNumber: string): Person {
  // Who somebody is does not depend on the week.
  const resident = residentsOn('2026-01-05').find((each) => each.staffNumber === staffNumber)
  return resident ?? colleague(staffNumber)
}

export const nameOf = ({ givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>) =>
  `${givenName} ${familyName}`

interface Fixtures {
  /** A page of anybody of the hospital who is signed in. */
  asPerson: (someone: { id: string }) => Promise<Page>
  /** The same, in a browser in which no script runs. */
  asWithoutScript: (someone: { id: string }) => Promise<Page>
}

/** The `test` of specs that need more people than those of the picker, or a browser without script. */
export const test = domainTest.extend<Fixtures>({
  asPerson: async ({ browser, site, contextOptions }, use, { project }) => {
    const contexts: BrowserContext[] = []
    await use(async ({ id }) => {
      const context = await browser.newContext({ ...project.use, ...contextOptions, baseURL: site.url })
      contexts.push(context)
      await signIn(context.request, id)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  asWithoutScript: async ({ browser, site, contextOptions }, use, { project }) => {
    const contexts: BrowserContext[] = []
    await use(async ({ id }) => {
      const options = { ...project.use, ...contextOptions, baseURL: site.url, javaScriptEnabled: false }
      const context = await browser.newContext(options)
      contexts.push(context)
      await signIn(context.request, id)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})
