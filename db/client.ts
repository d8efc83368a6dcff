import { sql } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

/** A transaction in which row security knows who is asking. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0]

/**
 * Connections of one each, lent to one transaction at a time. A shared pool can hand the rest of a broken transaction to
 * a connection on which somebody else's has begun (porsager/postgres #1204); a connection that is never shared cannot.
 */
class Lender {
  private readonly idle: PostgresJsDatabase[] = []
  private readonly waiting: ((connection: PostgresJsDatabase) => void)[] = []
  private readonly all: postgres.Sql[] = []

  constructor(
    private readonly url: string,
    private readonly most: number,
  ) {}

  private borrow(): PostgresJsDatabase | Promise<PostgresJsDatabase> {
    const free = this.idle.pop()
    if (free) return free
    if (this.all.length < this.most) {
      const connection = postgres(this.url, {
        max: 1,
        onnotice: () => {},
        connect_timeout: 10,
        idle_timeout: 300,
        connection: {
          application_name: 'klankbord',
          timezone: 'UTC',
          statement_timeout: 15_000,
          lock_timeout: 4_000,
        },
      })
      this.all.push(connection)
      return drizzle(connection, { casing: 'snake_case' })
    }
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  private giveBack(connection: PostgresJsDatabase): void {
    const next = this.waiting.shift()
    if (next) next(connection)
    else this.idle.push(connection)
  }

  async lend<Result>(work: (connection: PostgresJsDatabase) => Promise<Result>): Promise<Result> {
    const connection = await this.borrow()
    try {
      return await work(connection)
    } finally {
      this.giveBack(connection)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((connection) => connection.end({ timeout: 1 })))
    this.all.length = 0
    this.idle.length = 0
  }
}

// A hot reload evaluates this module again; the connections outlive it.
const kept = globalThis as typeof globalThis & { klankbordLenders?: Map<string, Lender> }
const lenders = (kept.klankbordLenders ??= new Map())

function lender(variable: 'DATABASE_APP_URL' | 'DATABASE_WORKER_URL'): Lender {
  const url = process.env[variable]
  if (!url)
    throw new Error(
      `${variable} is not set: start with "npm start", or see the configuration table in README.md`,
    )
  const known = lenders.get(url)
  if (known) return known
  const made = new Lender(url, Number(process.env.DATABASE_CONNECTIONS ?? 10))
  lenders.set(url, made)
  return made
}

const retried = new Set(['40001', '40P01'])

/** The SQLSTATE of a database error, through drizzle's wrapping; undefined when it is something else. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  return undefined
}

/**
 * The only way to the database from a request: one transaction in which row security sees `personId`. A deadlock or a
 * serialization failure is tried once more. Throws what `work` throws, after the rollback.
 */
export async function as<Result>(
  personId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const attempt = () =>
    lender('DATABASE_APP_URL').lend((connection) =>
      connection.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.person_id', ${personId}, true)`)
        const result = await work(tx)
        // The identity ends with the transaction: when the connection was lost in between, it is gone, and nothing may commit.
        const [row] = await tx.execute<{ person: string | null }>(
          sql`select current_setting('app.person_id', true) as person`,
        )
        if (row?.person !== personId)
          throw new Error('The connection was lost during a transaction; nothing was written.')
        return result
      }),
    )
  try {
    return await attempt()
  } catch (error) {
    if (!retried.has(sqlState(error) ?? '')) throw error
    return await attempt()
  }
}

/** A transaction without a viewer: row security shows nothing; only the sign-in functions of schema `app` answer. */
export function asNobody<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return lender('DATABASE_APP_URL').lend((connection) => connection.transaction(work))
}

/** A transaction of the worker, who sends messages and runs the nightly checks. */
export function asWorker<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return lender('DATABASE_WORKER_URL').lend((connection) => connection.transaction(work))
}

/** Closes every connection: at the end of the worker, a command-line program or a test file. */
export async function closeConnections(): Promise<void> {
  await Promise.all([...lenders.values()].map((each) => each.close()))
  lenders.clear()
}
