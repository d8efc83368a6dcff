import type { SlotDay } from '@/app/_ui/slot-grid'
import type { Slot } from '@/lib/availability/free-times'
import {
  dateOf,
  formatDate,
  formatDateLong,
  formatTime,
  todayOn,
  type CalendarDate,
  type Locale,
} from '@/lib/time'

/** A few next times as choices with their day. */
export function slotChoices(
  slots: readonly Pick<Slot, 'startAt'>[],
  locale: Locale,
  now: Date,
  hrefAt: (startsAt: Date) => string,
) {
  return slots.map((slot) => ({
    key: slot.startAt.toISOString(),
    href: hrefAt(slot.startAt),
    day: formatDate(dateOf(slot.startAt), locale, todayOn(now)),
    time: formatTime(slot.startAt, locale),
  }))
}

/** All times of some days, by day. `noteOf` says what marks a time that only the resident herself may choose. */
export function slotDays(
  slots: readonly Slot[],
  locale: Locale,
  hrefAt: (startsAt: Date) => string,
  noteOf?: (on: CalendarDate) => string,
): SlotDay[] {
  const days = new Map<string, SlotDay>()
  for (const slot of slots) {
    const on = dateOf(slot.startAt)
    const day = days.get(on) ?? { key: on, title: formatDateLong(on, locale), slots: [] }
    const time = formatTime(slot.startAt, locale)
    const note = slot.warnings.length > 0 ? noteOf?.(on) : undefined
    day.slots.push({
      key: slot.startAt.toISOString(),
      href: hrefAt(slot.startAt),
      time,
      label: `${formatDateLong(on, locale)}, ${time}${note ? `, ${note}` : ''}`,
      note,
    })
    days.set(on, day)
  }
  return [...days.values()]
}

/** An instant from the address, or null when it is not one. */
export function instantFrom(text: string | undefined): Date | null {
  const at = text ? new Date(text) : null
  return at && !Number.isNaN(at.getTime()) ? at : null
}
