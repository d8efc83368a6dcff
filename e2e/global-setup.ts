import { startTestServerDatabase } from '@/db/testing/server-database'
import { ensureBuild } from './site'
import { templateUrlVariable } from './hospital'

/** Once for the whole run: the build, and the demo hospital of which every worker gets copies. */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuild()
  const { ownerUrl, secret, stop } = await startTestServerDatabase()
  process.env[templateUrlVariable] = ownerUrl
  process.env.KLANKBORD_E2E_SECRET = secret
  return stop
}
