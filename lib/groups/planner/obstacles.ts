import type { Problem, ProblemInput } from './problem'

/** A reason why no plan can place everybody: the rule in the way, with the figures of the sentence about it. */
export interface Obstruction {
  rule:
    | 'nobody'
    | 'too-few-people'
    | 'weeks'
    | 'no-room'
    | 'no-guide-series'
    | 'places'
    | 'department-barred'
    | 'department-too-large'
  about: Record<string, string | number>
  /** Whom it leaves out, when that is certain. */
  residents: string[]
}

/**
 * What makes it impossible to place everybody, proved by counting: an empty list is no promise that a plan exists. The
 * search still makes the best partial plan.
 */
export function listObstructions(problem: Problem): Obstruction[] {
  return rules.flatMap((rule) => rule(problem))
}

const rules: ((problem: Problem) => Obstruction[])[] = [
  refuseSizes,
  refuseWeeks,
  refuseRooms,
  refuseGuides,
  refusePlaces,
  refuseDepartments,
]

function refuseSizes({ residents, input }: Problem): Obstruction[] {
  const { hardMin } = input.rules.size
  if (residents === 0) return [{ rule: 'nobody', about: {}, residents: [] }]
  return residents < hardMin
    ? [
        {
          rule: 'too-few-people',
          about: { people: residents, least: hardMin },
          residents: input.residents.map(({ id }) => id),
        },
      ]
    : []
}

function refuseWeeks({ input }: Problem): Obstruction[] {
  const { meetings, gapWeeks, firstWeekMax, lastWeekMin } = input.rules
  const shortest = (meetings - 1) * Math.max(1, gapWeeks.min)
  const longest = Math.min(input.weeks - 1, firstWeekMax) + (meetings - 1) * gapWeeks.max
  const cannot = gapWeeks.max < gapWeeks.min || shortest > input.weeks - 1 || longest < lastWeekMin
  return cannot || lastWeekMin > input.weeks - 1
    ? [
        {
          rule: 'weeks',
          about: { meetings, weeks: input.weeks, least: gapWeeks.min, most: gapWeeks.max },
          residents: [],
        },
      ]
    : []
}

function refuseRooms({ input, roomSeats }: Problem): Obstruction[] {
  const least = input.rules.size.hardMin
  const largest = roomSeats.reduce((most, seats) => Math.max(most, seats), 0)
  return largest < least ? [{ rule: 'no-room', about: { seats: largest, least }, residents: [] }] : []
}

/** Which guides can lead a whole series at all, by weeks alone. */
function guidesWithSeries({ input, guides, choiceFrom }: Problem): boolean[] {
  const { meetings, gapWeeks, firstWeekMax, lastWeekMin } = input.rules
  return Array.from({ length: guides }, (_, guide) => {
    const isOpen = (week: number) =>
      choiceFrom[guide * input.weeks + week + 1]! > choiceFrom[guide * input.weeks + week]!
    let reached = weeksUpTo(input).filter((week) => week <= firstWeekMax && isOpen(week))
    for (let meeting = 1; meeting < meetings; meeting += 1) {
      const before = reached
      reached = weeksUpTo(input).filter(
        (week) =>
          isOpen(week) &&
          before.some((last) => week - last >= Math.max(1, gapWeeks.min) && week - last <= gapWeeks.max),
      )
    }
    return reached.some((week) => week >= lastWeekMin)
  })
}

const weeksUpTo = ({ weeks }: ProblemInput) => Array.from({ length: weeks }, (_, week) => week)

function refuseGuides(problem: Problem): Obstruction[] {
  return guidesWithSeries(problem).flatMap((can, guide) =>
    can
      ? []
      : [
          {
            rule: 'no-guide-series' as const,
            about: { guide: problem.input.guides[guide]!.id },
            residents: [],
          },
        ],
  )
}

function refusePlaces(problem: Problem): Obstruction[] {
  const { input, residents, roomSeats } = problem
  const can = guidesWithSeries(problem)
  const groups = input.guides.reduce((sum, { maxGroups }, guide) => sum + (can[guide] ? maxGroups : 0), 0)
  const largest = Math.min(
    input.rules.size.hardMax,
    roomSeats.reduce((most, seats) => Math.max(most, seats), 0),
  )
  return groups * largest < residents
    ? [
        {
          rule: 'places',
          about: { people: residents, groups, size: largest, places: groups * largest },
          residents: [],
        },
      ]
    : []
}

function refuseDepartments(problem: Problem): Obstruction[] {
  const { input } = problem
  const can = guidesWithSeries(problem)
  const byDepartment = new Map<string, string[]>()
  for (const { id, department } of input.residents)
    byDepartment.set(department, [...(byDepartment.get(department) ?? []), id])
  return [...byDepartment].flatMap(([department, people]): Obstruction[] => {
    const groups = input.guides.reduce(
      (sum, { maxGroups, notFor }, guide) =>
        sum + (can[guide] && !notFor.includes(department) ? maxGroups : 0),
      0,
    )
    if (groups === 0) return [{ rule: 'department-barred', about: { department }, residents: people }]
    const most = groups * input.rules.maxSameDepartment
    return people.length > most
      ? [
          {
            rule: 'department-too-large',
            about: { department, people: people.length, each: input.rules.maxSameDepartment, groups, most },
            residents: [],
          },
        ]
      : []
  })
}
