import { setTimeout as sleep } from 'node:timers/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readSources } from './build'
import { bootDatabase, keepAlive, prepareDatabase } from './database'
import type { Embedded } from './embedded'
import { LaunchError, explanationOf } from './launch-error'
import { watchStarters } from './parents'
import { roleUrls } from './passwords'
import { homeFolder, makePassage, projectRoot } from './places'
import { holdPort } from './port'
import { nextProgram, ownProgram } from './programs'
import { accountLines, seconds, step } from './progress'
import { keptSecret } from './secret'
import { environmentFor, readSettings, refuseNode } from './settings'
import { buildSite, untilAnswering } from './site'
import { supervise } from './supervise'

interface Running {
  stop: () => Promise<unknown>
  kill: () => void
}

/** What uses the database: all of it is stopped at once, and then the database. */
const programs: Running[] = []
let stopDatabase: () => Promise<unknown> = () => Promise.resolve()
const ending = new AbortController()
let stoppedAt = 0

/** Within 2 s: one for the programs, then the database. Whoever asks twice gets it at once. */
async function stop(code: number): Promise<void> {
  if (stoppedAt > 0) {
    // One Ctrl-C arrives up to three times: from the terminal, from npm and from tsx.
    if (Date.now() - stoppedAt < 400) return
    for (const program of programs) program.kill()
    // The watch over the database sees us go, and stops it.
    process.exit(code || 130)
  }
  stoppedAt = Date.now()
  ending.abort()
  await Promise.all(programs.map((program) => program.stop()))
  await stopDatabase()
  process.exit(code)
}

function readEnvironmentFiles(): void {
  for (const name of ['.env.local', '.env']) {
    const file = join(projectRoot, name)
    // What is set already wins, as it does in next.
    if (existsSync(file)) process.loadEnvFile(file)
  }
}

function boot(home: string): Promise<Embedded> {
  const booting = bootDatabase(home)
  stopDatabase = async () => {
    const database = await Promise.race([booting.catch(() => null), sleep(1_000, null)])
    await database?.stop(600)
  }
  return booting
}

async function start(): Promise<void> {
  const began = performance.now()
  const nodeRefusal = refuseNode(process.version)
  if (nodeRefusal) throw new LaunchError(nodeRefusal)
  readEnvironmentFiles()
  const settings = readSettings(process.env, process.argv.slice(2))
  const { isDev, isDemo, host, port } = settings
  console.log(
    `\nKlankbord${isDemo ? ', demo' : ''}${isDev ? ', development' : ''} (Node ${process.versions.node})\n`,
  )

  const home = homeFolder(process.env)
  makePassage(home)
  const held = await step(
    'port',
    () => holdPort(port, host, home),
    () => String(port),
  )
  process.on('exit', held.release)
  const secret = settings.secret ?? keptSecret(home)

  const embedded = settings.databaseUrl === null ? await boot(home) : null
  if (embedded) keepAlive(embedded, () => void stop(1))
  const ownerUrl = settings.databaseUrl ?? embedded?.ownerUrl ?? ''
  const urls = roleUrls(ownerUrl, secret, process.env)
  await prepareDatabase(ownerUrl, urls, settings)

  const environment = (program: 'site' | 'worker' | 'build') =>
    environmentFor(program, process.env, settings, secret, urls)
  if (!isDev) {
    await buildSite(home, readSources(projectRoot), environment('build'), (build) => programs.push(build))
  }
  ending.signal.throwIfAborted()

  await step(
    'serve',
    async () => {
      await held.letGo()
      const words = [isDev ? 'dev' : 'start', '-p', String(port), ...(host ? ['-H', host] : [])]
      const site = supervise(nextProgram('site', words, environment('site')), 3, () => {
        console.error(
          '\n  The site ended three times at once; the reason stands above. Everything is stopped.',
        )
        void stop(1)
      })
      programs.push({ stop: () => site.stop(1_000), kill: site.kill })
      const worker = supervise(
        ownProgram('worker', 'lib/notifications/worker.ts', environment('worker')),
        Infinity,
        () => {},
      )
      programs.push({ stop: () => worker.stop(1_000), kill: worker.kill })
      worker.show()
      if (isDev) site.show()
      await untilAnswering(port, host, ending.signal)
      site.show()
    },
    () => 'the site answers',
  )
  await welcome(settings.siteUrl, isDemo, performance.now() - began)
}

async function welcome(url: string, isDemo: boolean, milliseconds: number): Promise<void> {
  console.log(`\n  Ready in ${seconds(milliseconds)}: ${url}\n`)
  if (isDemo) {
    const { demoAccounts } = await import('@/db/seed/demo-accounts')
    console.log(
      `  Demo people; choose one on the sign-in page, no password:\n\n${accountLines(demoAccounts).join('\n')}\n`,
    )
  }
  console.log('  Ctrl-C stops everything.\n')
}

// Whoever reads our lines may leave before we do.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
watchStarters(() => void stop(0))
start().catch((error: unknown) => {
  if (stoppedAt > 0) return
  console.error(explanationOf(error))
  void stop(1)
})
