import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import { dateOf, todayOn, type CalendarDate } from '@/lib/time'
import { holds, type Viewer } from '@/lib/viewer'
import { listMentorsFor } from './choices'
import { listDepartmentsOf } from './facts'
import type { Dependence } from './independence'
import { mayAskMentor } from './policy'
import { isOpen, isStanding, stateOf, type PairingState } from './rules'
import { listWishes } from './wishes'

export type PairingKind = 'supervisor' | 'mentor' | 'psychologist'

/** An accepted pairing that holds on a day, with the name of the other. */
export interface ActivePairing {
  id: string
  kind: PairingKind
  residentId: string
  guideId: string
  givenName: string
  familyName: string
}

const otherOf = (personId: string) =>
  sql`${people.id} = case when ${pairings.residentId} = ${personId} then ${pairings.guideId} else ${pairings.residentId} end`

/**
 * The accepted pairings of a person that hold on a day, as resident and as guide, by the family name of the other: what
 * booking and the check-ins ask. Row security leaves only what the viewer of the transaction may see.
 */
export async function listActivePairings(
  tx: Transaction,
  personId: string,
  on: CalendarDate,
): Promise<ActivePairing[]> {
  const rows = await tx
    .select({
      id: pairings.id,
      kind: pairings.kind,
      residentId: pairings.residentId,
      guideId: pairings.guideId,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(pairings)
    .innerJoin(people, otherOf(personId))
    .where(
      and(
        or(eq(pairings.residentId, personId), eq(pairings.guideId, personId)),
        isNotNull(pairings.acceptedAt),
        heldOn(pairings, on),
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName), asc(pairings.id))
  return rows.map((row) => ({ ...row, kind: row.kind as PairingKind }))
}

/** A pairing of the viewer, as her screen shows it: the other, where that is, and since when. */
export interface MyPairing {
  id: string
  otherId: string
  name: string
  departments: string[]
  state: PairingState
  fromOn: CalendarDate
  untilOn: CalendarDate | null
  /** The day of the question or the proposal that waits. */
  waitingSince: CalendarDate | null
  conflict: Dependence | null
}

/**
 * Everything the viewer is paired in with supervisors and mentors, by the roles she holds now (matrix rows 3 and 4); null
 * where she does not hold the role. Two queries and, for a mentor, one for her room.
 */
export async function loadMyPairings(viewer: Viewer, now: Date) {
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select({ pairing: pairings, givenName: people.givenName, familyName: people.familyName })
      .from(pairings)
      .innerJoin(people, otherOf(viewer.id))
      .where(
        and(
          or(eq(pairings.residentId, viewer.id), eq(pairings.guideId, viewer.id)),
          inArray(pairings.kind, ['supervisor', 'mentor']),
        ),
      )
      .orderBy(asc(people.familyName), asc(people.givenName), asc(pairings.fromOn))
    const places = await listDepartmentsOf(
      tx,
      rows.map(({ pairing }) => (pairing.residentId === viewer.id ? pairing.guideId : pairing.residentId)),
      today,
    )
    const mine = rows.map(({ pairing, ...name }) => {
      const isResident = pairing.residentId === viewer.id
      const otherId = isResident ? pairing.guideId : pairing.residentId
      const waiting = pairing.askedAt ?? pairing.proposedAt
      const shown: MyPairing = {
        id: pairing.id,
        otherId,
        name: `${name.givenName} ${name.familyName}`,
        departments: places.get(`${otherId} ${isResident ? pairing.kind : 'resident'}`) ?? [],
        state: stateOf(pairing, today),
        fromOn: pairing.fromOn,
        untilOn: pairing.untilOn,
        waitingSince: waiting && dateOf(waiting),
        conflict: pairing.conflict as Dependence | null,
      }
      return { ...shown, kind: pairing.kind, isResident, everHeld: pairing.acceptedAt !== null }
    })
    const pairedAs = (isResident: boolean, kind: string) =>
      mine.filter((each) => each.isResident === isResident && each.kind === kind)
    return {
      resident: holds(viewer, 'resident')
        ? residentSide(pairedAs(true, 'supervisor'), pairedAs(true, 'mentor'))
        : null,
      mentor: holds(viewer, 'mentor')
        ? {
            questions: pairedAs(false, 'mentor').filter((each) => each.state === 'asked'),
            residents: pairedAs(false, 'mentor').filter((each) => isStanding(each.state)),
            room: await loadRoom(tx, viewer.id),
          }
        : null,
      supervisor: holds(viewer, 'supervisor')
        ? { residents: pairedAs(false, 'supervisor').filter((each) => isStanding(each.state)) }
        : null,
    }
  })
}

type Shown = MyPairing & { everHeld: boolean }

function residentSide(supervisors: Shown[], mentors: Shown[]) {
  const held = (each: Shown) => each.everHeld && (each.untilOn === null || each.untilOn > each.fromOn)
  return {
    supervisors: supervisors.filter(held).sort((a, b) => b.fromOn.localeCompare(a.fromOn)),
    mentor: mentors.find((each) => isStanding(each.state)) ?? null,
    question: mentors.find((each) => isOpen(each.state)) ?? null,
    formerMentors: mentors
      .filter((each) => held(each) && each.state === 'ended')
      .sort((a, b) => b.fromOn.localeCompare(a.fromOn)),
  }
}

async function loadRoom(tx: Transaction, mentorId: string): Promise<number> {
  const [row] = await tx.execute<{ room: number }>(sql`select app.mentor_room(${mentorId}) as room`)
  return Math.max(0, row?.room ?? 0)
}

/**
 * Whom a resident can ask: mentors with room who are independent of her, with their number of places and never who else
 * they have. The others are counts by reason. With her wishes. Null for whoever is no resident.
 */
export async function listMentors(viewer: Viewer, now: Date) {
  if (!mayAskMentor(viewer)) return null
  return as(viewer.id, async (tx) => ({
    ...(await listMentorsFor(tx, viewer.id, todayOn(now))),
    wishes: await listWishes(tx, viewer.id),
  }))
}
