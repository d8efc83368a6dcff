/**
 * People to places, exactly: as many as can be, those who come first in the list before the others, and then at the lowest
 * sum of prices. Shortest augmenting paths under prices that prove the result (Jonker and Volgenant, 1987; Ahuja, Magnanti
 * and Orlin, Network Flows, 1993, chapters 9 and 12). All prices are whole numbers, so that sums are exact.
 */

/** What one person can be given: hosts by their number, with what each costs her (0 or more, in the same order). */
export interface Options {
  hosts: ArrayLike<number>
  costs: ArrayLike<number>
}

export interface AssignmentQuestion {
  /** In the order in which they go first when there is no place for all. */
  people: readonly Options[]
  /** Per host what each next place costs, the cheapest first: as many as there are places. */
  places: readonly ArrayLike<number>[]
}

export interface Assignment {
  /** Per person the number of the host, or -1. */
  hostOf: Int32Array
  /** The sum of what was given, places included. */
  cost: number
  /** Per host what a place there is worth: with these no plan for the same people can be cheaper (`lowerBound`). */
  prices: Float64Array
}

/**
 * The best assignment. Whoever gets a place keeps one while later people are placed, so that the first in the list go
 * first; who finds none cannot be placed without taking the place of somebody before her.
 */
export function assign({ people, places }: AssignmentQuestion): Assignment {
  const search = new Search(people, places)
  for (let person = 0; person < people.length; person += 1) search.place(person)
  const { hostOf, prices } = search
  let cost = 0
  hostOf.forEach((host, person) => {
    if (host >= 0) cost += costAt(people[person]!, host)
  })
  search.guestsOf.forEach((guests, host) => {
    for (let n = 0; n < guests.length; n += 1) cost += places[host]![n]!
  })
  return { hostOf, cost, prices }
}

/** No plan that places these people costs less, whatever the prices (weak duality); at the best prices it is the cost. */
export function lowerBound({ people, places }: AssignmentQuestion, { hostOf, prices }: Assignment): number {
  let bound = 0
  people.forEach(({ hosts, costs }, person) => {
    if (hostOf[person]! < 0) return
    let least = Infinity
    for (let n = 0; n < hosts.length; n += 1) least = Math.min(least, costs[n]! + prices[hosts[n]!]!)
    bound += least
  })
  places.forEach((each, host) => {
    for (let n = 0; n < each.length; n += 1) bound -= Math.max(0, prices[host]! - each[n]!)
  })
  return bound
}

function costAt({ hosts, costs }: Options, host: number): number {
  for (let n = 0; n < hosts.length; n += 1) if (hosts[n] === host) return costs[n]!
  return Infinity
}

class Search {
  readonly hostOf: Int32Array
  readonly guestsOf: number[][]
  readonly prices: Float64Array
  /** What her place costs a person now, without the price of the host. */
  private readonly paid: Float64Array
  private readonly distance: Float64Array
  private readonly isSettled: Uint8Array
  /** Over whom the shortest way to a host goes. */
  private readonly over: Int32Array

  constructor(
    private readonly people: readonly Options[],
    private readonly places: readonly ArrayLike<number>[],
  ) {
    this.hostOf = new Int32Array(people.length).fill(-1)
    this.guestsOf = places.map(() => [])
    this.prices = new Float64Array(places.length)
    this.paid = new Float64Array(people.length)
    this.distance = new Float64Array(places.length)
    this.isSettled = new Uint8Array(places.length)
    this.over = new Int32Array(places.length)
    // A host without a guest is worth what its first place costs.
    places.forEach((each, host) => (this.prices[host] = each[0] ?? 0))
  }

  /** Finds the cheapest way to a free place: her to a host, a guest of that host to another, and so on. */
  place(person: number): void {
    const { distance, isSettled, prices } = this
    distance.fill(Infinity)
    isSettled.fill(0)
    this.reach(person, 0, 0)
    let [last, most] = [-1, Infinity]
    const settled: number[] = []
    for (;;) {
      let host = -1
      for (let each = 0; each < distance.length; each += 1)
        if (!isSettled[each] && (host < 0 || distance[each]! < distance[host]!)) host = each
      if (host < 0 || distance[host]! >= most) break
      isSettled[host] = 1
      settled.push(host)
      const next = this.places[host]![this.guestsOf[host]!.length]
      const end = next === undefined ? Infinity : distance[host]! + next - prices[host]!
      if (end < most) [last, most] = [host, end]
      // Whoever sits here pays what she paid: from her on the way goes to where it would cost her least more.
      for (const guest of this.guestsOf[host]!)
        this.reach(guest, distance[host]!, this.paid[guest]! + prices[host]!)
    }
    if (last < 0) return
    for (const host of settled) if (distance[host]! < most) prices[host]! += most - distance[host]!
    this.move(person, last)
  }

  private reach(person: number, from: number, paying: number): void {
    const { hosts, costs } = this.people[person]!
    const { distance, prices, isSettled, over } = this
    for (let n = 0; n < hosts.length; n += 1) {
      const host = hosts[n]!
      if (isSettled[host]) continue
      const far = from + costs[n]! + prices[host]! - paying
      if (far < distance[host]!) {
        distance[host] = far
        over[host] = person
      }
    }
  }

  /** Everybody on the way moves up one host. */
  private move(newcomer: number, last: number): void {
    for (let host = last; ;) {
      const person = this.over[host]!
      const before = this.hostOf[person]!
      this.hostOf[person] = host
      this.paid[person] = costAt(this.people[person]!, host)
      this.guestsOf[host]!.push(person)
      if (person === newcomer) return
      const guests = this.guestsOf[before]!
      guests.splice(guests.indexOf(person), 1)
      host = before
    }
  }
}
