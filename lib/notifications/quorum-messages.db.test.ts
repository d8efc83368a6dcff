import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { layOutCircle, type Circle } from '@/lib/groups/circle.test-support'
import { planMeetings } from '@/lib/groups/commands'
import { moveMeeting } from '@/lib/groups/quorum-commands'
import { watchQuorum } from '@/lib/groups/quorum-round'
import { addDaysOn, formatRange } from '@/lib/time'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { addMessage } from './staff.test-support'

let database: TestDatabase
let circle: Circle
let groupId: string
let sessionId: string
const now = new Date()

beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
  groupId = await circle.newGroup('Maandag A', circle.residentIds)
  await planMeetings(circle.viewers.secretary, {
    groupId,
    fromOn: addDaysOn(circle.monday, 1),
    startsTime: '14:00',
    everyWeeks: '1',
    count: '1',
    skip: [],
  })
  const [row] = await database.owner<{ session_id: string }[]>`select session_id from group_meetings`
  sessionId = row!.session_id
})
afterAll(() => database.drop())

async function sent(): Promise<Mail[]> {
  const mails: Mail[] = []
  // Whatever is due, in as many rounds as it takes.
  while (await sendDue(new Date(Date.now() + 60_000), async (mail) => void mails.push(mail)));
  return mails
}
const when = (day: number) => formatRange(circle.at(day, '14:00'), circle.at(day, '15:30'), 'nl')

it('says when, and the two dates, to who leads and who plans; then everybody reads her own time', async () => {
  await sent()
  for (const id of circle.residentIds.slice(0, 2)) await circle.noShift(id, 1)
  await watchQuorum(now)
  const mails = await sent()
  expect(mails.map(({ to }) => to).sort()).toEqual(
    [circle.psychologist, circle.secretary].map((id) => `${id}@klankbord.example`).sort(),
  )
  for (const { subject, text } of mails) {
    expect(subject).toBe('Te weinig deelnemers: Maandag A')
    expect(text).toContain(`bij Maandag A op ${when(1)}.`)
    expect(text).toContain(`Op deze datums kunnen de meesten: ${when(0)}; ${when(2)}.`)
    expect(text).toContain(`/groups/${groupId}/quorum/${sessionId}`)
    expect(text).not.toContain('Test')
  }

  const [leaving] = circle.residentIds.slice(4)
  await circle.noShift(leaving!, 2)
  const startsAt = circle.at(2, '14:00').toISOString()
  await moveMeeting(circle.viewers.secretary, { sessionId, seen: 0, startsAt })
  const told = new Map((await sent()).map((mail) => [mail.to.split('@')[0], mail]))
  expect(told.get(leaving)!.subject).toContain(when(1))
  expect(told.get(leaving)!.invitation!.calendar).toContain('METHOD:CANCEL')
  for (const id of circle.residentIds.slice(0, 4)) expect(told.get(id)!.subject).toContain(when(2))
})

it('is not sent about a meeting that was moved meanwhile', async () => {
  await addMessage(database.owner, 'group.quorum', circle.secretary, {
    groupId,
    sessionId,
    startsAt: circle.at(1, '14:00').toISOString(),
  })
  expect(await sent()).toEqual([])
})
