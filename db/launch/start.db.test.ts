import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from './embedded'
import { projectRoot } from './places'
import { holdPort } from './port'
import { waitUntilGone } from './processes'
import { endProgram, startProgram } from './programs'
import { keptSecret } from './secret'

let home: string
let children: ChildProcess[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'klankbord-start-'))
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

const firstLine = (child: ChildProcess) =>
  new Promise<string>((settle) =>
    child.stdout?.once('data', (data: Buffer) => settle(data.toString().trim())),
  )

test('a port is held, answers that the site is starting, and is let go', async () => {
  const port = await freePort()
  const held = await holdPort(port, '127.0.0.1', home, 0)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(503)
  await expect(holdPort(port, '127.0.0.1', home, 0)).rejects.toThrow(
    `Port ${port} is in use: Klankbord already runs there`,
  )
  await held.letGo()
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
  held.release()
  const again = await holdPort(port, '127.0.0.1', home, 0)
  await again.letGo()
  again.release()
})

test.each(['127.0.0.1', '::'])(
  'a port that another program has on %s is said to be in use, with the way out',
  async (host) => {
    const other = createServer()
    await new Promise<void>((settle) => other.listen(0, host, settle))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(holdPort(port, '127.0.0.1', home, 0)).rejects.toThrow(`PORT=${port + 1} npm start`)
    await new Promise((settle) => other.close(settle))
  },
)

test('the demo secret is made once, long, and ours alone', () => {
  const secret = keptSecret(home)
  expect(secret).toHaveLength(64)
  expect(keptSecret(home)).toBe(secret)
  expect(statSync(join(home, 'secret')).mode & 0o777).toBe(0o600)
})

test('what we started ends when we are killed, with all that it started itself', async () => {
  const grandchild = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }).pid`
  const program = `console.log(process.pid + ' ' + ${grandchild}); setInterval(() => {}, 1000)`
  const script = `
    const { startProgram } = await import(${JSON.stringify(join(projectRoot, 'db/launch/programs.ts'))})
    startProgram({ name: 'test', args: ['-e', ${JSON.stringify(program)}], env: process.env }).stdout.pipe(process.stdout)`
  const launcher = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(launcher)
  const pids = (await firstLine(launcher)).split(' ').map(Number)
  expect(pids).toHaveLength(2)
  launcher.kill('SIGKILL')
  for (const pid of pids) expect(await waitUntilGone(pid, 2_000)).toBe(true)
})

test('a program that will not end is made to, after its grace', async () => {
  const program = `process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)`
  const child = startProgram({ name: 'test', args: ['-e', program], env: process.env })
  children.push(child)
  await firstLine(child)
  const began = performance.now()
  await endProgram(child, 300)
  expect(performance.now() - began).toBeLessThan(1_500)
  expect(child.signalCode).toBe('SIGKILL')
})
