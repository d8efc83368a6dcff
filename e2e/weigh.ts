import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request, type APIRequestContext } from '@playwright/test'
import { projectRoot } from '@/db/launch/places'
import { endProgram, nextProgram, startProgram } from '@/db/launch/programs'
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

const emptyFiles = {
  'package.json': '{ "private": true, "type": "module" }\n',
  'next.config.js': 'export default {}\n',
  'app/layout.jsx':
    'export default function Layout({ children }) {\n  return <html lang="en"><body>{children}</body></html>\n}\n',
  'app/page.jsx': 'export default function Page() {\n  return <p>Empty</p>\n}\n',
}

/** An app with one page and nothing in it, below the checkout so that it finds the same Next; built once per version. */
async function emptyWeight(): Promise<number> {
  const { version } = createRequire(import.meta.url)('next/package.json') as { version: string }
  const folder = join(projectRoot, '.klankbord', 'empty')
  const stamp = join(folder, `weight-${version}`)
  if (existsSync(stamp)) return Number(readFileSync(stamp, 'utf8'))
  mkdirSync(join(folder, 'app'), { recursive: true })
  for (const [name, text] of Object.entries(emptyFiles)) writeFileSync(join(folder, name), text)
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  await runToEnd(['build', folder], env)
  const port = await freePort()
  const server = startProgram(
    nextProgram('empty', ['start', folder, '-H', '127.0.0.1', '-p', String(port)], env),
  )
  const client = await request.newContext({ baseURL: `http://127.0.0.1:${port}` })
  try {
    await untilAnswering(client)
    const weight = await weigh(client, '/')
    writeFileSync(stamp, String(weight))
    return weight
  } finally {
    await client.dispose()
    await endProgram(server, 1_000)
  }
}

async function runToEnd(words: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = startProgram(nextProgram('build', words, env))
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => said.push(data))
  const code = await new Promise((settle) => child.once('close', settle))
  if (code !== 0)
    throw new Error(`the empty app could not be built:\n${Buffer.concat(said).toString('utf8')}`)
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
