import { createHash } from 'node:crypto'

/** The same key, the same uuid, for ever: tests and links may name a demo person. Version 8, as the standard asks of hashes. */
export function idOf(key: string): string {
  const hex = createHash('sha256').update(`klankbord demo: ${key}`).digest('hex')
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export type Dice = {
  /** A whole number from `from` up to and including `until`. */
  between: (from: number, until: number) => number
  pick: <Item>(items: readonly Item[]) => Item
  /** `count` different items in the order of the list. */
  some: <Item>(items: readonly Item[], count: number) => Item[]
  /** True in this share of the throws, 0 to 1. */
  chance: (share: number) => boolean
}

/** A generator that throws the same for the same key. One per subject, so that a new resident does not change the others. */
export function diceOf(key: string): Dice {
  let state = createHash('sha256').update(key).digest().readUInt32LE(0)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, until: number) => from + Math.floor(next() * (until - from + 1))
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[between(0, items.length - 1)]
    if (item === undefined) throw new Error(`nothing to pick from for ${key}`)
    return item
  }
  const some = <Item>(items: readonly Item[], count: number): Item[] => {
    const left = items.map((_, index) => index)
    const taken: number[] = []
    while (taken.length < count && left.length > 0) taken.push(...left.splice(between(0, left.length - 1), 1))
    return taken.sort((a, b) => a - b).map((index) => items[index] as Item)
  }
  return { between, pick, some, chance: (share) => next() < share }
}
