/** Where everybody was when only the future is planned again: a price is paid for leaving it. */
export interface Home {
  group: Int16Array
  slots: Int32Array
  /** Per group: how many of its meetings are past. */
  past: Uint8Array
  /** Per resident: what it costs to bring her elsewhere, in misses of a full series. */
  price: Float64Array
  /** How many of those who count may be elsewhere in a plan that is kept; 1 in `counts` for each who does. */
  most: number
  counts: Uint8Array
}
