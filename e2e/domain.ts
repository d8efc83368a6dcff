import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import axe from 'axe-core'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { copyHospital, type Hospital } from './hospital'
import { signIn } from './sign-in'
import { startSite, type Site } from './site'

/** The people of the demo hospital by the part they play. */
export type DemoPerson = keyof typeof demoPeople

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

interface Stage {
  site: Site
  hospital: Hospital
  /** Sign-ins made in this file so far, by person. */
  signedIn: Map<string, StorageState>
}

interface Fixtures {
  /** A page of somebody of the demo hospital who is signed in: `const page = await as('resident')`. */
  as: (person: DemoPerson) => Promise<Page>
  site: Site
  hospital: Hospital
  /** Every spec file finds the hospital as it was seeded. */
  freshHospital: void
}

let lastFile = ''

/** Every spec imports this `test`: it brings the site, a hospital and the people. */
export const test = base.extend<Fixtures, { stage: Stage }>({
  stage: [
    // Playwright wants a pattern here, also when nothing is taken from it.
    async ({}, use) => {
      const hospital = await copyHospital()
      const site = await startSite(hospital)
      await use({ site, hospital, signedIn: new Map() })
      await site.stop()
      await hospital.drop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  freshHospital: [
    async ({ stage }, use, { file, project }) => {
      const isNew = lastFile !== '' && lastFile !== `${project.name} ${file}`
      lastFile = `${project.name} ${file}`
      if (isNew) {
        await stage.hospital.reset()
        stage.signedIn.clear()
        await rm(join(stage.site.folder, 'mail'), { recursive: true, force: true })
      }
      await use()
    },
    { auto: true },
  ],
  site: ({ stage }, use) => use(stage.site),
  hospital: ({ stage }, use) => use(stage.hospital),
  baseURL: ({ stage }, use) => use(stage.site.url),
  as: async ({ browser, stage, contextOptions }, use, { project }) => {
    const contexts: BrowserContext[] = []
    await use(async (person) => {
      const options = { ...project.use, ...contextOptions, baseURL: stage.site.url }
      const known = stage.signedIn.get(person)
      const context = await browser.newContext({ ...options, storageState: known })
      contexts.push(context)
      if (!known) {
        await signIn(context.request, demoPeople[person].id)
        stage.signedIn.set(person, await context.storageState())
      }
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

export { expect }

/** No mistake that axe can find, in light and in dark. What is folded away is opened first. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await listMistakes(page), `axe on ${page.url()}`).toEqual([])
}

/** Only contrast can differ between the two; everything else is looked at once. */
const rulesIn = { dark: null, light: ['color-contrast', 'link-in-text-block'] }

async function findMistakes(rules: string[] | null): Promise<string[]> {
  const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`,
    ),
  )
}

/** What axe finds wrong with a page, in both themes, as sentences. Waits until the page has its heading, and its title, which comes after it. */
export async function listMistakes(page: Page): Promise<string[]> {
  await page.locator('h1').first().waitFor()
  await expect(page).toHaveTitle(/\S/)
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '')
  })
  // One reading of the page serves both themes.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const mistakes = await page.evaluate(findMistakes, rulesIn[colorScheme])
    found.push(...mistakes.map((mistake) => `${colorScheme}: ${mistake}`))
  }
  return found
}

/** Reminders and digests go out on a clock of their own: no test waits for one. */
const isReminder = (mail: string) =>
  /Je hebt binnenkort een afspraak|You have a session soon|aan de beurt\.|meer dan twee weken geleden|Voor de opleidingscommissie|check-ins? (?:is|are) due/.test(
    mail,
  )

/** Waits for the newest mail to somebody, save reminders, and answers it as one reads it. */
export async function mailTo(site: Site, address: string, patienceMilliseconds = 10_000): Promise<string> {
  for (let waited = 0; waited < patienceMilliseconds; waited += 100) {
    const names = (await readdir(join(site.folder, 'mail')).catch(() => [])).filter((name) =>
      name.endsWith('.eml'),
    )
    for (const name of names.toSorted().toReversed()) {
      const mail = await readFile(join(site.folder, 'mail', name), 'utf8')
      const isHers = mail.includes(`\r\nTo: ${address}\r\n`) || mail.startsWith(`To: ${address}\r\n`)
      if (isHers && !isReminder(readable(mail))) return readable(mail)
    }
    await sleep(100)
  }
  throw new Error(`no mail to ${address}`)
}

/** Quoted-printable undone. */
function readable(mail: string): string {
  const joined = mail.replaceAll('=\r\n', '')
  const bytes = joined.replace(/(?:=[0-9A-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'),
  )
  return bytes.replaceAll('\r\n', '\n')
}
