import { asc, eq } from 'drizzle-orm'
import { as } from '@/db/client'
import { departments, qualifications } from '@/db/schema/people'
import { noteRead } from '@/lib/command'
import { loadNames } from '@/lib/sessions/gathering'
import { dateOf, minutesBetween, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { loadAttendance, type Outcome } from './attendance'
import { findGroup, loadMeetings, loadMembers } from './facts'
import { mayMakeSheet } from './policy'
import { isInOn, type GroupForm } from './rules'

/** What somebody was at one meeting; `outside`: not in the group on that day. Null: not noted. */
export type Presence = Outcome | 'outside' | null

export interface SheetMeeting {
  id: string
  on: CalendarDate
  startsAt: Date
  endsAt: Date
  minutes: number
  /** Who led it, and whether that was the facilitator of the group herself. */
  guide: string
  isHers: boolean
  isNoted: boolean
  presence: ReadonlyMap<string, Presence>
}

export interface Registration {
  kind: string
  number: string | null
  expiresOn: CalendarDate | null
}

/** Dates, names, attendance and the registration of who leads the group. Nothing of what was said exists. */
export interface Sheet {
  groupId: string
  name: string
  form: GroupForm
  department: string
  facilitator: string
  registrations: Registration[]
  year: number
  /** The years in which it met, and this one. */
  years: number[]
  /** `of`: the meetings of the year at which she could have been and that were noted. */
  members: { id: string; name: string; attended: number; of: number; minutes: number }[]
  meetings: SheetMeeting[]
  madeOn: CalendarDate
}

/**
 * The accreditation sheet of one calendar year, for the facilitator of the group alone; it is noted for everybody who stands on
 * it. Null: not hers. `year` outside of those in which the group met gives an empty sheet.
 */
export async function loadSheet(
  viewer: Viewer,
  groupId: string,
  asked: number | null,
  now: Date,
): Promise<Sheet | null> {
  return as(viewer.id, async (tx) => {
    const group = await findGroup(tx, groupId)
    if (!group || !mayMakeSheet(viewer, group)) return null
    const yearOf = ({ startsAt }: { startsAt: Date }) => Number(dateOf(startsAt).slice(0, 4))
    const past = (await loadMeetings(tx, groupId)).filter(
      ({ cancelledAt, missedAt, startsAt }) => !cancelledAt && !missedAt && startsAt <= now,
    )
    const year = asked ?? Number(todayOn(now).slice(0, 4))
    const held = past.filter((meeting) => yearOf(meeting) === year)
    const stays = await loadMembers(tx, [groupId])
    const noted = await loadAttendance(
      tx,
      held.map(({ id }) => id),
    )
    const inside = (personId: string, on: CalendarDate) =>
      stays.some((stay) => stay.personId === personId && isInOn(stay, on))
    const memberIds = [...new Set(stays.map(({ personId }) => personId))].filter((id) =>
      held.some(({ startsAt }) => inside(id, dateOf(startsAt))),
    )
    await noteRead(tx, viewer, 'group.sheet', memberIds)
    const guideIds = held.flatMap(({ guideId }) => guideId ?? [])
    const names = await loadNames(tx, [...new Set([...memberIds, ...guideIds, group.facilitatorId])])
    const [place] = await tx
      .select({ name: departments.name })
      .from(departments)
      .where(eq(departments.id, group.departmentId))
    const registrations = await tx
      .select({
        kind: qualifications.kind,
        number: qualifications.number,
        expiresOn: qualifications.expiresOn,
      })
      .from(qualifications)
      .where(eq(qualifications.personId, group.facilitatorId))
      .orderBy(asc(qualifications.kind))
    const meetings = held.map((meeting): SheetMeeting => {
      const on = dateOf(meeting.startsAt)
      const outcomes = noted.get(meeting.id)
      return {
        id: meeting.id,
        on,
        startsAt: meeting.startsAt,
        endsAt: meeting.endsAt,
        minutes: minutesBetween(meeting.startsAt, meeting.endsAt),
        guide: names.get(meeting.guideId ?? group.facilitatorId) ?? '–',
        isHers: (meeting.guideId ?? group.facilitatorId) === group.facilitatorId,
        isNoted: (outcomes?.size ?? 0) > 0,
        presence: new Map(
          memberIds.map((id): [string, Presence] => [
            id,
            inside(id, on) ? (outcomes?.get(id) ?? null) : 'outside',
          ]),
        ),
      }
    })
    return {
      groupId,
      name: group.name,
      form: group.form,
      department: place?.name ?? '',
      facilitator: names.get(group.facilitatorId) ?? '–',
      registrations,
      year,
      years: [...new Set([...past.map(yearOf), Number(todayOn(now).slice(0, 4))])].toSorted(),
      members: memberIds
        .map((id) => ({ id, name: names.get(id) ?? '–', ...totalOf(meetings, id) }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'nl')),
      meetings,
      madeOn: todayOn(now),
    }
  })
}

/** To how many of the noted meetings she came, and for how many minutes. */
function totalOf(meetings: readonly SheetMeeting[], personId: string) {
  const hers = meetings.flatMap(({ presence, minutes }) => {
    const outcome = presence.get(personId)
    return outcome === 'present' || outcome === 'absent' ? [{ outcome, minutes }] : []
  })
  const present = hers.filter(({ outcome }) => outcome === 'present')
  return {
    attended: present.length,
    of: hers.length,
    minutes: present.reduce((sum, { minutes }) => sum + minutes, 0),
  }
}
