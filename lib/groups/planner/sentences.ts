import type { Words } from '@/lib/words/words'
import type { Instance } from './instance'
import type { Obstruction } from './obstacles'

/** Why no plan can place everybody, as one sentence. */
export const sayObstruction = (t: Words, { rule, about }: Obstruction) =>
  t(`groupPlanner.obstruction.${rule}`, about)

/** Why somebody has no group: a rule that bars her, or that no group that suits her has a place left. */
export function sayUnplaced(
  t: Words,
  instance: Instance,
  obstructions: readonly Obstruction[],
  id: string,
): string {
  const own = obstructions.find(({ residents }) => residents.includes(id))
  const any = own ?? obstructions.find(({ rule }) => rule !== 'no-guide-series')
  if (any) return sayObstruction(t, any)
  const one = instance.residents.find((resident) => resident.id === id)
  return t('groupPlanner.unplaced.full', { department: one?.department ?? '' })
}
