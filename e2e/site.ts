import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { homeFolder, makePassage, projectRoot } from '@/db/launch/places'
import { readSources } from '@/db/launch/build'
import { endProgram, hasEnded, nextProgram, ownProgram, startProgram } from '@/db/launch/programs'
import { buildSite } from '@/db/launch/site'

export interface SiteDatabase {
  appUrl: string
  workerUrl: string
  secret: string
}

/** A production server of the build at hand, with its own worker and its own folder for mails. */
export interface Site {
  url: string
  /** Where the worker and the site keep mails, in `mail`. */
  folder: string
  stop: () => Promise<void>
}

/** Builds the site unless the build at hand was made from these sources, as `npm start` decides it. */
export async function ensureBuild(): Promise<void> {
  const home = homeFolder(process.env)
  makePassage(home)
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_APP_URL: '',
    AUTH_SECRET: '',
  }
  await buildSite(home, readSources(projectRoot), environment, () => {})
}

export function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer().on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => settle(port))
    })
  })
}

/**
 * Starts the site and its worker in demo mode, on the loopback address and a free port, and resolves when it is ready for people.
 * @param settings what the environment says on top of that; an empty text takes a setting away
 * @throws when it is not ready after half a minute, with what it said
 */
export async function startSite(
  database: SiteDatabase,
  settings: Record<string, string> = {},
): Promise<Site> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'klankbord-e2e-'))
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: '',
    OIDC_ISSUER: '',
    SMTP_URL: '',
    // The tests run at any hour.
    QUIET_HOURS: 'none',
    KLANKBORD_DEMO: '1',
    KLANKBORD_DATA: folder,
    AUTH_SECRET: database.secret,
    NEXTAUTH_SECRET: database.secret,
    NEXTAUTH_URL: url,
    ...settings,
  }
  const said: string[] = []
  const children = [
    nextProgram('site', ['start', '-H', '127.0.0.1', '-p', String(port)], {
      ...environment,
      DATABASE_APP_URL: database.appUrl,
      DATABASE_WORKER_URL: '',
    }),
    ownProgram('worker', 'lib/notifications/worker.ts', {
      ...environment,
      DATABASE_APP_URL: '',
      DATABASE_WORKER_URL: database.workerUrl,
    }),
  ].map((program) => {
    const child = startProgram(program)
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        const text = data.toString('utf8')
        said.push(text)
        if (process.env.DEBUG_SITE) process.stderr.write(text)
      })
    return child
  })
  const stop = async () => {
    await Promise.all(children.map((child) => endProgram(child, 2_000)))
    rmSync(folder, { recursive: true, force: true })
  }
  const deadline = Date.now() + 30_000
  while (!(await isReady(url))) {
    if (Date.now() < deadline && !children.some(hasEnded)) {
      await sleep(50)
      continue
    }
    await stop()
    throw new Error(`The site for the browser tests did not become ready. It said:\n${said.join('')}`)
  }
  return { url, folder, stop }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
  return answer?.status === 200
}
