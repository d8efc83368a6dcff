import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')

// Units run in a hostile time zone, so that a rule which leans on the server's clock fails here first.
process.env.TZ = 'Asia/Kathmandu'

const shared = { resolve: { alias: { '@': root } } }

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{app,lib,db,e2e}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          environment: 'node',
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['{app,lib,db}/**/*.db.test.ts'],
          environment: 'node',
          // No test hangs on the hour at which it runs: what is about quiet hours says which.
          env: { QUIET_HOURS: 'none' },
          globalSetup: ['./db/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One PostgreSQL serves all files, each in a database of its own; two cores are the floor we plan for.
          maxWorkers: 2,
        },
      },
    ],
  },
})
