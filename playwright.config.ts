import { defineConfig } from '@playwright/test'
import { browserArgs, findBrowser } from './e2e/browser'

const atDesk = [
  'conflicts',
  'counters',
  'feeds',
  'figures',
  'groups',
  'imports',
  'invitations',
  'meeting-hours',
  'mentor-proposal',
  'norms',
  'pairings',
  'people',
  'planning',
  'published-rosters',
  'rosters',
  'self-check',
]
/** Looks at every width itself. */
const everyWidth = ['accessible']
const withoutScreen = ['access/*', 'headers', 'health', 'oidc', 'race', 'words']
/** What residents do between shifts. */
const onPhone = ['asking', 'attendance', 'booking', 'quiet-door', 'waiting']
const specs = (names: string[]) => names.map((name) => `**/${name}.spec.ts`)

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/global-setup.ts',
  // Two cores are the floor. Each worker has a site and a hospital of its own; tests of one file share them, in order.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  outputDir: 'test-results/files',
  use: {
    browserName: 'chromium',
    locale: 'nl-NL',
    // The hospital's clock must show, whatever the reader's.
    timezoneId: 'America/New_York',
    // Recording every step doubles the time; a failure is looked at with DEBUG_TRACE=1.
    trace: process.env.DEBUG_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: await findBrowser(), args: browserArgs },
  },
  projects: [
    {
      name: 'phone',
      // What has no screen of its own, what is done at a desk and what is done on the way is proved once.
      testIgnore: specs([...atDesk, ...everyWidth, ...withoutScreen]),
      grepInvert: /@desktop/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    {
      name: 'desktop',
      testIgnore: specs(['race', ...onPhone]),
      use: { viewport: { width: 1440, height: 900 } },
    },
    // Its bar is a time: it runs alone, when the others are done.
    { name: 'race', testMatch: '**/race.spec.ts', dependencies: ['phone', 'desktop'] },
  ],
})
