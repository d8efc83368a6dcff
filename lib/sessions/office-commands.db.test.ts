import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestDatabase } from '@/db/testing/database'
import { Refusal } from '@/lib/command'
import { refused } from '@/lib/command.test-support'
import { addDaysOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { cancelSession } from './commands'
import { addResident, placeSession, planSession, removeResident } from './office-commands'
import { loadGroupTimes, loadPeopleChoices, loadSummary } from './office-queries'
import { openOffice, type Office } from './office.test-support'
import { listPlanned, loadPlanned } from './planned-queries'
import { addRoom, closeRoom } from './rooms'

let database: TestDatabase
let office: Office
let secretary: Viewer, coordinator: Viewer, nurse: Viewer, elsewhere: Viewer, resident: Viewer

beforeAll(async () => {
  ;({ database, office, secretary, coordinator, nurse, elsewhere, resident } = await openOffice(6))
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, outbox cascade`)

const intervision = (startsAt: Date, more: object = {}) => ({
  form: 'intervision' as const,
  departmentId: office.departmentId,
  guideId: office.psychologist,
  residentIds: office.residentIds.slice(0, 4),
  startsAt: startsAt.toISOString(),
  ...more,
})
const messagesOf = () =>
  database.owner<
    { kind: string; recipient_id: string }[]
  >`select kind, recipient_id from outbox order by kind`

describe('planning for several people', () => {
  it('puts everybody in it and tells all of them', async () => {
    const { id } = await planSession(secretary, intervision(office.at(0, '10:00')))
    const planned = await loadPlanned(secretary, id, new Date())
    expect(planned?.residents).toHaveLength(4)
    expect(planned?.guide?.id).toBe(office.psychologist)
    const told = await messagesOf()
    expect(told.map(({ kind }) => kind)).toEqual(Array(5).fill('session.booked'))
    expect((await listPlanned(secretary, new Date())).planned.map((session) => session.id)).toEqual([id])
  })

  it('posted twice, it is planned once', async () => {
    const requestKey = crypto.randomUUID()
    const first = await planSession(secretary, intervision(office.at(0, '10:00'), { requestKey }))
    expect(await planSession(secretary, intervision(office.at(0, '10:00'), { requestKey }))).toEqual({
      id: first.id,
      isRepeated: true,
    })
  })

  it('is done by the office of the department, by education for groups, and by nobody else', async () => {
    const asked = intervision(office.at(0, '10:00'))
    for (const viewer of [nurse, elsewhere, resident])
      expect(await refused(planSession(viewer, asked))).toBe('forbidden')
    await planSession(coordinator, asked)
    const shadowing = {
      ...asked,
      form: 'shadow-day' as const,
      guideId: undefined,
      residentIds: [office.residentIds[5]!],
      startsAt: office.at(1, '08:00').toISOString(),
    }
    expect(await refused(planSession(coordinator, shadowing))).toBe('forbidden')
    await planSession(nurse, shadowing)
  })

  it('asks for a guide who holds the role, and for the supervision group the qualification that day', async () => {
    const asked = intervision(office.at(0, '10:00'), { guideId: office.nurse })
    expect(await refused(planSession(secretary, asked))).toBe('not-a-guide')
    const group = intervision(office.at(0, '10:00'), { form: 'supervision-group' })
    expect(await refused(planSession(secretary, group))).toBe('not-a-guide')
    await database.owner`insert into qualifications (person_id, kind, expires_on) values (${office.psychologist}, 'LVSC', ${addDaysOn(office.monday, 1)})`
    await planSession(secretary, group)
    const later = intervision(office.at(2, '10:00'), { form: 'supervision-group' })
    expect(await refused(planSession(secretary, later))).toBe('not-a-guide')
  })

  it('keeps the supervisor of a member out of the chair of intervision', async () => {
    await database.owner`insert into roles (person_id, role, from_on) values (${office.guideId}, 'mentor', '2020-01-01')`
    const asked = intervision(office.at(0, '10:00'), { guideId: office.guideId })
    expect(await refused(planSession(secretary, asked))).toBe('guide-in-line')
  })

  it('says of each only whether she is on shift, resting or busy', async () => {
    const [one, two] = office.residentIds
    await office.noShift(one!, 3)
    await office.shift(one!, 'leave', office.at(3, '00:00'), office.at(4, '00:00'))
    await office.noShift(two!, 3)
    await office.shift(two!, 'night', office.at(2, '23:00'), office.at(3, '08:00'))
    const summary = await loadSummary(
      secretary,
      { ...intervision(office.at(3, '14:00')), residentIds: office.residentIds.slice(0, 4) },
      office.at(3, '14:00'),
      new Date(),
    )
    expect(summary?.clashes).toEqual([
      { personId: one, kind: 'busy' },
      { personId: two, kind: 'rest' },
    ])
    const error = await planSession(secretary, intervision(office.at(3, '14:00'))).catch((e: Refusal) => e)
    expect(error).toMatchObject({
      reason: 'group-cannot',
      detail: { why: 'Nr1 Test: bezet. Nr2 Test: rust.' },
    })
  })

  it('offers times at which all can, and ranks the others when there are none', async () => {
    const asked = { ...intervision(office.at(0, '10:00')), residentIds: office.residentIds.slice(0, 4) }
    const times = await loadGroupTimes(secretary, asked, office.monday, new Date())
    expect(times?.all.length).toBeGreaterThan(3)
    expect(times?.all.every(({ clashes }) => clashes.length === 0)).toBe(true)
    expect(await loadGroupTimes(elsewhere, asked, office.monday, new Date())).toBeNull()
    expect(await loadPeopleChoices(nurse, { ...asked, on: office.monday })).toBeNull()
  })
})

describe('when its guide can be met', () => {
  it('an office is held to her absence and her hours, without hearing why', async () => {
    const guideId = office.psychologist2
    await database.owner`insert into weekly_hours (person_id, weekday, from_time, until_time) values (${guideId}, 0, '13:00', '17:00'), (${guideId}, 1, '09:00', '17:00')`
    await database.owner`insert into absences (person_id, from_on, until_on, made_by_id) values (${guideId}, ${addDaysOn(office.monday, 1)}, ${addDaysOn(office.monday, 2)}, ${guideId})`
    for (const startsAt of [office.at(0, '10:00'), office.at(1, '10:00'), office.at(2, '10:00')]) {
      const error = await planSession(secretary, intervision(startsAt, { guideId })).catch((e: Refusal) => e)
      expect(error).toMatchObject({ detail: { why: 'psychologist2 Kantoor: bezet.' } })
    }
    await planSession(secretary, intervision(office.at(0, '13:00'), { guideId }))
    await database.owner`truncate weekly_hours, absences`
  })

  it('places to sign up for are planned with nobody in them yet', async () => {
    const places = {
      form: 'shadow-day' as const,
      departmentId: office.departmentId,
      residentIds: [],
      seats: 2,
    }
    await planSession(nurse, { ...places, startsAt: office.at(1, '08:00').toISOString() })
    const sunday = { ...places, startsAt: office.at(6, '08:00').toISOString() }
    expect(await refused(planSession(nurse, sunday))).toBe('group-cannot')
  })
})

describe('cancelling what an office planned', () => {
  it('is for those who plan it and its guide: a member may not cancel it for everybody', async () => {
    const { id } = await planSession(secretary, intervision(office.at(0, '10:00')))
    const cancelling = { sessionId: id, seen: 0 }
    expect(await refused(cancelSession(resident, cancelling))).toBe('forbidden')
    expect(await refused(cancelSession(await signInAs(office.psychologist), cancelling))).toBe('no refusal')
  })
})

describe('planning anyway', () => {
  const free = () => office.residentIds[4]!
  beforeAll(() => office.noShift(free(), 8))
  const asked = (more: object = {}) =>
    intervision(office.at(8, '10:00'), { residentIds: [office.residentIds[5]!, free()], ...more })

  it('needs a reason, leaves an audit row, and tells whose rest it is', async () => {
    expect(await refused(planSession(secretary, asked()))).toBe('group-rest')
    await expect(planSession(secretary, asked({ anyway: 'on' }))).rejects.toMatchObject({
      issues: [{ path: ['reason'], message: 'required' }],
    })
    const { id } = await planSession(secretary, asked({ anyway: 'on', reason: 'Enige week met een trainer' }))
    const rows =
      await database.owner`select about from audit where action = 'session.plan-anyway' and subject_id = ${id}`
    expect(rows).toMatchObject([{ about: [free()] }])
    const kept = await database.owner`select person_id, rule from rest_set_aside where session_id = ${id}`
    expect(kept).toEqual([{ person_id: free(), rule: 'day-off' }])
    const told = await messagesOf()
    expect(told.filter(({ kind }) => kind === 'session.anyway')).toEqual([
      { kind: 'session.anyway', recipient_id: free() },
    ])
    expect(told.filter(({ kind }) => kind === 'session.booked')).toHaveLength(2)
  })

  it('never over another session, a duty or leave, and never by a ward', async () => {
    const anyway = { anyway: 'on', reason: 'Moet nu' }
    await planSession(secretary, intervision(office.at(1, '10:00')))
    const over = intervision(office.at(1, '10:30'), { ...anyway, guideId: office.psychologist2 })
    expect(await refused(planSession(secretary, over))).toBe('group-cannot')
    const one = office.residentIds[5]!
    await office.shift(one, 'evening', office.at(4, '17:00'), office.at(4, '23:00'))
    const onDuty = intervision(office.at(4, '16:30'), { ...anyway, residentIds: [one] })
    expect(await refused(planSession(secretary, onDuty))).toBe('group-cannot')
    const shadow = {
      form: 'shadow-day' as const,
      departmentId: office.departmentId,
      residentIds: [free()],
      startsAt: office.at(8, '08:00').toISOString(),
      ...anyway,
    }
    expect(await refused(planSession(nurse, { ...shadow, anyway: 'on' }))).toBe('forbidden')
    expect(await planSession(secretary, { ...shadow, anyway: 'on' })).toMatchObject({ isRepeated: false })
  })
})

describe('changing who and where', () => {
  it('brings a resident in and takes her out again, and she hears both', async () => {
    const { id } = await planSession(secretary, intervision(office.at(0, '10:00')))
    const residentId = office.residentIds[5]!
    await addResident(secretary, { sessionId: id, seen: 0, residentId })
    expect((await loadPlanned(secretary, id, new Date()))?.residents).toHaveLength(5)
    expect(await refused(removeResident(resident, { sessionId: id, seen: 1, residentId }))).toBe('forbidden')
    await removeResident(secretary, { sessionId: id, seen: 1, residentId })
    const told = (await messagesOf()).filter(({ recipient_id }) => recipient_id === residentId)
    expect(told.map(({ kind }) => kind)).toEqual(['session.booked', 'session.cancelled'])
    await addResident(secretary, { sessionId: id, seen: 2, residentId })
    expect((await loadPlanned(secretary, id, new Date()))?.residents).toHaveLength(5)
    expect(await refused(addResident(secretary, { sessionId: id, seen: 0, residentId }))).toBe('changed')
  })

  it('asks the rest engine about who comes in', async () => {
    const { id } = await planSession(
      secretary,
      intervision(office.at(8, '10:00'), { residentIds: [office.residentIds[0]!] }),
    )
    const add = { sessionId: id, seen: 0, residentId: office.residentIds[4]! }
    expect(await refused(addResident(secretary, add))).toBe('group-rest')
    await addResident(secretary, { ...add, anyway: 'on', reason: 'Op eigen verzoek' })
    const kept = await database.owner`select person_id, rule from rest_set_aside where session_id = ${id}`
    expect(kept).toEqual([{ person_id: add.residentId, rule: 'day-off' }])
  })

  it('gives it a room that is large enough, and never one that is taken', async () => {
    const [small, large] = [await office.room(3), await office.room(8)]
    expect(await refused(planSession(secretary, intervision(office.at(0, '10:00'), { roomId: small })))).toBe(
      'room-small',
    )
    await planSession(secretary, intervision(office.at(0, '10:00'), { roomId: large }))
    const other = await planSession(
      secretary,
      intervision(office.at(0, '10:00'), {
        residentIds: [office.residentIds[5]!],
        guideId: office.psychologist2,
      }),
    )
    const place = { sessionId: other.id, seen: 0, roomId: large }
    expect(await refused(placeSession(secretary, place))).toBe('room-taken')
    await placeSession(secretary, { ...place, roomId: small })
    expect((await loadPlanned(secretary, other.id, new Date()))?.roomId).toBe(small)
    expect(await refused(closeRoom(secretary, { roomId: small }))).toBe('room-in-use')
  })

  it('keeps the list of rooms to the offices', async () => {
    const room = { name: 'Aula', site: 'Noord', places: 40 }
    expect(await refused(addRoom(nurse, room))).toBe('forbidden')
    const { id } = await addRoom(secretary, room)
    expect(await refused(addRoom(coordinator, room))).toBe('room-known')
    await closeRoom(coordinator, { roomId: id })
    expect(await refused(planSession(secretary, intervision(office.at(0, '10:00'), { roomId: id })))).toBe(
      'room-closed',
    )
    expect(await addRoom(secretary, room)).toEqual({ id })
  })
})
