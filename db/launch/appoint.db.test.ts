import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { appoint, readAppointment, type Appointment } from './appoint'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const first: Appointment = {
  role: 'coordinator',
  staffNumber: 'K1',
  givenName: 'Ada',
  familyName: 'Vos',
  email: 'Ada@hospital.example',
}

it('makes the first coordinator, once', async () => {
  expect(await appoint(database.ownerUrl, first)).toBe('appointed')
  expect(await appoint(database.ownerUrl, first)).toBe('already')
  expect(await database.owner`select role from roles`).toEqual([{ role: 'coordinator' }])
  expect(await database.owner`select email from contacts`).toEqual([{ email: 'ada@hospital.example' }])
  expect(await database.owner`select action from audit`).toEqual([{ action: 'role.appoint' }])
})

it('gives the same person a second role without a second person', async () => {
  expect(await appoint(database.ownerUrl, { ...first, role: 'admin' })).toBe('appointed')
  expect(await database.owner`select 1 from people`).toHaveLength(1)
})

it('reads only a whole command line', () => {
  expect(readAppointment(['admin', 'K1', 'Ada', 'Vos', 'ada@hospital.example'])?.role).toBe('admin')
  expect(readAppointment(['resident', 'K1', 'Ada', 'Vos', 'ada@hospital.example'])).toBeNull()
  expect(readAppointment(['admin', 'K1', 'Ada', 'ada@hospital.example'])).toBeNull()
})
