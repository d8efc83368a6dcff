import { hospitalZone } from '@/lib/time'

const dayMs = 86_400_000

/** Outlook's names for the zones a Dutch hospital meets, with the zone of CLDR's windowsZones for them. */
const windowsZones: Record<string, string> = {
  'w. europe standard time': 'Europe/Berlin',
  'romance standard time': 'Europe/Paris',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'e. europe standard time': 'Europe/Chisinau',
  'fle standard time': 'Europe/Kiev',
  'gtb standard time': 'Europe/Bucharest',
  'turkey standard time': 'Europe/Istanbul',
  'israel standard time': 'Asia/Jerusalem',
  'russian standard time': 'Europe/Moscow',
  'morocco standard time': 'Africa/Casablanca',
  'south africa standard time': 'Africa/Johannesburg',
  'egypt standard time': 'Africa/Cairo',
  'arabian standard time': 'Asia/Dubai',
  'india standard time': 'Asia/Calcutta',
  'se asia standard time': 'Asia/Bangkok',
  'china standard time': 'Asia/Shanghai',
  'singapore standard time': 'Asia/Singapore',
  'tokyo standard time': 'Asia/Tokyo',
  'aus eastern standard time': 'Australia/Sydney',
  'new zealand standard time': 'Pacific/Auckland',
  'sa eastern standard time': 'America/Cayenne',
  'sa western standard time': 'America/La_Paz',
  'atlantic standard time': 'America/Halifax',
  'eastern standard time': 'America/New_York',
  'us eastern standard time': 'America/Indianapolis',
  'central standard time': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'pacific standard time': 'America/Los_Angeles',
  'e. south america standard time': 'America/Sao_Paulo',
  utc: 'UTC',
  'coordinated universal time': 'UTC',
}

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
 * A name that nobody knows, and no name, mean the hospital's own zone.
 */
export function zoneNamed(name: string | null): string {
  if (!name) return hospitalZone
  const plain = name.trim().replace(/^"|"$/g, '')
  const windows = windowsZones[plain.toLowerCase()]
  if (windows) return windows
  const parts = plain.split('/').filter(Boolean)
  for (const length of [parts.length, 3, 2]) {
    const zone = parts.slice(-length).join('/')
    if (length <= parts.length && zone !== '' && clockOf(zone)) return zone
  }
  return hospitalZone
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
