import { parseArgs } from 'node:util'
import { addDaysOn, dateOf, isCalendarDate, minuteOfWall, weekdayOf } from '@/lib/time'
import { freeTimes } from './free-times'
import { defaultHours, type Hours } from './grid'
import type { Question } from './plan'
import { readRoster, RosterError } from './roster-file'
import { holidayOn, WorkingTimeError } from './settings'

/**
 * "Why can she not be planned on Tuesday?", for support staff. Prints JSON {slots, refused} with UTC instants: every
 * 15-minute start of every date of the weeks asked, whose start and end lie inside the hours, is in one of the two.
 * With --shares instead of --person: for everybody, the share of working hours (Monday to Friday) that is free.
 */
const usage =
  'usage: npm run --silent slots -- --roster FILE.csv (--person NAME | --shares) --from 2027-01-04 --weeks 4 --minutes 45 [--hours 08:00-18:00] [--own]'

function answerOf(argv: string[]): string {
  const { values } = parseArgs({
    args: argv,
    options: {
      roster: { type: 'string' },
      person: { type: 'string' },
      from: { type: 'string' },
      weeks: { type: 'string' },
      minutes: { type: 'string' },
      hours: { type: 'string', default: `${defaultHours.from}-${defaultHours.until}` },
      own: { type: 'boolean', default: false },
      shares: { type: 'boolean', default: false },
    },
  })
  if (!values.roster) throw new RosterError(`--roster is missing; ${usage}`)
  if (!values.person && !values.shares) throw new RosterError(`--person is missing; ${usage}`)
  if (!values.from || !isCalendarDate(values.from))
    throw new RosterError('--from must be a date like 2027-01-04')
  const weeks = wholeNumber('--weeks', values.weeks, 520)
  const minutes = wholeNumber('--minutes', values.minutes, 24 * 60)
  const hours = hoursOf(values.hours)
  const roster = readRoster(values.roster)

  const questionOf = (person: string): Question => {
    const shifts = roster.get(person)
    if (!shifts) throw new RosterError(`nobody is called ${JSON.stringify(person)} in ${values.roster}`)
    return {
      people: [{ id: person, shifts, busy: [], own: values.own }],
      window: { fromOn: values.from!, untilOn: addDaysOn(values.from!, 7 * weeks) },
      hours,
      minutes,
    }
  }
  if (values.shares) {
    return [...roster.keys()]
      .map((person) => JSON.stringify({ person, ...shareOf(questionOf(person)) }))
      .join('\n')
  }
  const { slots, refused } = freeTimes(questionOf(values.person!))
  return JSON.stringify({
    slots: slots.map(({ startAt, endAt }) => ({ start: startAt, end: endAt })),
    refused: Array.from(refused, ({ startAt, endAt, reason, until }) => ({
      start: startAt,
      end: endAt,
      reason,
      until,
    })),
  })
}

/** Free starts of all starts of the working days. */
function shareOf(question: Question): { free: number; starts: number; share: number } {
  const isWorkingDay = ({ startAt }: { startAt: Date }) =>
    weekdayOf(dateOf(startAt)) < 5 && holidayOn(dateOf(startAt)) === null
  const { slots, refused } = freeTimes(question)
  const starts = slots.length + Array.from(refused).filter(isWorkingDay).length
  return {
    free: slots.length,
    starts,
    share: starts === 0 ? 0 : Math.round((1000 * slots.length) / starts) / 1000,
  }
}

function wholeNumber(option: string, text: string | undefined, most: number): number {
  const number = Number(text)
  if (!text || !/^\d+$/.test(text) || number < 1 || number > most) {
    throw new RosterError(`${option} must be a whole number from 1 to ${most}`)
  }
  return number
}

function hoursOf(text: string): Hours {
  const [from = '', until = '', ...rest] = text.split('-')
  try {
    if (rest.length === 0 && minuteOfWall(from) < minuteOfWall(until)) return { from, until }
  } catch {
    // Said below.
  }
  throw new RosterError('--hours must be like 08:00-18:00')
}

try {
  process.stdout.write(`${answerOf(process.argv.slice(2))}\n`)
} catch (error) {
  const isTheirs =
    error instanceof RosterError ||
    error instanceof WorkingTimeError ||
    (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  if (!isTheirs) throw error
  process.stderr.write(`slots: ${(error as Error).message.split('\n')[0]}\n`)
  process.exitCode = 2
}
