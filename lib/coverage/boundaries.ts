/** One boundary of coverage, moved: where it stands, what stands there, and what is put in its place. */
export interface Mutation {
  boundary: string
  file: string
  find: string
  put: string
  /** Which tests must go red: a project of vitest and a folder. */
  guard: { project: 'unit' | 'db'; tests: string }
}

const rules = 'lib/coverage/rules.ts'
const escalation = 'lib/coverage/escalation.ts'
const unit = { project: 'unit', tests: 'lib/coverage' } as const
const db = { project: 'db', tests: 'lib/coverage' } as const
const norms = 'db/migrations/0066_coverage_norms_walls.sql'
const standing = 'db/migrations/0074_promises_walls.sql'
const figures = 'db/migrations/0072_figures_walls.sql'

/** Every day on which something begins or ends in coverage. Each is moved by one day, or by one outcome, and a test must notice. */
export const mutations: readonly Mutation[] = [
  {
    boundary: 'due on day 30, overdue from day 31',
    file: rules,
    find: 'today > dueOn) return',
    put: 'today >= dueOn) return',
    guard: unit,
  },
  {
    boundary: '30 and 90 days, one more',
    file: rules,
    find: 'addDaysOn(base, days)',
    put: 'addDaysOn(base, days + 1)',
    guard: unit,
  },
  {
    boundary: '30 and 90 days, one fewer',
    file: rules,
    find: 'addDaysOn(base, days)',
    put: 'addDaysOn(base, days - 1)',
    guard: unit,
  },
  {
    boundary: 'due soon 14 days before, one more',
    file: rules,
    find: 'soonDays = 14',
    put: 'soonDays = 15',
    guard: unit,
  },
  {
    boundary: 'due soon 14 days before, one fewer',
    file: rules,
    find: 'soonDays = 14',
    put: 'soonDays = 13',
    guard: unit,
  },
  {
    boundary: 'leave that begins on the due day',
    file: rules,
    find: 'pausedOn <= dueOn',
    put: 'pausedOn < dueOn',
    guard: unit,
  },
  {
    boundary: 'the first day of leave',
    file: rules,
    find: 'on <= today &&',
    put: 'on < today &&',
    guard: unit,
  },
  {
    boundary: 'the first day after leave',
    file: rules,
    find: 'today < (facts.resumesOn[index] ?? on)',
    put: 'today <= (facts.resumesOn[index] ?? on)',
    guard: unit,
  },
  {
    boundary: 'the first working day',
    file: rules,
    find: 'today < facts.startsOn',
    put: 'today <= facts.startsOn',
    guard: unit,
  },
  {
    boundary: 'a session counts from the day after',
    file: rules,
    find: 'on < today)',
    put: 'on <= today)',
    guard: unit,
  },
  {
    boundary: 'a norm holds from its first day',
    file: rules,
    find: 'dueOn < norm.sinceOn ? norm.sinceOn : dueOn',
    put: 'dueOn',
    guard: unit,
  },
  {
    boundary: '14 days between steps, one more',
    file: escalation,
    find: 'stepDays = 14',
    put: 'stepDays = 15',
    guard: unit,
  },
  {
    boundary: '14 days between steps, one fewer',
    file: escalation,
    find: 'stepDays = 14',
    put: 'stepDays = 13',
    guard: unit,
  },
  {
    boundary: 'one digest in 7 days',
    file: escalation,
    find: 'digestDays = 7',
    put: 'digestDays = 8',
    guard: db,
  },
  {
    boundary: 'a change of supervisor',
    file: escalation,
    find: 'guideSince > first ? guideSince : first',
    put: 'first',
    guard: unit,
  },
  {
    boundary: 'in the database: the due date',
    file: norms,
    find: 'due date := base + days',
    put: 'due date := base + days + 1',
    guard: db,
  },
  {
    boundary: 'in the database: leave of more than 14 days, from 14',
    file: norms,
    find: 'last_on - first_on + 1 > 14',
    put: 'last_on - first_on + 1 > 13',
    guard: db,
  },
  {
    boundary: 'in the database: leave of more than 14 days, from 16',
    file: norms,
    find: 'last_on - first_on + 1 > 14',
    put: 'last_on - first_on + 1 > 15',
    guard: db,
  },
  {
    boundary: 'in the database: owed from the day after',
    file: norms,
    find: 'AND app.today() > app.due_on(',
    put: 'AND app.today() >= app.due_on(',
    guard: db,
  },
  {
    boundary: 'in the database: an offer is not on record',
    file: standing,
    find: "c.outcome IN ('held', 'declined') AND c.happened_on >= each.starts_on",
    put: 'c.happened_on >= each.starts_on',
    guard: db,
  },
  {
    boundary: 'in the database: declined is on record',
    file: standing,
    find: "c.outcome IN ('held', 'declined') AND c.happened_on >= each.starts_on",
    put: "c.outcome = 'held' AND c.happened_on >= each.starts_on",
    guard: db,
  },
  {
    boundary: 'in the database: the first day of a stay counts',
    file: standing,
    find: 'c.happened_on >= each.starts_on',
    put: 'c.happened_on > each.starts_on',
    guard: db,
  },
  {
    boundary: 'in the database: a day is the hospital’s',
    file: standing,
    find: "max((s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date)",
    put: "max((s.starts_at AT TIME ZONE 'UTC')::date)",
    guard: db,
  },
  {
    boundary: 'figures: five people who come or go',
    file: figures,
    find: 'BETWEEN 1 AND 4',
    put: 'BETWEEN 1 AND 3',
    guard: { project: 'db', tests: 'lib/figures' },
  },
]
