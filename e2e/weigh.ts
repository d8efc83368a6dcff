import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request, type APIRequestContext } from '@playwright/test'
import { homeFolder, projectRoot } from '@/db/launch/places'
import { demoPeople } from '@/db/seed/demo-accounts'
import { startTestServerDatabase } from '@/db/testing/server-database'
import { signIn } from './sign-in'
import { ensureBuild, freePort, startSite } from './site'

/**
 * `npm run weigh`: the JavaScript that a page brings on its first load, compressed, beside that of an empty page of the same Next.
 * With --assert it fails when a page is heavier than it may be.
 */
interface Page {
  name: string
  path: string
  person: keyof typeof demoPeople | null
  /** How much heavier than the empty page it may be, in bytes; null: only measured. */
  most: number | null
}

const pages: Page[] = [
  { name: 'sign-in', path: '/sign-in', person: null, most: null },
  { name: 'today, resident', path: '/', person: 'resident', most: 60_000 },
  { name: 'agenda', path: '/agenda', person: 'resident', most: 35_000 },
  { name: 'check-ins', path: '/check-ins', person: 'supervisor', most: 45_000 },
]

/** Every script that a page names: those it loads itself, and those of which its data say that it will. */
export function scriptsOf(html: string): string[] {
  const modern = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, '')
  const named = [...modern.matchAll(/(?:\/_next\/)?(static\/[\w./~%()[\]-]+?\.js)\b/g)].map(
    (match) => `/_next/${match[1]}`,
  )
  return [...new Set(named)].toSorted()
}

async function weigh(client: APIRequestContext, path: string): Promise<number> {
  const answer = await client.get(path, { maxRedirects: 0 })
  if (answer.status() !== 200) throw new Error(`${path} answered ${answer.status()}`)
  const weights = await Promise.all(
    scriptsOf(await answer.text()).map(async (script) => {
      const body = await client.get(script)
      if (body.status() !== 200) throw new Error(`${script} answered ${body.status()}`)
      return gzipSync(await body.body(), { level: 9 }).byteLength
    }),
  )
  return weights.reduce((total, weight) => total + weight, 0)
}

const require = createRequire(import.meta.url)
const next = require.resolve('next/dist/bin/next')

/** An app with one page and nothing in it, in a folder of its own: below the checkout, next would find our instrumentation. */
function makeEmptyApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'klankbord-empty-'))
  const files = {
    'package.json': '{ "private": true, "type": "module" }\n',
    'next.config.js': `export default { turbopack: { root: ${JSON.stringify(parse(folder).root)} } }\n`,
    'app/layout.jsx':
      'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>\n}\n',
    'app/page.jsx': 'export default function Page() {\n  return <p>Empty</p>\n}\n',
  }
  mkdirSync(join(folder, 'app'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}

/** The weight of the page of an empty app, measured once per version of Next. */
async function emptyWeight(): Promise<number> {
  const { version } = require('next/package.json') as { version: string }
  const known = join(homeFolder(process.env), `empty-page-${version}`)
  if (existsSync(known)) return Number(readFileSync(known, 'utf8'))
  const cwd = makeEmptyApp()
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const built = spawnSync(process.execPath, [next, 'build'], { cwd, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the empty app could not be built:\n${built.stdout}${built.stderr}`)
  const port = await freePort()
  const words = [next, 'start', '-H', '127.0.0.1', '-p', String(port)]
  const server = spawn(process.execPath, words, { cwd, env, stdio: 'ignore' })
  const client = await request.newContext({ baseURL: `http://127.0.0.1:${port}` })
  try {
    await untilAnswering(client)
    const weight = await weigh(client, '/')
    writeFileSync(known, String(weight))
    return weight
  } finally {
    await client.dispose()
    server.kill('SIGKILL')
    rmSync(cwd, { recursive: true, force: true })
  }
}

async function untilAnswering(client: APIRequestContext): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await client.get('/').catch(() => null)) return
    await new Promise((settle) => setTimeout(settle, 50))
  }
}

const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

async function main(): Promise<void> {
  await ensureBuild()
  const empty = await emptyWeight()
  console.log(`figure: empty page: ${inKilobytes(empty)} of JavaScript, gzip`)
  const database = await startTestServerDatabase()
  const site = await startSite(database)
  try {
    for (const { name, path, person, most } of pages) {
      const client = await request.newContext({ baseURL: site.url })
      if (person) await signIn(client, demoPeople[person].id)
      const weight = await weigh(client, path)
      await client.dispose()
      const bound = most === null ? '' : `; at most + ${inKilobytes(most)}`
      console.log(`figure: ${name}: ${inKilobytes(weight)}, empty + ${inKilobytes(weight - empty)}${bound}`)
      if (most !== null && weight - empty > most && process.argv.includes('--assert')) process.exitCode = 1
    }
  } finally {
    await site.stop()
    await database.stop()
  }
}

if (process.argv[1]?.endsWith('weigh.ts')) await main()
