/** What the address of a board says: what was just done, and which cell, group or person is open. */
export interface BoardSearch {
  done?: string
  /** Of what was done: the group, the new start, the week before. */
  group?: string
  at?: string
  was?: string
  /** Who was put in that group; without a group in none. */
  who?: string
  /** "g1.0": a group and the place of a meeting in it. */
  cell?: string
  /** The week to which it is to go: all times of that week. */
  week?: string
  open?: string
  person?: string
}
