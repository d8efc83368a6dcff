import { eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupMembers, groupPlans, groups } from '@/db/schema/groups'
import { Refusal, type AuditRow, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { lockForPlanning } from '@/lib/sessions/booking'
import { auditOf, refuseNoResidents } from '@/lib/sessions/gathering'
import { dateOf, formatDate, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { groupChanges, type GroupChange } from './again-changes'
import { seatsOf, writeMeetings, type JudgedChange } from './again-meetings'
import { tellAgain } from './again-told'
import { lockGroups, refuseFacilitator, refuseGrouped, refuseName, refuseUnequal } from './facts'
import { judgeMeetings, refuseMeetings } from './meetings'
import { discardProposals } from './plan-commands'
import { draftIn, type PlanRow } from './plan-facts'
import { windowOfPlan, type Again } from './plan-input'
import { idsOf, loadFirstDays, loadPublishFacts } from './publish-facts'
import { loadPublished, openOf, printOf, type PublishedGroup } from './published'

/**
 * Makes the groups of a published plan as a proposal has them from a day on: once and whole, or not at all. When somebody changed
 * them meanwhile nothing is done. Nobody in them loses what stays the same; whoever's agenda changes hears it.
 */
export async function publishAgain(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  plan: PlanRow,
  again: Again,
): Promise<{ result: { id: string; groups: number }; audit: AuditRow[]; messages: Message[] }> {
  const draft = draftIn(plan)
  const { form, asked } = plan
  if (again.fromOn <= todayOn(now)) throw new Refusal('plan-outdated')
  await lockGroups(
    tx,
    viewer,
    draft.groups.map(({ id }) => id),
  )
  const load = () => loadPublished(tx, again.planId, asked, again.fromOn)
  const { memberIds, guideIds, roomIds } = idsOf(draft)
  const before = openOf(await load()).flatMap(({ group, members }) => [
    group.facilitatorId,
    ...members.map(({ personId }) => personId),
  ])
  await lockPeople(tx, [...memberIds, ...guideIds, ...before, ...roomIds])
  await lockForPlanning(tx, [...memberIds, ...guideIds, ...before])
  // Asked once more under the locks: what is moved or joined by hand holds only those of its own people.
  const published = await load()
  if (printOf(published) !== again.print) throw new Refusal('plan-outdated')
  const moving = openOf(published).flatMap(({ coming }) => coming)
  const { untilOn } = windowOfPlan(asked)
  const { facts, rooms } = await loadPublishFacts(tx, form, draft, { fromOn: again.fromOn, untilOn }, moving)
  const changes = groupChanges(published, draft)
  const lastDays = lastDaysOf(published)
  const all: JudgedChange[] = []
  for (const change of changes) {
    await refuseChange(tx, viewer, plan, again, change)
    const stays = change.after.members.map(
      (personId) =>
        change.before.members.find((one) => one.personId === personId) ?? {
          personId,
          fromOn: again.fromOn,
          untilOn: lastDays.get(personId) ?? untilOn,
        },
    )
    const times = change.meetings.map(({ to }) => ({ ...to, startsAt: new Date(to.startsAt) }))
    const roomAt = (n: number) => rooms.get(times[n]!.roomId) ?? null
    const group = { ...change.before.group, facilitatorId: change.after.facilitatorId }
    const judged = judgeMeetings(group, stays, times, { facts, roomAt }, now)
    // What stays where it was may have been impossible before: it is no worse for it.
    const isNew = (n: number) => change.hasOtherGuide || change.meetings[n]!.what !== 'kept'
    const asNew = judged.filter((_, n) => isNew(n))
    const taken = judged.findIndex(({ isRoomTaken }, n) => isNew(n) && isRoomTaken)
    const room = taken < 0 ? null : roomAt(taken)
    await refuseMeetings(tx, viewer, now, { ...group, name: change.after.name }, asNew, room)
    all.push({ change, judged })
  }
  await writeMembers(tx, viewer, now, plan, again, changes, lastDays)
  await writeMeetings(tx, viewer, now, all)
  for (const { after } of changes)
    await tx
      .update(groups)
      .set({ name: after.name, facilitatorId: after.facilitatorId })
      .where(eq(groups.id, after.id))
  await closePlans(tx, viewer, now, plan, again)
  return {
    result: { id: plan.id, groups: changes.length },
    audit: [{ subjectId: plan.id }, ...auditRows(all)],
    messages: tellAgain(viewer, now, all),
  }
}

async function refuseChange(
  tx: Transaction,
  viewer: Viewer,
  { form, departmentId }: PlanRow,
  { fromOn }: Again,
  { before, after, joined, meetings, hasOtherGuide }: GroupChange,
): Promise<void> {
  if (after.name !== before.group.name) await refuseName(tx, departmentId, after.name, after.id)
  const asNew = meetings.filter(({ what }) => hasOtherGuide || what === 'moved')
  const days = asNew.map(({ to }) => dateOf(new Date(to.startsAt)))
  const { facilitatorId } = after
  await refuseFacilitator(tx, { form, departmentId, facilitatorId }, days, (on) =>
    formatDate(on, viewer.locale),
  )
  if (joined.length > 0 || hasOtherGuide)
    await refuseUnequal(tx, { facilitatorId, memberIds: after.members }, fromOn)
}

/** Until when everybody would have stayed where she is: she takes it along to another group. */
const lastDaysOf = (published: readonly PublishedGroup[]) =>
  new Map(published.flatMap(({ members }) => members.map((one) => [one.personId, one.untilOn] as const)))

/** Who leaves is out from the first day on; then who comes is in. What she attended stays hers: it is counted per person. */
async function writeMembers(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  plan: PlanRow,
  { fromOn }: Again,
  changes: readonly GroupChange[],
  lastDays: ReadonlyMap<string, CalendarDate | null>,
): Promise<void> {
  const leaving = changes.flatMap(({ before, left }) =>
    before.members.filter(({ personId }) => left.includes(personId)),
  )
  if (leaving.length > 0)
    await tx
      .update(groupMembers)
      .set({ untilOn: sql`greatest(${fromOn}::date, from_on)`, endedAt: now, endedById: viewer.id })
      .where(
        inArray(
          groupMembers.id,
          leaving.map(({ id }) => id),
        ),
      )
  const joined = changes.flatMap(({ joined: ids }) => ids)
  if (joined.length === 0) return
  const firstDays = await loadFirstDays(tx, plan, now)
  await refuseGrouped(tx, plan.form, joined, fromOn)
  const { untilOn } = windowOfPlan(plan.asked)
  const rows = changes.flatMap(({ after, joined: ids }) =>
    ids.map((personId) => {
      const first = firstDays.get(personId) ?? fromOn
      return {
        groupId: after.id,
        personId,
        fromOn: first < fromOn ? fromOn : first,
        untilOn: lastDays.get(personId) ?? untilOn,
      }
    }),
  )
  for (const row of rows) await refuseNoResidents(tx, viewer, [row.personId], row.fromOn)
  await tx.insert(groupMembers).values(rows.map((row) => ({ ...row, addedById: viewer.id, addedAt: now })))
}

/** This proposal is published; the others for the same groups were made from what is no longer so. */
async function closePlans(tx: Transaction, viewer: Viewer, now: Date, plan: PlanRow, again: Again) {
  await tx
    .update(groupPlans)
    .set({ publishedAt: now, publishedById: viewer.id, version: plan.version + 1 })
    .where(eq(groupPlans.id, plan.id))
  await discardProposals(tx, viewer, now, again.planId, plan.id)
}

function auditRows(all: readonly JudgedChange[]): AuditRow[] {
  return all.flatMap((one) => {
    const { before, after, joined, left, meetings, hasOtherGuide } = one.change
    const guides = hasOtherGuide ? [before.group.facilitatorId, after.facilitatorId] : []
    const about = [...joined, ...left, ...guides]
    const ofMeetings = meetings.flatMap(({ meeting, what }, n) => {
      const { aside } = seatsOf(one, n)
      const [row, ...others] = auditOf(meeting.id, [...meeting.seatedIds, after.facilitatorId], aside)
      return [...(what === 'kept' ? [] : [{ ...row!, action: 'group.move-meeting' }]), ...others]
    })
    return [...(about.length > 0 ? [{ subjectId: after.id, about }] : []), ...ofMeetings]
  })
}
