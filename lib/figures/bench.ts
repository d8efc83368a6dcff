import postgres from 'postgres'
import { closeConnections } from '@/db/client'
import { bootTestCluster } from '@/db/testing/cluster'
import { fillLargeHospital } from '@/db/testing/large-hospital'
import { listDatesOnRecord } from '@/lib/coverage/queries'
import { signInAs } from '@/lib/viewer.test-support'
import { listFigureDepartments, listFiguresByDepartment, listMissing, loadFigures } from './queries'

/**
 * What a department's list and the dashboard cost with 5,000 residents and 250,000 sessions: the list as its page asks it, against
 * the bare query on the state table; the whole dashboard against counting the sessions anew. Both over the same driver, turn by
 * turn in one run. One JSON line per figure.
 */
const size = { residents: 5_000, sessions: 250_000 }
const turns = 200

type Work = () => Promise<unknown>

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

/** The medians of two pieces of work, done in turn. */
async function inTurn(one: Work, other: Work, times: number): Promise<[number, number]> {
  const spent: [number[], number[]] = [[], []]
  for (let turn = -5; turn < times; turn += 1)
    for (const [n, work] of [one, other].entries()) {
      const startMs = performance.now()
      await work()
      // The first turns open connections and plan statements.
      if (turn >= 0) spent[n]!.push(performance.now() - startMs)
    }
  return [median(spent[0]), median(spent[1])]
}

function report(name: string, ms: number, referenceMs: number, ratio: number, bound: number) {
  const round = (value: number) => Math.round(value * 1000) / 1000
  const figure = {
    name,
    value: round(ms),
    unit: 'ms, median',
    reference: round(referenceMs),
    ratio: round(ratio),
    bound,
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

async function measure(owner: postgres.Sql, ownerUrl: string): Promise<void> {
  const now = new Date()
  const [office] = await owner<{ id: string; department_id: string }[]>`
    select r.person_id as id, r.department_id from roles r join departments d on d.id = r.department_id where r.role = 'secretary' and d.code = 'd7'`
  const [education] = await owner<
    { id: string }[]
  >`select person_id as id from roles where role = 'coordinator'`
  const secretary = await signInAs(office!.id)
  const coordinator = await signInAs(education!.id)
  const plain = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const ids = (
    await owner<
      { id: string }[]
    >`select person_id as id from roles where role = 'resident' and department_id = ${office!.department_id}`
  ).map(({ id }) => id)

  const bare = () =>
    plain`select resident_id, last_on from coverage where form = 'check-in' and resident_id = any(${ids}) order by last_on nulls first limit 50`
  const [list, bareMs] = await inTurn(() => listDatesOnRecord(secretary, now), bare, turns)
  report('department-list', list, bareMs, list / bareMs, 2)
  // The same list with the same names, by the owner, whom no policy binds: what the walls and the transaction cost.
  const open = () =>
    plain`select p.id, p.given_name || ' ' || p.family_name as name, d.name as department, c.last_on, (count(*) over ())::integer as count
      from roles r join departments d on d.id = r.department_id join people p on p.id = r.person_id and p.closed_at is null
      join coverage c on c.resident_id = r.person_id and c.form = 'check-in'
      where r.role = 'resident' and r.department_id = ${office!.department_id} and r.from_on <= app.today() and (r.until_on is null or app.today() < r.until_on)
      order by c.last_on nulls first, p.family_name, p.given_name, p.id limit 50`
  const [walled, openMs] = await inTurn(() => listDatesOnRecord(secretary, now), open, turns)
  report('department-list-open', walled, openMs, walled / openMs, Infinity)
  const [missing, bareAgain] = await inTurn(
    () => listMissing(secretary, office!.department_id, now),
    bare,
    turns,
  )
  report('department-missing', missing, bareAgain, missing / bareAgain, Infinity)

  // All that the page of the education office asks, at once as it does.
  const dashboard = () =>
    Promise.all([
      listFigureDepartments(coordinator),
      loadFigures(coordinator, null),
      listFiguresByDepartment(coordinator),
    ])
  const counted = () => plain`
    select date_trunc('month', s.starts_at at time zone 'Europe/Amsterdam') as month, r.department_id, s.form, count(distinct p.person_id)
    from sessions s join session_people p on p.session_id = s.id and p.part = 'resident' and p.released_at is null
    join roles r on r.person_id = p.person_id and r.role = 'resident'
    where s.cancelled_at is null and s.missed_at is null and s.starts_at between now() - interval '1 year' and now()
    group by 1, 2, 3`
  const [whole, countedMs] = await inTurn(dashboard, counted, 11)
  report('dashboard', whole, countedMs, countedMs / whole, 20)
  await plain.end()
}

const cluster = await bootTestCluster()
try {
  process.env.DATABASE_APP_URL = cluster.appUrl
  process.env.DATABASE_WORKER_URL = cluster.workerUrl
  const owner = postgres(cluster.ownerUrl, { max: 2, onnotice: () => {} })
  await fillLargeHospital(owner, size)
  await measure(owner, cluster.ownerUrl)
  await closeConnections()
  await owner.end()
} finally {
  await cluster.stop()
}
