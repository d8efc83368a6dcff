import type { CalendarDate } from '@/lib/time'
import { quoted, type Detail, type Mistake } from './mistakes'
import { isRight, type Draft } from './people-drafts'
import { fullName, type HospitalIndex } from './people-facts'
import type { PersonGroup } from './people-groups'
import type { PeoplePlan } from './people-plan'
import type { PersonRow } from './people-rows'
import { planSupervision, type Supervision } from './supervision'

/** The pairing that a line makes, and the one it ends. */
export interface PlannedSupervision {
  fromName: string | null
  toName: string
  ended: PeoplePlan['supervisionEnds'][number] | null
  added: PeoplePlan['supervisions'][number]
}

interface Guide {
  id: string
  name: string
}

interface Asking {
  viewerId: string
  today: CalendarDate
  newId: () => string
}

/** Finds the supervisor each right line of a resident names, and what has to change; notes at the line what cannot be. */
export function planSupervisors(
  drafts: readonly Draft[],
  groups: readonly PersonGroup[],
  hospital: HospitalIndex,
  { viewerId, today, newId }: Asking,
): Map<PersonRow, PlannedSupervision> {
  const guideOf = guidesByReference(drafts, groups, hospital)
  const isSupervisorOn = supervisorPeriods(drafts, hospital)
  const names = new Map([...guideOf.values()].map(({ id, name }) => [id, name]))
  const pairingsOf = new Map<string, Supervision[]>()
  const planned = new Map<PersonRow, PlannedSupervision>()
  for (const draft of drafts) {
    const { row, group } = draft
    if (draft.role !== 'resident' || row.supervisor === '' || !isRight(draft)) continue
    const wrong = (reason: Mistake['reason'], detail?: Detail) =>
      row.mistakes.push({ reason, column: 'supervisor', detail })
    const guide = guideOf.get(row.supervisor.toLowerCase())
    if (!guide) {
      wrong('supervisor-unknown', { text: quoted(row.supervisor) })
      continue
    }
    if (guide.id === group.id) {
      wrong('supervisor-self')
      continue
    }
    const untilOn = row.untilOn ?? draft.standing?.untilOn ?? null
    const own = pairingsOf.get(group.id) ?? [...(hospital.supervisionsOf.get(group.id) ?? [])]
    pairingsOf.set(group.id, own)
    const answer = planSupervision(own, { guideId: guide.id, fromOn: draft.fromOn, untilOn }, today)
    if (answer.plan === 'same') continue
    if (answer.plan === 'past') wrong('supervisor-past')
    else if (answer.plan === 'clash') wrong('supervisor-two', { other: answer.with.line ?? row.line })
    else if (!isSupervisorOn(guide.id, answer.added.fromOn, today))
      wrong('supervisor-not', { name: guide.name, date: { on: startOf(answer.added.fromOn, today) } })
    else if (group.known?.id === viewerId) wrong('self')
    else {
      const added = { id: newId(), residentId: group.id, isTransfer: answer.ended !== null, ...answer.added }
      const ended = answer.ended && { ...answer.ended, residentId: group.id }
      for (const each of own)
        if (each.id === ended?.id) own[own.indexOf(each)] = { ...each, untilOn: ended.untilOn }
      own.push({ ...answer.added, id: added.id, line: row.line })
      const fromName = ended ? (names.get(ended.guideId) ?? null) : null
      planned.set(row, { fromName, toName: guide.name, ended, added })
    }
  }
  return planned
}

/** Everybody on record or with a right line, by staff number and by e-mail address in small letters. */
function guidesByReference(
  drafts: readonly Draft[],
  groups: readonly PersonGroup[],
  hospital: HospitalIndex,
): Map<string, Guide> {
  const guides = new Map<string, Guide>()
  for (const [number, person] of hospital.byNumber) {
    guides.set(number, { id: person.id, name: fullName(person) })
    guides.set(person.email.toLowerCase(), { id: person.id, name: fullName(person) })
  }
  const written = new Set(drafts.filter(isRight).map(({ group }) => group))
  for (const group of groups) {
    if (!written.has(group)) continue
    const guide = { id: group.id, name: fullName(group.known ?? group) }
    guides.set(group.number.toLowerCase(), guide)
    if (group.email !== '') guides.set(group.email, guide)
  }
  return guides
}

/** Supervising begins at the earliest today: whoever supervises now may be on record for days before her role. */
const startOf = (fromOn: CalendarDate, today: CalendarDate) => (fromOn > today ? fromOn : today)

function supervisorPeriods(drafts: readonly Draft[], hospital: HospitalIndex) {
  const periods = new Map<string, { fromOn: CalendarDate; untilOn: CalendarDate | null }[]>()
  const add = (personId: string, fromOn: CalendarDate, untilOn: CalendarDate | null) =>
    periods.set(personId, [...(periods.get(personId) ?? []), { fromOn, untilOn }])
  const right = drafts.filter((draft) => isRight(draft) && draft.role === 'supervisor')
  const changed = new Map(right.map((draft) => [draft.standing?.id, draft.row.untilOn]))
  for (const held of [...hospital.rolesOf.values()].flat())
    if (held.role === 'supervisor') add(held.personId, held.fromOn, changed.get(held.id) ?? held.untilOn)
  for (const draft of right) if (!draft.standing) add(draft.group.id, draft.fromOn, draft.row.untilOn)
  return (personId: string, fromOn: CalendarDate, today: CalendarDate) => {
    const on = startOf(fromOn, today)
    return (periods.get(personId) ?? []).some(
      (each) => each.fromOn <= on && (each.untilOn === null || on < each.untilOn),
    )
  }
}
