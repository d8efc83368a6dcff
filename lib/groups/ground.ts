import { and, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { departments, people, roles } from '@/db/schema/people'
import { rooms } from '@/db/schema/sessions'
import { can, loadGroupFacts, startsOf, type Gathering, type GroupFacts } from '@/lib/sessions/group-times'
import {
  addDaysOn,
  dateOf,
  daysBetweenOn,
  minuteOfWall,
  startOfDayAt,
  wallTimeOf,
  weekdayOf,
  type CalendarDate,
} from '@/lib/time'
import { loadAssessing } from './facts'
import { windowOfPlan, type Asked } from './plan-input'
import { loadPublished, openOf, type PublishedGroup } from './published'
import type { SeatedMeeting } from './quorum-dates'
import { formsOfGroup } from './rules'

/** Starts are half an hour apart: finer ones give a plan nothing. */
const stepMinutes = 30

export interface GroundPerson {
  id: string
  name: string
  departmentId: string
  department: string
  /** Days from the first of the plan between which she is here. */
  activeFrom: number
  activeUntil: number
  /** The group of this form that she was in last; null when it is her first. */
  previousGroup: string | null
}

/** All that a plan is made from, of one moment: who can when, who leads, which rooms. No plan is in it. */
export interface Ground {
  minutes: number
  slots: { startMs: number; day: number; minute: number }[]
  residents: GroundPerson[]
  /** One byte per slot: `can` of group-times. */
  canOf: ReadonlyMap<string, Uint8Array>
  guides: { id: string; name: string; open: Uint8Array; notFor: string[] }[]
  rooms: { id: string; name: string; places: number; open: Uint8Array }[]
  /** Who assesses whom: never in one group. */
  apart: (readonly [string, string])[]
  /** The groups that are planned again; null of a plan of new groups. */
  published: PublishedGroup[] | null
  /** Who is in one of them and no resident here any more by then. */
  gone: { id: string; name: string }[]
}

/** What a plan looks at: all of its dates, or those from the day on from which it is planned again. */
function aheadOf(asked: Asked) {
  const window = windowOfPlan(asked)
  return asked.again ? { ...window, fromOn: asked.again.fromOn } : window
}

/** Everybody's time at every start of the plan, through the rest engine. Some queries, one more for each guide. */
export async function loadGround(tx: Transaction, asked: Asked, now: Date): Promise<Ground> {
  const { again } = asked
  const published = again ? openOf(await loadPublished(tx, again.planId, asked, again.fromOn)) : null
  // What is planned again makes room for itself.
  const moving = published?.flatMap(({ coming }) => coming) ?? []
  const window = aheadOf(asked)
  const residents = await loadResidents(tx, asked, window, published ?? [])
  const ids = residents.map(({ id }) => id)
  const { minutes } = formsOfGroup[asked.form]
  const facts = await loadGroupFacts(tx, ids, window, moving)
  const isKnown = new Set(moving.map(({ startsAt }) => startsAt.getTime()))
  const starts = await startsOfMany(facts, { form: asked.form, minutes }, ids, window, now)
  const kept = starts.startMs.flatMap((startMs, at) =>
    isAsked(asked, startMs, minutes) || isKnown.has(startMs) ? [at] : [],
  )
  const slots = kept.map((at) => {
    const startsAt = new Date(starts.startMs[at]!)
    const on = dateOf(startsAt)
    return {
      startMs: startsAt.getTime(),
      day: daysBetweenOn(asked.fromOn, on),
      minute: minuteOfWall(wallTimeOf(startsAt)),
    }
  })
  const pick = (all: Uint8Array) => Uint8Array.from(kept, (at) => all[at]!)
  const canOf = new Map([...starts.canOf].map(([id, all]) => [id, pick(all)]))
  const guideIds = [
    ...new Set([...asked.guideIds, ...(published ?? []).map(({ group }) => group.facilitatorId)]),
  ]
  const assessing = await loadAssessing(tx, [...ids, ...guideIds], window.fromOn)
  const inside = new Set(ids)
  const departmentOf = new Map(residents.map(({ id, departmentId }) => [id, departmentId]))
  const goneIds = (published ?? []).flatMap(({ members }) =>
    members.map(({ personId }) => personId).filter((id) => !inside.has(id)),
  )
  const names = await tx
    .select({ id: people.id, name: sql<string>`${people.givenName} || ' ' || ${people.familyName}` })
    .from(people)
    .where(inArray(people.id, [...guideIds, ...goneIds]))
  const guides: Ground['guides'] = []
  // At a start off the grid a group goes on that met there; no other begins to.
  const onGrid = slots.map(({ startMs }) => isAsked(asked, startMs, minutes))
  for (const id of guideIds) {
    const own: GroupFacts = await loadGroupFacts(tx, [id], window, moving, { form: asked.form, guideId: id })
    const hers = startsOf(own, { form: asked.form, residentIds: [], guideId: id, minutes }, window, now)
    const days = await loadDays(tx, asked, id, window)
    const bytes = pick(hers.canOf.get(id)!)
    const led = new Set(moving.flatMap((one) => (one.guideId === id ? one.startsAt.getTime() : [])))
    guides.push({
      id,
      name: names.find((row) => row.id === id)?.name ?? '–',
      open: bytes.map((kind, slot) =>
        (kind === can.yes || kind === can.unknown) &&
        days(slots[slot]!.day) &&
        (onGrid[slot] || led.has(slots[slot]!.startMs))
          ? 1
          : 0,
      ),
      // A group mixes departments: one person in her line keeps her from that whole department.
      notFor: [
        ...new Set(
          assessing.flatMap(({ assessorId, residentId }) =>
            assessorId === id ? (departmentOf.get(residentId) ?? []) : [],
          ),
        ),
      ],
    })
  }
  return {
    minutes,
    slots,
    residents,
    canOf,
    guides,
    rooms: await loadRooms(tx, asked, slots, minutes, moving),
    apart: assessing.flatMap(({ assessorId, residentId }) =>
      inside.has(assessorId) && inside.has(residentId) ? [[assessorId, residentId] as const] : [],
    ),
    published,
    gone: names.filter(({ id }) => goneIds.includes(id)),
  }
}

/** So many are asked in one go: between them the site answers others. */
const askedAtOnce = 10

async function startsOfMany(
  facts: GroupFacts,
  of: Pick<Gathering, 'form' | 'minutes'>,
  ids: readonly string[],
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  now: Date,
): Promise<ReturnType<typeof startsOf>> {
  const ask = (residentIds: readonly string[]) =>
    startsOf(facts, { ...of, residentIds, guideId: null }, window, now)
  const { startMs, canOf } = ask([])
  for (let from = 0; from < ids.length; from += askedAtOnce) {
    for (const [id, kinds] of ask(ids.slice(from, from + askedAtOnce)).canOf) canOf.set(id, kinds)
    await new Promise(setImmediate)
  }
  return { startMs, canOf }
}

function isAsked(asked: Asked, startMs: number, minutes: number): boolean {
  const startsAt = new Date(startMs)
  const minute = minuteOfWall(wallTimeOf(startsAt))
  return (
    minute % stepMinutes === 0 &&
    minute >= minuteOfWall(asked.from) &&
    minute + minutes <= minuteOfWall(asked.until) &&
    asked.weekdays.includes(weekdayOf(dateOf(startsAt)))
  )
}

/** The residents of these departments who are here in that time and in no group of this form then, and who is in the groups that are planned again. */
async function loadResidents(
  tx: Transaction,
  asked: Asked,
  { fromOn, untilOn }: { fromOn: CalendarDate; untilOn: CalendarDate },
  published: readonly PublishedGroup[],
): Promise<GroundPerson[]> {
  const stays = new Map(published.flatMap(({ members }) => members.map((one) => [one.personId, one])))
  const known = new Set(published.map(({ group }) => group.id))
  const rows = await tx
    .select({
      id: people.id,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      departmentId: departments.id,
      department: departments.name,
      from: roles.fromOn,
      until: roles.untilOn,
    })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .innerJoin(departments, eq(departments.id, roles.departmentId))
    .where(
      and(
        eq(roles.role, 'resident'),
        isNull(people.closedAt),
        or(inArray(roles.departmentId, asked.departmentIds), inArray(people.id, [...stays.keys()])),
        lt(roles.fromOn, untilOn),
        or(isNull(roles.untilOn), gt(roles.untilOn, fromOn)),
      ),
    )
    .orderBy(people.familyName, people.givenName, people.id)
  const ids = [...new Set(rows.map(({ id }) => id))]
  // In order of time: of those that are over by then the last one is kept.
  const grouped = await tx.execute<{ personId: string; groupId: string; isOver: boolean }>(sql`
    select person_id as "personId", group_id as "groupId", coalesce(until_on <= ${fromOn}::date, false) as "isOver"
    from app.grouped_from(${asked.form}, ${`{${ids.join(',')}}`}::uuid[], '-infinity'::date) order by from_on`)
  const others = grouped.filter(({ groupId }) => !known.has(groupId))
  const taken = new Set(others.filter(({ isOver }) => !isOver).map(({ personId }) => personId))
  const previous = new Map(others.map(({ personId, groupId }) => [personId, groupId]))
  const found = new Map<string, GroundPerson>()
  for (const { from, until, ...row } of rows) {
    if (taken.has(row.id)) continue
    const stay = stays.get(row.id)
    const dayOf = (on: CalendarDate) => daysBetweenOn(asked.fromOn, on)
    const activeFrom = Math.max(dayOf(fromOn), dayOf(from), stay ? dayOf(stay.fromOn) : 0)
    const ends = [until, stay?.untilOn ?? null].filter((on) => on !== null)
    const activeUntil = Math.min(Infinity, ...ends.map(dayOf))
    const earlier = found.get(row.id)
    found.set(row.id, {
      ...(earlier ?? row),
      previousGroup: previous.get(row.id) ?? null,
      activeFrom: Math.min(activeFrom, earlier?.activeFrom ?? Infinity),
      activeUntil: Math.max(activeUntil, earlier?.activeUntil ?? 0),
    })
  }
  return [...found.values()]
}

/** On which days of the plan she may lead: her role and qualification hold. Asked of every day, in one query. */
async function loadDays(
  tx: Transaction,
  asked: Asked,
  guideId: string,
  { fromOn, untilOn }: { fromOn: CalendarDate; untilOn: CalendarDate },
): Promise<(day: number) => boolean> {
  const rows = await tx.execute<{ day: string }>(sql`
    select d::date::text as day from generate_series(${fromOn}::date, ${addDaysOn(untilOn, -1)}::date, interval '1 day') as d
    where ${guideId}::uuid in (select person_id from app.guides_for(${asked.form}, ${asked.departmentId}::uuid, d::date))`)
  const days = new Set(rows.map(({ day }) => daysBetweenOn(asked.fromOn, day)))
  return (day) => days.has(day)
}

async function loadRooms(
  tx: Transaction,
  asked: Asked,
  slots: Ground['slots'],
  minutes: number,
  moving: readonly SeatedMeeting[],
): Promise<Ground['rooms']> {
  const { fromOn, untilOn } = aheadOf(asked)
  const ids = [...new Set([...asked.roomIds, ...moving.flatMap(({ roomId }) => roomId ?? [])])]
  const moves = new Set(moving.map(({ roomId, startsAt }) => `${roomId} ${startsAt.getTime()}`))
  const found = await tx
    .select({ id: rooms.id, name: rooms.name, places: rooms.places })
    .from(rooms)
    .where(and(isNull(rooms.closedAt), inArray(rooms.id, ids)))
    .orderBy(rooms.places, rooms.name, rooms.id)
  const busy = await tx.execute<{ room_id: string; starts_at: string; ends_at: string }>(
    sql`select * from app.busy_rooms(${startOfDayAt(fromOn).toISOString()}, ${startOfDayAt(untilOn).toISOString()})`,
  )
  return found.map((room) => {
    const taken = busy
      .filter((row) => row.room_id === room.id)
      .map((row) => [new Date(row.starts_at).getTime(), new Date(row.ends_at).getTime()] as const)
      .filter(([startMs]) => !moves.has(`${room.id} ${startMs}`))
    const isFree = (ms: number) => !taken.some(([a, b]) => a < ms + minutes * 60_000 && ms < b)
    return { ...room, open: Uint8Array.from(slots, ({ startMs }) => (isFree(startMs) ? 1 : 0)) }
  })
}
