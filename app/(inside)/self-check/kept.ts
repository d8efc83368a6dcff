import { readKept, writeKept, type KeptCheck } from '@/lib/self-check/rules'
import type { CalendarDate } from '@/lib/time'
import { keyOf } from './forget'

/** What this browser keeps for her. What cannot be read, or is over a year old, is erased as well. */
export function loadKept(viewerId: string, today: CalendarDate): KeptCheck[] {
  try {
    const text = localStorage.getItem(keyOf(viewerId))
    const kept = readKept(text, today)
    if (text !== null && text !== writeKept(kept)) storeKept(viewerId, kept)
    return kept
  } catch {
    return []
  }
}

/** Answers whether the browser allowed it. */
export function storeKept(viewerId: string, kept: readonly KeptCheck[]): boolean {
  try {
    if (kept.length === 0) localStorage.removeItem(keyOf(viewerId))
    else localStorage.setItem(keyOf(viewerId), writeKept(kept))
    return true
  } catch {
    return false
  }
}
