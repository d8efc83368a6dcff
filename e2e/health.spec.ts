import { nextProgram, startProgram } from '@/db/launch/programs'
import { expect, test } from './domain'
import { freePort } from './site'

test('says that it lives, and that people can work', async ({ request }) => {
  const alive = await request.get('/api/livez')
  expect(alive.status()).toBe(200)
  // A hospital that was just laid anew waits for the first beat of its worker.
  await expect.poll(async () => (await request.get('/api/readyz')).status()).toBe(200)
  const ready = await request.get('/api/readyz')
  expect(await ready.json()).toEqual({ ready: true, notReady: [] })
  expect(ready.headers()['cache-control']).toContain('no-store')
})

test('names the part that is not right, and nothing about it', async ({ request, hospital }) => {
  const [last] = await hospital.owner`
    delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning *`
  const answer = await request.get('/api/readyz')
  expect(answer.status()).toBe(503)
  expect(await answer.json()).toEqual({ ready: false, notReady: ['migrations'] })
  expect((await request.get('/api/livez')).status()).toBe(200)
  await hospital.owner`insert into drizzle.__drizzle_migrations ${hospital.owner(last ?? {})}`
})

test('is not ready without its database, and comes back with it', async ({ request, hospital }) => {
  await hospital.shut()
  try {
    const answer = await request.get('/api/readyz')
    expect(answer.status()).toBe(503)
    expect(await answer.json()).toEqual({ ready: false, notReady: ['database'] })
  } finally {
    await hospital.open()
  }
  await expect.poll(async () => (await request.get('/api/readyz')).status()).toBe(200)
})

test('refuses to start outside the demo without a real secret', async () => {
  for (const secret of ['', 'short']) {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: 'production',
      KLANKBORD_DEMO: '0',
      AUTH_SECRET: secret,
    }
    const child = startProgram(
      nextProgram('site', ['start', '-H', '127.0.0.1', '-p', String(await freePort())], env),
    )
    let said = ''
    child.stderr?.on('data', (data: Buffer) => (said += data.toString('utf8')))
    const code = await new Promise((settle) => child.once('close', settle))
    expect(code).toBe(1)
    expect(said).toContain('Klankbord does not start: AUTH_SECRET')
  }
})
