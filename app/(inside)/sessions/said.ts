import type { PlannedSession } from '@/lib/sessions/listing'
import { isConfidential } from '@/lib/sessions/forms'
import type { Words } from '@/lib/words/words'

const fullName = ({ givenName, familyName }: { givenName: string; familyName: string }) =>
  `${givenName} ${familyName}`

/** With whom: one name, or a name and how many more; the form itself when nobody else is in it yet. */
export function nameOfOther(t: Words, { other, others }: PlannedSession): string {
  if (!other) return t('sessions.nobodyYet')
  return others.length > 1
    ? t('sessions.andMore', { name: fullName(other), count: others.length - 1 })
    : fullName(other)
}

/** "met Anna de Wit", "met Anna de Wit en 6 anderen", or nothing when nobody else is in it yet. */
export function withWhom(t: Words, session: PlannedSession): string {
  return session.other ? t('sessions.with', { name: nameOfOther(t, session) }) : t('sessions.nobodyYet')
}

/** Room and words, or null when neither is known; an address online is a link and stands on its own. */
export function whereIs({ place, room }: PlannedSession): string | null {
  return [room, place].filter(Boolean).join(', ') || null
}

/** The word for a session that is not simply planned; null when it is. */
export function stateWord(t: Words, { state }: PlannedSession): string | null {
  return state === 'firm' ? null : t(`sessions.state.${state}`)
}

/** What it is, where somebody may look over a shoulder: of a confidential one no more than that it is a session. */
export function discreetForm(t: Words, { form }: PlannedSession): string {
  return isConfidential(form) ? t('sessions.discreet') : t(`common.form.${form as 'check-in'}`)
}

/** With whom and where, in the same place: nothing of a confidential one. */
export function discreetAbout(t: Words, session: PlannedSession): string {
  const about = isConfidential(session.form) ? [] : [withWhom(t, session), whereIs(session)]
  return [...about, stateWord(t, session)].filter(Boolean).join(', ')
}
