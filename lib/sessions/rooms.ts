import { asc, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { as, sqlState, type Transaction } from '@/db/client'
import { rooms } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { idInput, textInput } from '@/lib/input'
import { lockPeople } from '@/lib/lock'
import { addDaysOn, dateOf, startOfDayAt } from '@/lib/time'
import { holds, type Viewer } from '@/lib/viewer'

/** Who keeps the list of rooms. Everybody may read it, and that a room is taken: never by whom or for what. */
export function mayKeepRooms(viewer: Viewer): boolean {
  return holds(viewer, 'secretary', 'coordinator')
}

const addRoomInput = z.object({
  name: textInput(80),
  site: textInput(80),
  /** How many people it holds. */
  places: z.coerce.number('number').int('number').min(1, 'number').max(500, 'number'),
})

/** A room that can be booked from now on. One that was closed before is opened again. */
export const addRoom = command('room.add', addRoomInput, async ({ tx, viewer, now }, input) => {
  if (!mayKeepRooms(viewer)) throw new Refusal('forbidden')
  const [known] = await tx
    .select({ id: rooms.id, closedAt: rooms.closedAt })
    .from(rooms)
    .where(sql`${rooms.site} = ${input.site} and ${rooms.name} = ${input.name}`)
  if (known && !known.closedAt) throw new Refusal('room-known', { name: input.name })
  if (known) {
    await tx
      .update(rooms)
      .set({ closedAt: null, closedById: null, places: input.places })
      .where(eq(rooms.id, known.id))
    return { result: { id: known.id }, audit: { subjectId: known.id } }
  }
  const id = crypto.randomUUID()
  try {
    await tx.insert(rooms).values({ ...input, id, addedById: viewer.id, addedAt: now })
  } catch (error) {
    if (sqlState(error) === '23505') throw new Refusal('room-known', { name: input.name })
    throw error
  }
  return { result: { id }, audit: { subjectId: id } }
})

/** A room that is not booked any more. What stands in it stays; a room with sessions to come is emptied first. */
export const closeRoom = command(
  'room.close',
  z.object({ roomId: idInput }),
  async ({ tx, viewer, now }, { roomId }) => {
    if (!mayKeepRooms(viewer)) throw new Refusal('forbidden')
    await lockPeople(tx, [roomId])
    const [room] = await tx.select().from(rooms).where(eq(rooms.id, roomId))
    if (!room || room.closedAt) throw new Refusal('room-closed')
    const untilAt = startOfDayAt(addDaysOn(dateOf(now), 800))
    const taken = await loadTaken(tx, now, untilAt)
    const count = taken.filter((each) => each.roomId === roomId).length
    if (count > 0) throw new Refusal('room-in-use', { name: room.name, count })
    await tx.update(rooms).set({ closedAt: now, closedById: viewer.id }).where(eq(rooms.id, roomId))
    return { result: { id: roomId }, audit: { subjectId: roomId } }
  },
)

interface Taken {
  roomId: string
  startsAt: Date
  endsAt: Date
}

/** When rooms are taken between two instants: never by whom or for what. */
async function loadTaken(tx: Transaction, fromAt: Date, untilAt: Date): Promise<Taken[]> {
  const rows = await tx.execute<{ room_id: string; starts_at: string; ends_at: string }>(
    sql`select * from app.busy_rooms(${fromAt.toISOString()}, ${untilAt.toISOString()})`,
  )
  return rows.map((row) => ({
    roomId: row.room_id,
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
  }))
}

export interface RoomChoice {
  id: string
  name: string
  site: string
  places: number
}

const openRooms = (tx: Transaction) =>
  tx
    .select({ id: rooms.id, name: rooms.name, site: rooms.site, places: rooms.places })
    .from(rooms)
    .where(isNull(rooms.closedAt))
    .orderBy(asc(rooms.site), asc(rooms.name))

/** Every room, and whether it is taken in that time. Two queries. */
export function listRooms(viewer: Viewer, at: { startsAt: Date; endsAt: Date }) {
  return as(viewer.id, async (tx) => {
    const taken = new Set((await loadTaken(tx, at.startsAt, at.endsAt)).map((each) => each.roomId))
    return (await openRooms(tx)).map((room) => ({ ...room, isTaken: taken.has(room.id) }))
  })
}

/** The rooms that hold so many people and are free in all of these times. Two queries, one when there are no rooms. */
export async function freeRooms(
  tx: Transaction,
  people: number,
  times: readonly { startsAt: Date; endsAt: Date }[],
): Promise<RoomChoice[]> {
  const open = (await openRooms(tx)).filter((room) => room.places >= people)
  const starts = times.map(({ startsAt }) => startsAt.getTime())
  const ends = times.map(({ endsAt }) => endsAt.getTime())
  if (open.length === 0 || times.length === 0) return open
  const taken = await loadTaken(tx, new Date(Math.min(...starts)), new Date(Math.max(...ends)))
  const isFree = ({ id }: RoomChoice) =>
    !taken.some(
      (each) =>
        each.roomId === id &&
        times.some((time) => each.startsAt < time.endsAt && time.startsAt < each.endsAt),
    )
  return open.filter(isFree)
}

/** `freeRooms` of one time, for a form. */
export function listFreeRooms(viewer: Viewer, people: number, at: { startsAt: Date; endsAt: Date }) {
  return as(viewer.id, (tx) => freeRooms(tx, people, [at]))
}

/** What is asked of one room for many times at once. */
export interface RoomFacts {
  name: string
  places: number
  taken: Taken[]
}

/**
 * A room over a stretch of time, `moving` left out: those sessions make room for themselves. Null without a room.
 * Throws when there is no such room any more.
 */
export async function loadRoomFacts(
  tx: Transaction,
  roomId: string | null | undefined,
  between: { fromAt: Date; untilAt: Date },
  moving: readonly { startsAt: Date; roomId: string | null }[] = [],
): Promise<RoomFacts | null> {
  if (!roomId) return null
  const [room] = await tx.select().from(rooms).where(eq(rooms.id, roomId))
  if (!room || room.closedAt) throw new Refusal('room-closed')
  const taken = (await loadTaken(tx, between.fromAt, between.untilAt)).filter(
    (each) =>
      each.roomId === roomId &&
      !moving.some((own) => own.roomId === roomId && own.startsAt.getTime() === each.startsAt.getTime()),
  )
  return { name: room.name, places: room.places, taken }
}

/** Is the room taken by another session in this time? */
export function isRoomTaken(room: RoomFacts | null, startsAt: Date, endsAt: Date): boolean {
  return room?.taken.some((each) => each.startsAt < endsAt && startsAt < each.endsAt) ?? false
}
