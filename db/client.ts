import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle, PostgresJsDatabase, PostgresJsSession } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { Line } from './line'

/** A transaction in which row security knows who is asking. It ends with the work: nothing begins or commits inside it. */
export interface Transaction extends Omit<PostgresJsDatabase, 'transaction'> {
  /** A statement written out, for what is asked so often that building its text anew each time would count. */
  ask<Row>(text: string, values: readonly Value[]): Promise<Row[]>
  /**
   * The same for the last statements of a work: sent together with the commit, so that they cost no round trip of their own.
   * When one fails, so does the transaction, with its error.
   */
  askLast(text: string, values: readonly Value[]): void
}

/** As PostgreSQL reads it from text: instants in ISO 8601, arrays as '{a,b}', JSON written out. */
type Value = string | number | boolean | null

/** One connection, used by one transaction at a time and thrown away when its line breaks. */
interface Connection {
  client: postgres.Sql
  /** Rejects when the line is lost, so that nobody waits for an answer that cannot come. */
  lost: Promise<never>
  isLost: boolean
}

function connect(url: string): Connection {
  const { hostname, port, searchParams } = new URL(url)
  const address = { host: hostname, port: Number(port || 5432), sslMode: searchParams.get('sslmode') ?? '' }
  let tellLost: (cause: unknown) => void = () => {}
  const lost = new Promise<never>((_, reject) => {
    tellLost = (cause) => {
      connection.isLost = true
      reject(cause)
    }
  })
  lost.catch(() => {})
  const client = postgres(url, {
    max: 1,
    ssl: false,
    // drizzle reads and writes arrays itself; asking for their types is a statement whose failure nobody hears.
    fetch_types: false,
    onnotice: () => {},
    connection: {
      application_name: 'klankbord',
      TimeZone: 'UTC',
      statement_timeout: 15_000,
      lock_timeout: 4_000,
    },
    socket: async () => {
      try {
        return await Line.open(address, tellLost)
      } catch (error) {
        tellLost(error)
        throw error
      }
    },
  } as postgres.Options<Record<string, never>>)
  // drizzle reads and writes instants and JSON itself; this tells the driver so.
  drizzle(client)
  const connection: Connection = { client, lost, isLost: false }
  return connection
}

/** Longer statements are those of an import: each is another, and not worth keeping. */
const longestPrepared = 4_000
const dialect = new PgDialect({ casing: 'snake_case' })

interface Opened {
  tx: Transaction
  /** Of the statements that nobody awaited: what they ended with. */
  last: Promise<unknown>[]
  end: () => void
}

/**
 * One transaction for drizzle. Its statements are parsed and planned once per connection: the driver's `unsafe` would do both
 * every time. After its end it sends nothing: what still runs of its work must not reach the next one on this connection.
 */
function openTransaction(client: postgres.Sql): Opened {
  let hasEnded = false
  const unsafe = (text: string, values: postgres.ParameterOrJSON<never>[] = []) => {
    if (hasEnded) throw new Error('This transaction has ended.')
    return client.unsafe(text, values, { prepare: values.length > 0 && text.length < longestPrepared })
  }
  const guarded = { options: client.options, unsafe } as unknown as postgres.Sql
  const last: Promise<unknown>[] = []
  const ask = async (text: string, values: readonly Value[]) => await unsafe(text, [...values])
  const askLast = (text: string, values: readonly Value[]) => {
    const asked = ask(text, values)
    // Heard at the end; whoever fails before that says why by itself.
    asked.catch(() => {})
    last.push(asked)
  }
  const database = new PostgresJsDatabase(
    dialect,
    new PostgresJsSession(guarded, dialect, undefined),
    undefined,
  )
  return { tx: Object.assign(database, { ask, askLast }) as Transaction, last, end: () => (hasEnded = true) }
}

/**
 * Connections of one each, lent to one transaction at a time. A shared pool can hand the rest of a broken transaction to a
 * connection on which somebody else's has begun (porsager/postgres #1204); a connection that is never shared cannot.
 */
class Lender {
  private readonly idle: Connection[] = []
  private readonly waiting: (() => void)[] = []
  private lent = 0

  constructor(
    private readonly url: string,
    private readonly most: number,
  ) {}

