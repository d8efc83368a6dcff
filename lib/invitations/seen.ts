/** A seat in a session, with the name of whoever sits in it; null when the reader may not know it. */
export interface NamedSeat {
  personId: string
  part: string
  releasedAt: Date | null
  answerBy: Date | null
  acceptedAt: Date | null
  /** How often it was given back or taken again. */
  turns: number
  name: string | null
}

/** A session as one of its people may see it; null for somebody who has no seat in it. */
export function seenBy(
  personId: string,
  session: { cancelledAt: Date | null; seats: number | null; sequence: number },
  seats: readonly NamedSeat[],
) {
  const own = seats.find((seat) => seat.personId === personId)
  if (!own) return null
  const others = seats.filter(
    (seat) => seat.personId !== personId && (session.cancelledAt !== null || seat.releasedAt === null),
  )
  // Of several a resident is told who guides; a guide only what it is.
  const guide = others.find((seat) => seat.part === 'guide')
  const other = session.seats === null && others.length === 1 ? others[0] : undefined
  return {
    own,
    /** Rises with every change of the session, and with every change of her seat in it. */
    sequence: session.sequence + own.turns,
    /** The one person it is with; null for a group. */
    otherId: other?.personId ?? null,
    otherName: (other ?? guide)?.name ?? null,
    /** It does not take place, or without her. */
    isOver: session.cancelledAt !== null || own.releasedAt !== null,
    /** Of two either may still have to say yes; in a group it stands for her when she and its guide have. */
    isAwaited: [own, other, guide].some((seat) => seat && seat.answerBy !== null && seat.acceptedAt === null),
  }
}
