import type { GridBack, GridBlock } from '@/app/_ui/grid-item'
import { WeekGrid, type GridDay } from '@/app/_ui/week-grid'
import { holidayOn } from '@/lib/availability/settings'
import type { AgendaShift } from '@/lib/sessions/agenda'
import type { PlannedSession } from '@/lib/sessions/listing'
import { addDaysOn, formatDate, isoWeekOf, type CalendarDate } from '@/lib/time'
import { axisOf, piecesOn, placeOn, type Axis, type AxisHour, type Piece } from './axis'
import { lanesOf } from './lanes'
import { datesOf, type Period } from './period'
import { notesOn, sessionInWords, shiftInWords, timesOn, type Telling } from './shown'

interface Week {
  period: Period
  today: CalendarDate
  sessions: readonly PlannedSession[]
  shifts: readonly AgendaShift[]
  telling: Telling
}

/** The lowest that a block is drawn, in hours. */
const leastHours = 0.5
/** How far down the words of a shift reach along its edge, in hours. */
const wordsHours = 2.4

/** One week: a list by day, or a grid with hours where there is room. */
export function WeekView({ period, today, sessions, shifts, telling }: Week) {
  const { t } = telling
  const dates = datesOf(period)
  const week = dates.slice(0, 7)
  const blocks = dates.map((on) => piecesOn(sessions, on))
  const backs = dates.map((on) => piecesOn(shifts, on))
  const axis = axisOf(week, blocks.slice(0, 7).flat(), backs.slice(0, 7).flat())
  const days = dates.map((on, index) => ({
    ...dayOf(on, blocks[index] ?? [], backs[index] ?? [], axis, telling, today),
    only: shapeOf(on, period, today),
  }))
  return (
    <WeekGrid
      label={t('agenda.week', { week: isoWeekOf(period.monday) })}
      days={days}
      hours={axis.hours.map((hour) => hourOf(hour, telling))}
      units={axis.units}
      words={{ today: t('agenda.today'), nothing: t('agenda.nothing') }}
    />
  )
}

/** Which shape alone shows this day: the list of now begins with today and runs into next week, the grid is one week. */
function shapeOf(on: CalendarDate, { askedOn, monday }: Period, today: CalendarDate): GridDay['only'] {
  if (on >= addDaysOn(monday, 7)) return 'list'
  return askedOn === null && on < today ? 'grid' : undefined
}

function dayOf(
  on: CalendarDate,
  blocks: Piece<PlannedSession>[],
  backs: Piece<AgendaShift>[],
  axis: Axis,
  telling: Telling,
  today: CalendarDate,
): GridDay {
  const skipped = axis.change?.on === on && axis.change.dayHours === 23 ? axis.change.hour : null
  const row = skipped === null ? undefined : axis.hours.find(({ hour }) => hour === skipped)
  const behind = backsOf(backs, axis, telling)
  return {
    key: on,
    title: formatDate(on, telling.locale),
    isToday: on === today,
    notes: notesOn(on, telling, on === today),
    isQuiet: holidayOn(on) !== null,
    backs: behind,
    blocks: blocksOf(blocks, behind, axis, telling),
    gap: row && { from: row.from, length: row.length, words: telling.t('agenda.skippedHour') },
  }
}

function backsOf(pieces: Piece<AgendaShift>[], axis: Axis, telling: Telling): GridBack[] {
  const places = pieces.map((piece) => placeOn(axis, piece))
  const lanes = lanesOf(places)
  return pieces.map((piece, index) => {
    const { word, ground } = shiftInWords(piece.item, telling)
    return {
      key: piece.item.startsAt.toISOString() + piece.item.kind,
      time: timesOn(piece, telling),
      title: word,
      ground,
      place: { from: 0, length: 0, ...places[index], lane: 0, lanes: 1, ...lanes[index] },
    }
  })
}

function blocksOf(
  pieces: Piece<PlannedSession>[],
  backs: readonly GridBack[],
  axis: Axis,
  telling: Telling,
): GridBlock[] {
  const places = pieces.map((piece) => placeOn(axis, piece))
  const lanes = lanesOf(places, leastHours)
  return pieces.map((piece, index) => {
    const place = { from: 0, length: 0, ...places[index], lane: 0, lanes: 1, ...lanes[index] }
    return {
      key: piece.item.id,
      href: `/sessions/${piece.item.id}`,
      time: timesOn(piece, telling),
      ...sessionInWords(piece.item, telling),
      place,
      rails: railsBeside(place, backs),
    }
  })
}

/** How many lanes of words a block must leave free, so that it covers none. */
function railsBeside({ from, length }: { from: number; length: number }, backs: readonly GridBack[]): number {
  const beside = backs.filter(
    ({ place }) =>
      place.from < from + length &&
      from < place.from + Math.min(Math.max(place.length, leastHours), wordsHours),
  )
  return Math.max(0, ...beside.map(({ place }) => place.lane + 1))
}

function hourOf({ hour, which, from }: AxisHour, { t }: Telling) {
  const label = `${String(hour).padStart(2, '0')}:00`
  return {
    key: label + (which ?? ''),
    label,
    from,
    note: which && t(which === 'summer' ? 'agenda.summer' : 'agenda.winter'),
  }
}
