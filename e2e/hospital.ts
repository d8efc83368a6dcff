import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { appRole, derivePassword, urlAs, workerRole } from '@/db/launch/passwords'
import type { SiteDatabase } from './site'

/** Where the global setup says which database is the model of all others. */
export const templateUrlVariable = 'KLANKBORD_E2E_TEMPLATE'

/** A demo hospital of one's own, copied from the one that was seeded. */
export interface Hospital extends SiteDatabase {
  /** For a test's own look at what is stored, past row security. */
  owner: postgres.Sql
  /** Everything as it was after seeding; the site's connections are cut and made anew. */
  reset: () => Promise<void>
  /** Nobody gets in, until it is opened again. */
  shut: () => Promise<void>
  open: () => Promise<void>
  drop: () => Promise<void>
}

/** Copies the hospital of the global setup: about a tenth of a second. */
export async function copyHospital(): Promise<Hospital> {
  const template = process.env[templateUrlVariable]
  const secret = process.env.KLANKBORD_E2E_SECRET
  if (!template || !secret) throw new Error('there is no hospital to copy: run `npx playwright test`')
  const name = `e2e_${randomBytes(6).toString('hex')}`
  const model = new URL(template).pathname.slice(1)
  const at = (database: string) => Object.assign(new URL(template), { pathname: `/${database}` }).href
  const maintenance = postgres(at('postgres'), { max: 1, onnotice: () => {} })
  const remove = () => maintenance.unsafe(`drop database if exists ${name} with (force)`)
  const copy = () => maintenance.unsafe(`create database ${name} template ${model}`)
  await copy()
  const owner = postgres(at(name), { max: 2, onnotice: () => {}, idle_timeout: 5 })
  return {
    appUrl: urlAs(at(name), appRole, derivePassword(secret, appRole)),
    workerUrl: urlAs(at(name), workerRole, derivePassword(secret, workerRole)),
    secret,
    owner,
    reset: async () => {
      await remove()
      await copy()
    },
    shut: async () => {
      await maintenance.unsafe(`alter database ${name} with allow_connections false`)
      await maintenance`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
    },
    open: async () => {
      await maintenance.unsafe(`alter database ${name} with allow_connections true`)
    },
    drop: async () => {
      await owner.end({ timeout: 1 })
      await remove()
      await maintenance.end({ timeout: 1 })
    },
  }
}
