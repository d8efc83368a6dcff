import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { projectRoot } from '@/db/launch/places'
import { demoPeople } from '@/db/seed/demo-accounts'
import { startTestServerDatabase } from '@/db/testing/server-database'
import { browserArgs, findBrowser } from './browser'
import { signIn } from './sign-in'
import { ensureBuild, startSite } from './site'

/** `npm run screenshots`: the pictures of the README, in Dutch, of a hospital as it was seeded. */
const shots: { name: string; person: keyof typeof demoPeople | null; path: string }[] = [
  { name: 'sign-in', person: null, path: '/sign-in' },
  { name: 'today', person: 'resident', path: '/' },
  { name: 'agenda', person: 'resident', path: '/agenda' },
  { name: 'check-ins', person: 'supervisor', path: '/check-ins' },
  { name: 'pairings', person: 'coordinator', path: '/pairings' },
  { name: 'rosters', person: 'secretary', path: '/rosters' },
  { name: 'people', person: 'coordinator', path: '/people' },
]

const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
}

const folder = join(projectRoot, 'e2e', 'screenshots')
mkdirSync(folder, { recursive: true })
await ensureBuild()
const database = await startTestServerDatabase()
const site = await startSite(database)
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs })
const problems: string[] = []
try {
  for (const [device, size] of Object.entries(devices))
    for (const colorScheme of ['light', 'dark'] as const)
      for (const { name, person, path } of shots) {
        const context = await browser.newContext({
          ...size,
          colorScheme,
          baseURL: site.url,
          locale: 'nl-NL',
          reducedMotion: 'reduce',
        })
        if (person) await signIn(context.request, demoPeople[person].id)
        const page = await context.newPage()
        const answer = await page.goto(path, { waitUntil: 'networkidle' })
        if (answer?.status() !== 200) problems.push(`${path} answered ${answer?.status()}`)
        await page.evaluate(() => document.fonts.ready.then(() => true))
        const file = `${name}-${device}-${colorScheme}.png`
        await page.screenshot({ path: join(folder, file) })
        console.log(`  ${file}`)
        await context.close()
      }
} finally {
  await browser.close()
  await site.stop()
  await database.stop()
}
for (const problem of problems) console.error(problem)
process.exit(problems.length > 0 ? 1 : 0)