  /** One transaction of `personId`, or of nobody. When the line turns out to be broken before it began, once more on a fresh one. */
  async transact<Result>(
    personId: string | null,
    work: (tx: Transaction) => Promise<Result>,
  ): Promise<Result> {
    let hasBegun = false
    const once = () =>
      this.lend(async ({ client }) => {
        const { tx, last, end } = openTransaction(client)
        // Sent together with the first statements of the work and answered in order: the identity costs no round trip of its own.
        const opening = client
          .unsafe(`begin; select set_config('app.person_id', ${quoted(personId)}, true)`)
          .then(() => (hasBegun = true))
        try {
          const [result] = await Promise.all([work(tx), opening])
          end()
          await Promise.all([...last, commit(client, personId)])
          return result
        } catch (error) {
          end()
          // The work may have failed because nothing had begun, or because one of its statements had failed unheard; then that is the reason.
          const earlier = [opening, ...last].map((each) =>
            each.then(
              () => null,
              (reason: unknown) => reason,
            ),
          )
          const [refused, ...failed] = await Promise.all(earlier)
          await client.unsafe('rollback')
          throw refused ?? (isAftermath(error) ? failed.find(Boolean) : null) ?? error
        }
      })
    try {
      return await once()
    } catch (error) {
      if (hasBegun) throw error
      return await once()
    }
  }

  private async lend<Result>(use: (connection: Connection) => Promise<Result>): Promise<Result> {
    while (this.lent >= this.most) await new Promise<void>((resolve) => this.waiting.push(resolve))
    this.lent++
    let connection = this.idle.pop()
    while (connection?.isLost) connection = this.idle.pop()
    connection ??= connect(this.url)
    let isWhole = false
    try {
      const using = use(connection)
      using.catch(() => {})
      const result = await Promise.race([using, connection.lost])
      isWhole = true
      return result
    } catch (error) {
      // An error of the work leaves a rolled-back, sound connection; the driver's own leaves one that may still be dying.
      isWhole = !isConnectionError(error)
      throw error
    } finally {
      this.lent--
      if (isWhole && !connection.isLost) this.idle.push(connection)
      else void connection.client.end({ timeout: 1 }).catch(() => {})
      this.waiting.shift()?.()
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map(({ client }) => client.end({ timeout: 1 }).catch(() => {})))
  }
}

/** An id, or nobody, as a text of SQL. */
function quoted(personId: string | null): string {
  if (personId !== null && !/^[0-9a-f-]*$/i.test(personId)) throw new Error('That is nobody.')
  return `'${personId ?? ''}'`
}

/**
 * Commits, unless the identity is another by now: it ends with its transaction, so should a driver ever go on elsewhere, it is
 * gone, and the question fails and takes the transaction with it. Both are one message.
 */
async function commit(client: postgres.Sql, personId: string | null): Promise<void> {
  const question = personId === null ? '' : `select app.assert_person(${quoted(personId)}); `
  const done = await client.unsafe(`${question}commit`)
  // A statement that failed and was not heeded turns a commit into a rollback, without an error.
  if (done.command !== 'COMMIT') throw new Error('The transaction was rolled back; nothing was written.')
}

/** 25P02: a statement before this one failed. */
const isAftermath = (error: unknown) => sqlState(error) === '25P02'

// A hot reload evaluates this module again; the connections outlive it.
const kept = globalThis as typeof globalThis & { klankbordLenders?: Map<string, Lender> }
const lenders = (kept.klankbordLenders ??= new Map<string, Lender>())

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

/** The SQLSTATE of a database error, through drizzle's wrapping; undefined when it is something else. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  return undefined
}

/** 57P0x: the server ends the connection; CONNECTION_… and E…: the driver or the network did. */
function isConnectionError(error: unknown): boolean {
  return /^(57P0|08|CONNECTION_|CONNECT_|E[A-Z])/.test(sqlState(error) ?? '')
}

/** Serialization failure and deadlock: the same work may well succeed now. */
const worthRetrying = new Set(['40001', '40P01'])

/**
 * The only way to the database from a request: one transaction in which row security sees `personId`. A deadlock or a
 * serialization failure is tried once more. Throws what `work` throws, after the rollback.
 */
export async function as<Result>(
  personId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await lender('DATABASE_APP_URL').transact(personId, work)
  } catch (error) {
    if (!worthRetrying.has(sqlState(error) ?? '')) throw error
    return await lender('DATABASE_APP_URL').transact(personId, work)
  }
}

/** A transaction without a viewer: row security shows nothing; only the sign-in functions of schema `app` answer. */
export function asNobody<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return lender('DATABASE_APP_URL').transact(null, work)
}

/** A transaction of the worker, who sends messages and runs the nightly checks. */
export function asWorker<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return lender('DATABASE_WORKER_URL').transact(null, work)
}

/** Closes every connection: at the end of the worker, a command-line program or a test file. */
export async function closeConnections(): Promise<void> {
  await Promise.all([...lenders.values()].map((each) => each.close()))
  lenders.clear()
}
