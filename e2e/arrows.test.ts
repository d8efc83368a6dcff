import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listBroken, readFiles } from './arrows'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What is broken in a checkout of this one file. */
const brokenIn = (path: string, text: string) => listBroken(new Map([[path, text]]))

it('holds in this checkout', () => {
  const files = readFiles(root)
  expect(files.size).toBeGreaterThan(50)
  expect(listBroken(files)).toEqual([])
})

describe('bites', () => {
  it.each([
    ['app/(inside)/agenda/page.tsx', `import '@/db/client'`, 'only lib knows how it is stored'],
    ['app/api/feed/route.ts', `import { sql } from 'drizzle-orm'`, 'only lib knows how it is stored'],
    ['app/page.tsx', `const { sessions } = await import('@/db/schema/sessions')`, 'only lib knows how'],
    ['lib/people/queries.ts', `import { redirect } from 'next/navigation'`, 'how it is shown'],
    ['lib/people/rules.ts', `import type { ReactNode } from 'react'`, 'how it is shown'],
    ['lib/time.ts', `import { action } from '../app/_server/action'`, 'how it is shown'],
    ['db/client.ts', `import { todayOn } from '@/lib/time'`, 'knows nothing above it'],
    ['app/_ui/button.tsx', `import { words } from '@/lib/words/words'`, 'knows no domain word'],
    ['app/_ui/button.tsx', `import { currentLocale } from '../_server/session'`, 'knows no domain word'],
    ['e2e/agenda.spec.ts', `import { explain } from '@/app/_server/action'`, 'through the browser'],
    ['lib/sessions/rules.ts', `import { addDays } from 'date-fns/addDays'`, 'the one place that knows'],
    ['app/page.tsx', `import { TZDate } from '@date-fns/tz'`, 'the one place that knows'],
    ['lib/people/all.ts', `export * from './queries'`, 'no barrels'],
    ['lib/people/all.ts', `export { listPeople } from './queries'`, 'no barrels'],
    ['lib/people/all.ts', `export type {\n  Person,\n} from './queries'`, 'no barrels'],
    ['lib/people/queries.ts', `import { loadWeek } from '@/lib/sessions/queries'`, 'only those before it'],
    ['lib/command.ts', `import { listPeople } from './people/queries'`, 'only those before it'],
    ['lib/moods/rules.ts', `import { listPeople } from '@/lib/people/queries'`, 'only those before it'],
    ['lib/people/commands.ts', `import { as } from '@/db/client'`, 'opens a transaction with as()'],
    [
      'lib/people/queries.ts',
      `import { as } from '@/db/client'\nas(id, (tx) => tx.update(people).set(row))`,
      'writes in a transaction of as()',
    ],
    ['lib/people/queries.ts', `import { asNobody } from '@/db/client'`, 'there is only signing in'],
    ['lib/people/queries.ts', `import { as, asWorker } from '@/db/client'`, 'only the worker works'],
    ['lib/people/index.ts', '', 'is named index'],
    ['lib/dates/utils.ts', '', 'is named for nothing'],
    ['lib/people/queries.ts', 'export function handleRow() {}', 'exports handleRow'],
    ['lib/people/queries.ts', 'export class RosterService {}', 'exports RosterService'],
    ['lib/people/queries.ts', '\n'.repeat(301), 'has 301 lines'],
  ])('in %s: %j', (path, text, reason) => {
    expect(brokenIn(path, text)).toEqual([expect.stringContaining(`${path} `)])
    expect(brokenIn(path, text)[0]).toContain(reason)
  })
})

describe('lets pass', () => {
  it.each([
    ['app/(inside)/agenda/page.tsx', `import { loadWeek } from '@/lib/sessions/queries'`],
    ['lib/sessions/queries.ts', `import { as, type Transaction } from '@/db/client'`],
    ['lib/sessions/queries.ts', `import { listActivePairings } from '@/lib/pairings/queries'`],
    ['lib/sessions/queries.ts', `import { words } from '@/lib/words/words'`],
    ['lib/sessions/commands.ts', `import type { Transaction } from '@/db/client'`],
    ['lib/notifications/worker.ts', `import { asWorker } from '@/db/client'`],
    ['lib/time.ts', `import { format } from 'date-fns/format'`],
    ['db/seed/clock.ts', `import { TZDate } from '@date-fns/tz'`],
    ['lib/people/queries.ts', '\n'.repeat(300)],
    ['lib/people/queries.ts', `export const note = 'from here'\nexport const other = "x"`],
  ])('in %s: %j', (path, text) => {
    expect(brokenIn(path, text)).toEqual([])
  })
})
