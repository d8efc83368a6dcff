import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { freeTimes, type Slot } from '@/lib/availability/free-times'
import type { Dates } from '@/lib/availability/grid'
import type { BookableForm } from './forms'
import { questionOf, reachOf, type Asked, type Facts, type Planner } from './planning'

/** Somebody who looks for a time with one of several guides. */
export interface Choice {
  form: BookableForm
  residentId: string
  guideIds: readonly string[]
}

export interface AskedGuide extends Asked {
  guideId: string
}

/** What the engine is asked about her and each of these guides, in their order. One query, however many they are. */
export async function loadQuestions(
  tx: Transaction,
  viewer: Planner,
  { form, residentId, guideIds }: Choice,
  window: Dates,
  now: Date,
): Promise<AskedGuide[]> {
  if (guideIds.length === 0) return []
  const { fromAt, untilAt } = reachOf(window)
  // Her own time comes with the first of them.
  const rows = await tx.execute<{ guideId: string; facts: Facts }>(sql`
    select guide as "guideId", app.planning_facts(case when place = 1 then array[guide, ${residentId}::uuid] else array[guide] end,
      guide, ${form}, ${fromAt}, ${untilAt}) as facts
    from unnest(${`{${guideIds.join(',')}}`}::uuid[]) with ordinality as asked (guide, place) order by place`)
  const isHers = ([who]: [string, ...unknown[]]) => who === residentId
  const own = rows[0]!.facts
  const hers = { shifts: own.shifts.filter(isHers), busy: own.busy.filter(isHers) }
  return rows.map(({ guideId, facts }, index) => {
    const all =
      index === 0
        ? facts
        : {
            ...facts,
            shifts: [...facts.shifts, ...hers.shifts],
            busy: [...facts.busy, ...hers.busy],
          }
    return { guideId, ...questionOf(all, viewer, { form, residentId, guideId }, window, now) }
  })
}

/** The times at which each of these guides can meet her, by guide. She is asked once, and each guide about her own time. */
export function timesByGuide(asked: readonly AskedGuide[], isOwn: boolean): Map<string, Slot[]> {
  const [first] = asked
  if (!first) return new Map()
  const people = first.question.people.map((person) => ({ ...person, own: person.own && isOwn }))
  const hers = new Map(
    freeTimes({ ...first.question, people, guide: undefined, now: undefined }).slots.map((slot) => [
      slot.startAt.getTime(),
      slot,
    ]),
  )
  return new Map(
    asked.map(({ guideId, question }) => [
      guideId,
      freeTimes({ ...question, people: [] }).slots.flatMap((slot) => hers.get(slot.startAt.getTime()) ?? []),
    ]),
  )
}
