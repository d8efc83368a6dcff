/**
 * A repeatable source of chance (xorshift, 32 bits) and the table an annealing needs. The table is made with plain
 * arithmetic only: Math.log may differ in its last digit between engines, and the same seed must give the same plan.
 */
export class Chance {
  private state: number

  constructor(seed: number) {
    // Mixed, so that seeds 1 and 2 do not start alike; never 0, where xorshift stands still.
    let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    this.state = mixed ^ (mixed >>> 16) || 0x1234567
  }

  /** A whole number of 32 bits, 0 or more. */
  next(): number {
    let state = this.state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.state = state
    return state >>> 0
  }

  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number {
    return Math.floor((this.next() / 4_294_967_296) * n)
  }
}

const tableSize = 4096
export const tableMask = tableSize - 1

/** -ln((i + 0.5) / 4096): how much worse, in temperatures, a step may be for the i-th draw. */
export const patience: Float64Array = Float64Array.from({ length: tableSize }, (_, i) =>
  minusLog((i + 0.5) / tableSize),
)

/** -ln(x) for 0 < x <= 1 by halvings and the series of 2 artanh. */
function minusLog(x: number): number {
  let halvings = 0
  let rest = x
  while (rest < 0.5) {
    rest *= 2
    halvings += 1
  }
  const ratio = (rest - 1) / (rest + 1)
  let term = ratio
  let sum = 0
  for (let odd = 1; odd < 60; odd += 2) {
    sum += term / odd
    term *= ratio * ratio
  }
  return halvings * Math.LN2 - 2 * sum
}
