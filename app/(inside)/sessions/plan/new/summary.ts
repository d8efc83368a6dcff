import type { Words } from '@/lib/words/words'
import type { Wanted } from './draft'

type Names = ReadonlyMap<string, string>

/** What is about to be planned, as names and values. */
export function summaryFacts(
  t: Words,
  wanted: Wanted,
  names: Names,
  room: string | null,
  said: { when?: string; rhythm?: string },
) {
  const where = [room, wanted.place, wanted.link].filter(Boolean).join(', ')
  const residents = wanted.residentIds.map((id) => names.get(id)).filter(Boolean)
  return [
    { name: t('planning.check.what'), value: t(`common.form.${wanted.form}`) },
    ...(said.when ? [{ name: t('planning.check.when'), value: said.when }] : []),
    ...(said.rhythm ? [{ name: t('planning.check.rhythm'), value: said.rhythm }] : []),
    {
      name: t('planning.check.guide'),
      value: (wanted.guideId && names.get(wanted.guideId)) || t('planning.guideNone'),
    },
    { name: t('planning.check.people'), value: residents.join(', ') || t('planning.session.nobody') },
    ...(wanted.seats
      ? [{ name: t('planning.check.seats'), value: t('planning.check.seatsText', { count: wanted.seats }) }]
      : []),
    { name: t('planning.check.place'), value: where || t('planning.check.noPlace') },
  ]
}

/** Who gets a message. */
export function told(t: Words, wanted: Wanted, names: Names, viewerId: string): string {
  const ids = [...wanted.residentIds, ...(wanted.guideId ? [wanted.guideId] : [])].filter(
    (id) => id !== viewerId,
  )
  if (ids.length === 0) return t('planning.check.toldNobody')
  const list = ids.map((id) => names.get(id) ?? '–').join(', ')
  return t('planning.check.told', { count: ids.length, names: list })
}
