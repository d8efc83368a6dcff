import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Embedded, bootEmbedded, removeEmbedded } from './embedded'
import { LaunchError } from './launch-error'
import { placeElsewhere, projectRoot } from './places'
import { isAlive, waitUntilGone } from './processes'

// A space in the path, as people have.
let home: string
let servers: Embedded[]
let children: ChildProcess[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'klankbord-test-a b-'))
  servers = []
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(servers.map((server) => server.stop()))
  removeEmbedded(home, placeElsewhere(home) ?? join(home, 'postgres'))
})

async function boot(): Promise<Embedded> {
  const server = await bootEmbedded(home)
  servers.push(server)
  return server
}

async function ask<Row extends postgres.Row>(url: string, statement: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe<Row[]>(statement))]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const write = (url: string) => ask(url, 'create table kept (id int); insert into kept values (1)')
const read = (url: string) => ask(url, 'select id from kept')

/** Boots the database in a process of its own, as the launcher does, so that it can be killed. */
async function bootElsewhere(): Promise<{ launcher: ChildProcess; ownerUrl: string; pid: number }> {
  const script = `
    const { bootEmbedded } = await import(${JSON.stringify(join(projectRoot, 'db/launch/embedded.ts'))})
    const server = await bootEmbedded(${JSON.stringify(home)})
    console.log(JSON.stringify({ ownerUrl: server.ownerUrl, pid: server.pid() }))
    setInterval(() => {}, 1000)`
  const launcher = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(launcher)
  const line = await new Promise<string>((settle) =>
    launcher.stdout?.once('data', (data: Buffer) => settle(data.toString())),
  )
  return { launcher, ...(JSON.parse(line) as { ownerUrl: string; pid: number }) }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((settle) => child.once('exit', settle))
  child.kill('SIGKILL')
  await gone
}

test('what was written is there at the next start; the second start needs no initdb', async () => {
  const first = await boot()
  await write(first.ownerUrl)
  await first.stop()
  const began = performance.now()
  const second = await boot()
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await read(second.ownerUrl)).toEqual([{ id: 1 }])
})

test('only this machine and only with the password gets in; the password is ours alone to read', async () => {
  const { ownerUrl, folder } = await boot()
  const [settings] = await ask<{ address: string; sockets: string; encryption: string }>(
    ownerUrl,
    `select current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as sockets,
       current_setting('password_encryption') as encryption`,
  )
  expect(settings).toEqual({ address: '127.0.0.1', sockets: '', encryption: 'scram-sha-256' })
  const wrong = Object.assign(new URL(ownerUrl), { password: 'wrong' }).href
  await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  expect(statSync(join(folder, 'data', 'klankbord-password')).mode & 0o777).toBe(0o600)
})

test('of two first starts at once one boots, and the other is told who has the database', async () => {
  const results = await Promise.allSettled([boot(), boot()])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')
  expect(refused?.reason).toBeInstanceOf(LaunchError)
  expect(String(refused?.reason)).toContain(`process ${process.pid}`)
})

test('a killed server is started again on its port, and has lost nothing', async () => {
  const server = await boot()
  await write(server.ownerUrl)
  const crashed = new Promise((settle) => server.onCrash(settle))
  const before = server.pid()
  process.kill(before, 'SIGKILL')
  await crashed
  await server.restart()
  expect(server.pid()).not.toBe(before)
  expect(await read(server.ownerUrl)).toEqual([{ id: 1 }])
})

test('when the launcher is killed its server ends by itself, and nothing is lost', async () => {
  const { launcher, ownerUrl, pid } = await bootElsewhere()
  await write(ownerUrl)
  launcher.kill('SIGKILL')
  expect(await waitUntilGone(pid, 5_000)).toBe(true)
  expect(await read((await boot()).ownerUrl)).toEqual([{ id: 1 }])
})

test('a start right after the launcher was killed succeeds the old server', async () => {
  const { launcher, ownerUrl, pid } = await bootElsewhere()
  await write(ownerUrl)
  await kill(launcher)
  const server = await boot()
  expect(isAlive(pid)).toBe(false)
  expect(await read(server.ownerUrl)).toEqual([{ id: 1 }])
})

test('launcher and server killed, and the pid of the server given to another program: it boots all the same', async () => {
  const { launcher, ownerUrl, pid } = await bootElsewhere()
  await write(ownerUrl)
  process.kill(pid, 'SIGKILL')
  await kill(launcher)
  await waitUntilGone(pid, 5_000)
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  children.push(other)
  const pidFile = join(home, 'postgres', 'data', 'postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  writeFileSync(pidFile, [other.pid, ...lines.slice(1)].join('\n'))
  expect(await read((await boot()).ownerUrl)).toEqual([{ id: 1 }])
  expect(other.exitCode).toBeNull()
})

test('data of another major version are refused', async () => {
  const server = await boot()
  await server.stop()
  writeFileSync(join(server.folder, 'data', 'PG_VERSION'), '17\n')
  await expect(boot()).rejects.toThrow('were written by PostgreSQL 17')
})
