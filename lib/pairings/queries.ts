import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import type { CalendarDate } from '@/lib/time'

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
    .innerJoin(
      people,
      sql`${people.id} = case when ${pairings.residentId} = ${personId} then ${pairings.guideId} else ${pairings.residentId} end`,
    )
    .where(
      and(
        or(eq(pairings.residentId, personId), eq(pairings.guideId, personId)),
        isNotNull(pairings.acceptedAt),
        lte(pairings.fromOn, on),
        or(isNull(pairings.untilOn), gt(pairings.untilOn, on)),
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName), asc(pairings.id))
  return rows.map((row) => ({ ...row, kind: row.kind as PairingKind }))
}
