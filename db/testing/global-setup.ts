import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { databaseName } from '@/db/launch/embedded'
import { bootTestCluster } from './cluster'
import { templateName } from './database'

/** One PostgreSQL for the whole run. Its migrated database becomes the template from which each test file's is copied. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await bootTestCluster()
  const maintenance = new URL(cluster.ownerUrl)
  maintenance.pathname = '/postgres'
  const sql = postgres(maintenance.href, { max: 1 })
  await sql.unsafe(`alter database ${databaseName} rename to ${templateName}`)
  // A connection to a template would keep others from copying it.
  await sql.unsafe(`alter database ${templateName} with is_template true allow_connections false`)
  await sql.end()
  project.provide('testCluster', {
    ownerUrl: maintenance.href,
    appUrl: cluster.appUrl,
    workerUrl: cluster.workerUrl,
  })
  return cluster.stop
}
