import { addDaysOn, type CalendarDate } from '@/lib/time'

/**
 * The private self-check, as it is computed in the browser: nothing here asks a server. Seven things of the work, by us, and the
 * single burn-out item of the Physician Work Life Study (Rohland, Kruse, Rohrer 2004; Dolan et al. 2015).
 */
export const workItems = ['rest', 'roster', 'administration', 'heard', 'help', 'learning', 'daysOff'] as const
export type WorkItem = (typeof workItems)[number]

/** How often something good was so, the seldomest first. */
export const frequencies = ['never', 'seldom', 'sometimes', 'often', 'always'] as const
export type Frequency = (typeof frequencies)[number]

/** The five statements of the single item, in the order of the source. */
export const statements = [1, 2, 3, 4, 5] as const
export type Statement = (typeof statements)[number]

/** What she answered; every question may stay open. */
export interface Answers {
  work: Partial<Record<WorkItem, Frequency>>
  statement?: Statement
}

export const manners = ['missing', 'sometimes', 'well'] as const
/** How a thing of the work goes. */
export type Manner = (typeof manners)[number]

/** What her statement comes to. From `signs` on, statement 3, the source speaks of burn-out; `now` is when waiting is no longer wise. */
export type BurnOut = 'none' | 'strain' | 'signs' | 'now'

export interface Outcome {
  work: Record<Manner, WorkItem[]>
  burnOut: BurnOut | null
}

const mannerOf = (frequency: Frequency): Manner =>
  frequency === 'never' || frequency === 'seldom'
    ? 'missing'
    : frequency === 'sometimes'
      ? 'sometimes'
      : 'well'

/** Rohland et al. 2004: 3 or higher is signs of burn-out. 4 and 5 say the same and that it lasts: there we add not to wait. */
function burnOutOf(statement: Statement): BurnOut {
  if (statement >= 4) return 'now'
  if (statement >= 3) return 'signs'
  return statement === 2 ? 'strain' : 'none'
}

/** The outcome in kinds, each with words of its own and never a number; null when nothing is answered. */
export function outcomeOf({ work, statement }: Answers): Outcome | null {
  const answered = workItems.filter((item) => work[item])
  if (answered.length === 0 && !statement) return null
  const goes = (manner: Manner) => answered.filter((item) => mannerOf(work[item] ?? 'never') === manner)
  return {
    work: { missing: goes('missing'), sometimes: goes('sometimes'), well: goes('well') },
    burnOut: statement ? burnOutOf(statement) : null,
  }
}

export interface Changes {
  /** What is so more often than then, and what less often; only what was answered both times. */
  better: WorkItem[]
  less: WorkItem[]
  /** Whether she now chose a lighter statement than then; null when one of the two is open. */
  statement: 'lighter' | 'heavier' | 'same' | null
}

/** What changed since an earlier time; null when nothing was answered both times. */
export function changesSince(then: Answers, now: Answers): Changes | null {
  const stepOf = (answers: Answers, item: WorkItem) => frequencies.indexOf(answers.work[item] ?? 'never')
  const both = workItems.filter((item) => then.work[item] && now.work[item])
  const [before, after] = [then.statement, now.statement]
  if (both.length === 0 && !(before && after)) return null
  return {
    better: both.filter((item) => stepOf(now, item) > stepOf(then, item)),
    less: both.filter((item) => stepOf(now, item) < stepOf(then, item)),
    statement: before && after ? (after < before ? 'lighter' : after > before ? 'heavier' : 'same') : null,
  }
}

// Kept on the device ------------------------------------------------------------------------------------------------

export interface KeptCheck extends Answers {
  on: CalendarDate
}

/** A way of writing that is no longer this one is not read: nothing of it is worth a crash. */
const version = 1
/** What is longer ago says nothing about the work of now. */
const keptDays = 365
const mostKept = 12

/** The newest twelve, one for a day: whoever checks twice on a day keeps the second. Oldest first. */
export function withCheck(kept: readonly KeptCheck[], check: KeptCheck): KeptCheck[] {
  return [...withoutDay(kept, check.on), check].sort((a, b) => a.on.localeCompare(b.on)).slice(-mostKept)
}

export const withoutDay = (kept: readonly KeptCheck[], on: CalendarDate) =>
  kept.filter((check) => check.on !== on)

/** The last check before a day. */
export const lastBefore = (kept: readonly KeptCheck[], on: CalendarDate) =>
  kept.filter((check) => check.on < on).at(-1)

export const writeKept = (checks: readonly KeptCheck[]) => JSON.stringify({ version, checks })

/** What the device kept, oldest first. Whatever is broken, of another version, from the future or over a year old is passed over. */
export function readKept(text: string | null, today: CalendarDate): KeptCheck[] {
  const stored = parse(text)
  if (!isRecord(stored) || stored.version !== version || !Array.isArray(stored.checks)) return []
  const from = addDaysOn(today, -keptDays)
  return stored.checks
    .map(checkOf)
    .filter((check) => check !== null && check.on >= from && check.on <= today && outcomeOf(check) !== null)
    .reduce<KeptCheck[]>((kept, check) => (check ? withCheck(kept, check) : kept), [])
}

function checkOf(stored: unknown): KeptCheck | null {
  if (!isRecord(stored) || typeof stored.on !== 'string' || !isDate(stored.on)) return null
  const answered = isRecord(stored.work) ? stored.work : {}
  const work: Answers['work'] = {}
  for (const item of workItems) {
    const frequency = frequencies.find((each) => Object.hasOwn(answered, item) && each === answered[item])
    if (frequency) work[item] = frequency
  }
  const statement = statements.find((each) => each === stored.statement)
  return statement ? { on: stored.on, work, statement } : { on: stored.on, work }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Also whether the day exists: a 30th of February would be written as another day. */
function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
