import { addDaysOn, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { sayMeeting } from './changes'
import type { Weakness } from './explain'
import type { Obstacle } from './free'
import type { Instance, PlanFile } from './instance'
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

/**
 * A weak spot in sentences. `knows`: whether the reader is she herself or her own department; others learn that she is
 * on shift, not what her roster says.
 */
export function sayWeakness(
  t: Words,
  locale: Locale,
  instance: Instance,
  { attendance, causes, weekday, better, ceiling, relaxations }: Weakness,
  knows: boolean,
  nameOf: (id: string) => string = (id) => id,
): string[] {
  const { present, held, resident } = attendance
  const cause = (why: Obstacle) => t(`groupPlanner.obstacle.${knows ? why : 'on-shift'}`)
  const missed = knows ? causes : merged(causes)
  return [
    t('groupPlanner.why.title', { name: nameOf(resident.id), present, held }),
    ...(missed.length > 0
      ? [
          t('groupPlanner.why.causes', {
            causes: missed
              .map(({ why, count }) => t('groupPlanner.attendance.missed', { cause: cause(why), count }))
              .join(', '),
          }),
        ]
      : []),
    ...(knows && weekday
      ? [
          t('groupPlanner.why.weekday', {
            count: weekday.count,
            all: weekday.all,
            weekday: sayWeekday(locale, instance, weekday.weekday),
            cause: cause(weekday.why),
          }),
        ]
      : []),
    sayBetter(t, instance, better, nameOf),
    ...(ceiling
      ? [t(ceiling.present <= present ? 'groupPlanner.why.proved' : 'groupPlanner.why.ceiling', ceiling)]
      : []),
    ...relaxations.map((one) =>
      one.kind === 'time'
        ? t('groupPlanner.why.relax-time', {
            when: sayMeeting(locale, instance, one),
            present: one.present,
            held,
          })
        : t('groupPlanner.why.relax-day-off', { present: one.present, held }),
    ),
  ]
}

/** Everything another department may know of it: that she is on shift, and how often. */
const merged = (causes: Weakness['causes']): Weakness['causes'] =>
  causes.length === 0 ? [] : [{ why: 'shift', count: causes.reduce((sum, { count }) => sum + count, 0) }]

function sayBetter(
  t: Words,
  { rules }: Instance,
  better: Weakness['better'],
  nameOf: (id: string) => string,
): string {
  if (!better) return t('groupPlanner.why.better-none')
  const { group, present, held, obstacle } = better
  const about = { group: nameOf(group), present, held }
  if (obstacle === 'full') return t('groupPlanner.why.better-full', about)
  if (obstacle === 'others') return t('groupPlanner.why.better-others', about)
  return t('groupPlanner.why.better-rule', {
    ...about,
    rule: t(`groupPlanner.rule.${obstacle}`, { most: rules.maxSameDepartment }),
  })
}

/** 'donderdag': taken from a date, so that no list of weekdays is kept here. */
function sayWeekday(locale: Locale, { horizon }: Instance, weekday: number): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${addDaysOn(horizon.start, weekday)}T00:00:00Z`),
  )
}

/** Every group smaller than wished, with the figures that make it so. */
export function sayUnderSize(
  t: Words,
  instance: Instance,
  plan: PlanFile,
  nameOf: (id: string) => string = (id) => id,
): string[] {
  const people = plan.groups.reduce((sum, { members }) => sum + members.length, 0)
  return plan.groups
    .filter(({ members }) => members.length < instance.rules.groupSize.softMin)
    .map(({ id, members }) =>
      t('groupPlanner.why.undersized', {
        group: nameOf(id),
        members: members.length,
        least: instance.rules.groupSize.softMin,
        people,
        groups: plan.groups.length,
        average: Math.round((10 * people) / plan.groups.length) / 10,
      }),
    )
}
