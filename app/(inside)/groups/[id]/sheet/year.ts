/** A calendar year from an address; null when there is none. */
export function yearFrom(text: string | null | undefined): number | null {
  return text && /^20\d\d$/.test(text) ? Number(text) : null
}
