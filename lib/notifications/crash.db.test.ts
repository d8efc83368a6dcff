import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addMinutes } from '@/lib/time'
import { sendDue } from './outbox'
import { addMessage, addPerson, addSession } from './staff.test-support'

const root = fileURLToPath(new URL('../..', import.meta.url))
let database: TestDatabase
let recipient: string
let sessionId: string
let post: SMTPServer
let received: string[]
/** What happens once the server has a mail and before it says so. */
let onReceived: () => Promise<void> | void
const workers: ChildProcess[] = []

beforeAll(async () => {
  database = await testDatabase()
  const resident = await addPerson(database.owner, 'Noor')
  recipient = await addPerson(database.owner, 'Bram')
  const soon = new Date(Date.now() + 10 * 86_400_000).toISOString()
  sessionId = await addSession(database.owner, 'mentor-session', [resident, recipient], { startsAt: soon })
  post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let text = ''
      stream.on('data', (part: Buffer) => (text += part.toString('utf8')))
      stream.on('end', () => {
        received.push(/^Message-ID: <([^@]+)@/im.exec(text)?.[1] ?? '')
        void answer(done)
      })
    },
  })
  const answer = async (done: () => void) => {
    await onReceived()
    done()
  }
  post.on('error', () => {})
  await new Promise<void>((ready) => post.listen(0, '127.0.0.1', ready))
})
afterAll(async () => {
  post.close()
  await database.drop()
})
beforeEach(async () => {
  received = []
  onReceived = () => {}
  await database.owner`delete from outbox`
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(post.server.address() as AddressInfo).port}`)
})
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  vi.unstubAllEnvs()
})

/** The worker as `npm run worker` starts it, on this database. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'lib/notifications/worker.ts'], {
    cwd: root,
    env: { ...process.env, DATABASE_WORKER_URL: database.workerUrl, DATABASE_APP_URL: '' },
    stdio: 'ignore',
  })
  workers.push(worker)
  return worker
}
const add = () =>
  addMessage(
    database.owner,
    'session.booked',
    recipient,
    { sessionId },
    new Date(Date.now() - 1000).toISOString(),
  )
const rows = () => database.owner<{ attempts: number; sentAt: Date | null }[]>`
  select attempts, sent_at as "sentAt" from outbox`

it('a worker killed between sending and noting it leaves one duplicate at most, under the same Message-ID', async () => {
  const id = await add()
  const worker = startWorker()
  const killed = once(worker, 'exit')
  onReceived = async () => {
    onReceived = () => {}
    worker.kill('SIGKILL')
    await killed
  }
  await killed
  expect(received).toEqual([id])
  expect(await rows()).toMatchObject([{ attempts: 1, sentAt: null }])
  // Nobody takes it while it may still be on its way.
  expect(await sendDue(new Date())).toBe(0)
  expect(await sendDue(addMinutes(new Date(), 2))).toBe(1)
  expect(await sendDue(addMinutes(new Date(), 600))).toBe(0)
  expect(received).toEqual([id, id])
  expect(await rows()).toMatchObject([{ attempts: 2, sentAt: expect.any(Date) }])
})

it('a worker killed before it sends loses nothing', async () => {
  vi.stubEnv('SMTP_URL', 'smtp://10.255.255.1:25')
  const id = await add()
  const worker = startWorker()
  await expect.poll(async () => (await rows())[0]?.attempts, { timeout: 20_000 }).toBe(1)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(post.server.address() as AddressInfo).port}`)
  expect(await sendDue(addMinutes(new Date(), 2))).toBe(1)
  expect(received).toEqual([id])
})

it('two workers send each of forty messages once', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, add))
  startWorker()
  startWorker()
  await expect
    .poll(async () => (await rows()).filter((row) => row.sentAt !== null).length, { timeout: 40_000 })
    .toBe(40)
  expect(received.toSorted()).toEqual(ids.toSorted())
})
