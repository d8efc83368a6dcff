import { describe, expect, test } from 'vitest'
import { environmentFor, readSettings, refuseDemo, refuseNode } from './settings'

const secret = 'x'.repeat(32)

describe('demo mode', () => {
  test.each([
    [{}, true],
    [{ DATABASE_URL: 'postgres://h/d', AUTH_SECRET: secret }, false],
    [{ OIDC_ISSUER: 'https://login.example', AUTH_SECRET: secret }, false],
    [{ NODE_ENV: 'production', AUTH_SECRET: secret } as const, false],
    [{ NODE_ENV: 'production', KLANKBORD_DEMO: '1' } as const, true],
    [{ DATABASE_URL: 'postgres://h/d', KLANKBORD_DEMO: '1' }, true],
    [{ KLANKBORD_DEMO: '0', AUTH_SECRET: secret }, false],
  ])('%j', (env, isDemo) => {
    expect(readSettings(env, []).isDemo).toBe(isDemo)
  })

  test('keeps away from a database that it did not make, unless that one was named', () => {
    const foreign = { isEmpty: false, isOfDemo: false, name: 'hospital' }
    expect(refuseDemo(foreign, null)).toContain('KLANKBORD_DEMO_DATABASE=hospital')
    expect(refuseDemo(foreign, 'other')).not.toBeNull()
    expect(refuseDemo(foreign, 'hospital')).toBeNull()
    expect(refuseDemo({ ...foreign, isEmpty: true }, null)).toBeNull()
    expect(refuseDemo({ ...foreign, isOfDemo: true }, null)).toBeNull()
  })
})

describe('the secret', () => {
  test('outside demo mode it must be there and have 32 characters', () => {
    expect(() => readSettings({ KLANKBORD_DEMO: '0' }, [])).toThrow('AUTH_SECRET is not set')
    expect(() => readSettings({ KLANKBORD_DEMO: '0', AUTH_SECRET: 'x'.repeat(31) }, [])).toThrow(
      'shorter than 32',
    )
    expect(readSettings({ KLANKBORD_DEMO: '0', AUTH_SECRET: secret }, []).secret).toBe(secret)
  })

  test('the demo makes its own, but a short one is a mistake there too', () => {
    expect(readSettings({}, []).secret).toBeNull()
    expect(() => readSettings({ AUTH_SECRET: 'short' }, [])).toThrow('shorter than 32')
  })
})

test('where people sign in without a password, only this machine gets in, unless it is said otherwise', () => {
  expect(readSettings({}, []).host).toBe('127.0.0.1')
  expect(readSettings({ KLANKBORD_HOST: '0.0.0.0' }, []).host).toBe('0.0.0.0')
  expect(readSettings({ KLANKBORD_DEMO: '0', AUTH_SECRET: secret }, []).host).toBeNull()
})

test('what cannot be right is refused with its name', () => {
  expect(() => readSettings({ PORT: 'three' }, [])).toThrow('PORT')
  expect(() => readSettings({ PORT: '70000' }, [])).toThrow('PORT')
  expect(() => readSettings({ KLANKBORD_DEMO: 'yes' }, [])).toThrow('KLANKBORD_DEMO')
  expect(() => readSettings({ DATABASE_URL: 'localhost/klank', AUTH_SECRET: secret }, [])).toThrow(
    'postgres://',
  )
  expect(() => readSettings({}, ['--turbo'])).toThrow('--turbo')
  expect(readSettings({}, ['--dev']).isDev).toBe(true)
})

test.each([
  ['v20.19.0', true],
  ['v20.18.3', false],
  ['v18.20.0', false],
  ['v22.0.0', true],
  ['v26.1.0', true],
])('Node %s: %s', (version, isFit) => {
  expect(refuseNode(version) === null).toBe(isFit)
})

describe('what a program may know', () => {
  const env = { NODE_ENV: 'test', DATABASE_URL: 'postgres://owner', LANG: 'C' } as const
  const settings = readSettings({ PORT: '3004' }, [])
  const urls = { appUrl: 'postgres://app', workerUrl: 'postgres://worker' }
  const of = (program: 'site' | 'worker' | 'build') => environmentFor(program, env, settings, secret, urls)

  test('the site and the worker each have their own way to the database', () => {
    expect(of('site')).toMatchObject({
      DATABASE_URL: '',
      DATABASE_APP_URL: 'postgres://app',
      DATABASE_WORKER_URL: '',
    })
    expect(of('worker')).toMatchObject({
      DATABASE_URL: '',
      DATABASE_APP_URL: '',
      DATABASE_WORKER_URL: 'postgres://worker',
    })
  })

  test('a build has no database and no secret', () => {
    const build = of('build')
    expect([
      build.DATABASE_URL,
      build.DATABASE_APP_URL,
      build.DATABASE_WORKER_URL,
      build.AUTH_SECRET,
    ]).toEqual(['', '', '', ''])
  })

  test('the rest is passed on', () => {
    expect(of('site')).toMatchObject({
      LANG: 'C',
      PORT: '3004',
      NODE_ENV: 'production',
      KLANKBORD_DEMO: '1',
      AUTH_SECRET: secret,
      NEXTAUTH_SECRET: secret,
      NEXTAUTH_URL: 'http://localhost:3004',
    })
  })
})
