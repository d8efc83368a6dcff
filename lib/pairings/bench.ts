import loadHighs from 'highs'
import { assign, lowerBound, type AssignmentQuestion } from './assignment'
import { large } from './assignment.test-support'

/**
 * What pairing 1,000 residents to 150 mentors costs, with 20 mentors each and with all; proven by its prices,
 * and equal to what a linear program finds, whose time stands beside it. One JSON line per figure.
 */
async function measure(name: string, asked: AssignmentQuestion, mostMs: number): Promise<void> {
  const times: number[] = []
  let found = assign(asked)
  for (let round = 0; round < 5; round += 1) {
    const startMs = performance.now()
    found = assign(asked)
    times.push(performance.now() - startMs)
  }
  if (lowerBound(asked, found) !== found.cost) throw new Error(`${name} is not proven`)
  const ms = times.sort((a, b) => a - b)[2]!
  const program = programOf(asked)
  const highs = await loadHighs()
  const startMs = performance.now()
  const solved = highs.solve(program, { presolve: 'on' })
  const programMs = Math.round(performance.now() - startMs)
  if (Math.abs(solved.ObjectiveValue - found.cost) > 1e-3)
    throw new Error(`${name}: ${found.cost}, and a linear program finds ${solved.ObjectiveValue}`)
  const unit = `ms; as a linear program ${programMs}`
  const ratio = Math.round((ms / mostMs) * 1000) / 1000
  const figure = { name, value: Math.round(ms), unit, reference: mostMs, ratio, bound: 1 }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

/** Everybody has one place; each place of a host is a variable with its own price. */
function programOf({ people, places }: AssignmentQuestion): string {
  const [prices, seats, rows]: [string[], string[], string[]] = [[], [], []]
  const guests = places.map((): string[] => [])
  people.forEach(({ hosts, costs }, person) => {
    const hers = Array.from(hosts, (host, n) => {
      prices.push(`${costs[n]} x${person}_${host}`)
      guests[host]!.push(`x${person}_${host}`)
      return `x${person}_${host}`
    })
    rows.push(`${hers.join(' + ')} = 1`)
  })
  places.forEach((each, host) => {
    const taken = Array.from(each, (price, n) => {
      prices.push(`${price} y${host}_${n}`)
      seats.push(`0 <= y${host}_${n} <= 1`)
      return ` - y${host}_${n}`
    })
    rows.push(`${guests[host]!.join(' + ')}${taken.join('')} = 0`)
  })
  const lines = (list: string[], sign: string) => list.join(`\n ${sign}`)
  return `Minimize\n ${lines(prices, '+ ')}\nSubject To\n ${lines(rows, '')}\nBounds\n ${lines(seats, '')}\nEnd`
}

await measure('pair-20', large(1000, 150, 20, 8), 1000)
await measure('pair-all', large(1000, 150, 150, 8), 8000)
