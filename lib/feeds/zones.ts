import { hospitalZone } from '@/lib/time'
import { windowsZones } from './windows-zones'

const dayMs = 86_400_000

const clocks = new Map<string, Intl.DateTimeFormat | null>()

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  let clock: Intl.DateTimeFormat | null = null
  try {
    clock = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    // Not a zone that exists.
  }
  // A calendar may name thousands of zones that are none.
  if (clocks.size < 1_000) clocks.set(zone, clock)
  return clock
}

/**
 * The zone that a calendar means by a name it does not explain: an IANA name, also behind a maker's path, or a Windows name.
 * No name means the hospital's own zone; null: nobody knows the name, so the time cannot be said.
 */
export function zoneNamed(name: string | null): string | null {
  if (!name) return hospitalZone
  const plain = name.trim().replace(/^"|"$/g, '')
  const windows = windowsZones.get(plain.toLowerCase())
  if (windows) return windows
  const parts = plain.split('/').filter(Boolean)
  for (const length of [parts.length, 3, 2]) {
    const zone = parts.slice(-length).join('/')
    if (length <= parts.length && zone !== '' && clockOf(zone)) return zone
  }
  return null
}

function offsetMs(zone: string, ms: number): number {
  const clock = clockOf(zone)
  if (!clock) return 0
  const shown: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(ms)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000
}

/** What the clock of a zone shows at an instant, as if it were UTC, in milliseconds. */
export function shownIn(zone: string, ms: number): number {
  return ms + offsetMs(zone, ms)
}

/**
 * The first instant at which the clock of a zone shows this (as if it were UTC, in milliseconds); in the hour that spring
 * skips, the time it would be without the change (RFC 5545, 3.3.5).
 */
export function instantIn(zone: string, shownMs: number): Date {
  const early = offsetMs(zone, shownMs - dayMs)
  const late = offsetMs(zone, shownMs + dayMs)
  const offsets = early === late ? [early] : [Math.max(early, late), Math.min(early, late)]
  const fitting = offsets.find((offset) => offsetMs(zone, shownMs - offset) === offset)
  return new Date(shownMs - (fitting ?? early))
}
