import { expect, test } from 'vitest'
import { appRole, derivePassword, roleUrls, scramVerifier, urlAs, workerRole } from './passwords'

test('a password follows from the secret and the role, and from nothing else', () => {
  expect(derivePassword('secret', appRole)).toBe(derivePassword('secret', appRole))
  expect(derivePassword('secret', appRole)).not.toBe(derivePassword('secret', workerRole))
  expect(derivePassword('secret', appRole)).not.toBe(derivePassword('other', appRole))
  expect(derivePassword('secret', appRole)).toMatch(/^[0-9a-f]{64}$/)
})

test('the URL of another role keeps host, database and options', () => {
  expect(urlAs('postgres://me:p%40ss@db.example:6432/klank?sslmode=require', 'klankbord_app', 'a/b')).toBe(
    'postgres://klankbord_app:a%2Fb@db.example:6432/klank?sslmode=require',
  )
})

test('a URL of the environment is used as it is, and its role left alone', () => {
  const urls = roleUrls('postgres://me@h/d', 'secret', { DATABASE_APP_URL: 'postgres://site@h/d' })
  expect(urls).toMatchObject({ appUrl: 'postgres://site@h/d', appPassword: undefined })
  expect(urls.workerUrl).toContain(`klankbord_worker:${urls.workerPassword}@`)
})

test('the verifier is the one of RFC 7677', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
})
