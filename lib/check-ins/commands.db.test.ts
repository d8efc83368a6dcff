import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { countOwed, loadOwnState } from '@/lib/coverage/queries'
import { listFreeTimes } from '@/lib/sessions/queries'
import { addMinutes, dateOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { keepPromise, undoCheckIn } from './commands'
import { type Office, openOffice } from './office.test-support'
import { loadCheckInList, loadCheckInsWith, loadOwnCheckIns, loadSavedCheckIn } from './queries'

const now = new Date()
let database: Office['database']
let ward: Office['ward']
let surgery: string
let supervisor: Viewer
let resident: Viewer
let colleague: Viewer
let promise: Office['promise']
let log: Office['log']

beforeEach(async () => {
  ;({ database, ward, surgery, supervisor, colleague, resident, promise, log } = await openOffice(now))
})
afterEach(() => database.drop())
const fieldsOf = (error: { issues?: { path: PropertyKey[]; message: string }[] }) =>
  error.issues?.map((issue) => [issue.path.join('.'), issue.message])

describe('logging a check-in', () => {
  it('keeps what was said about work, and the resident reads it in her next read', async () => {
    const { id } = await log({ topics: ['roster', 'career'], nextOn: ward.on(80), ...promise() })
    const own = await loadOwnCheckIns(resident, now)
    expect(own?.checkIns).toEqual([
      {
        id,
        happenedOn: ward.today,
        outcome: 'held',
        topics: ['roster', 'career'],
        nextOn: ward.on(80),
        otherName: 'Sup Test',
        corrections: [],
        correcting: null,
        promises: [
          {
            id: expect.any(String),
            text: 'Geen dienst op de dag na een nacht.',
            owner: 'supervisor',
            dueOn: ward.on(14),
            keptAt: null,
            notKeptAt: null,
          },
        ],
      },
    ])
  })

  it.each(['held', 'declined'] as const)(
    '%s: the flag goes and the debt with it, in the first read after',
    async (outcome) => {
      expect(await loadOwnState(resident, now)).toMatchObject({ flag: 'none-late', state: 'overdue' })
      expect(await countOwed(supervisor, now)).toBe(1)
      await log({ outcome })
      expect(await loadOwnState(resident, now)).toMatchObject({
        flag: null,
        state: 'up-to-date',
        lastOn: ward.today,
      })
      expect(await countOwed(supervisor, now)).toBe(0)
    },
  )

  it('offered: the flag and the debt stay', async () => {
    await log({ outcome: 'offered', nextOn: ward.on(7) })
    expect(await loadOwnState(resident, now)).toMatchObject({
      flag: 'none-late',
      state: 'overdue',
      lastOn: null,
    })
    expect(await countOwed(supervisor, now)).toBe(1)
    const list = await loadCheckInList(supervisor, now)
    expect(list?.now[0]).toMatchObject({ offeredOn: ward.today, nextOn: ward.on(7), lastOn: null })
  })

  it('refuses a day outside the time these two had together, at its field', async () => {
    const mistakes = (happenedOn: string) => log({ happenedOn }).catch(fieldsOf)
    expect(await mistakes(ward.on(1))).toEqual([['happenedOn', 'date-future']])
    expect(await mistakes(ward.on(-41))).toEqual([['happenedOn', 'date-before-pairing']])
    expect(await mistakes(ward.on(-40))).toMatchObject({ residentId: resident.id })
  })

  it('refuses a day before the resident’s first, which would count for nothing', async () => {
    const fresh = await ward.person('Vers', 'resident', surgery, -3)
    await ward.pair(fresh, supervisor.id, -20)
    const mistakes = await log({ residentId: fresh, happenedOn: ward.on(-4) }).catch(fieldsOf)
    expect(mistakes).toEqual([['happenedOn', 'date-before-pairing']])
  })

  it('writes nothing when a field is wrong', async () => {
    await log({ outcome: 'offered', topics: ['roster'] }).catch(() => null)
    await log({ promiseText: 'Half' }).catch(() => null)
    expect(await database.owner`select id from check_ins`).toEqual([])
    expect(await database.owner`select id from promises`).toEqual([])
  })

  it('counts one form once, posted twice at the same moment or later', async () => {
    const requestKey = crypto.randomUUID()
    const both = await Promise.all([log({ requestKey, ...promise() }), log({ requestKey, ...promise() })])
    const later = await log({ requestKey, ...promise() })
    expect(new Set([...both, later].map(({ id }) => id)).size).toBe(1)
    expect([...both, later].filter(({ isRepeated }) => isRepeated)).toHaveLength(2)
    expect(await database.owner`select id from check_ins`).toHaveLength(1)
    expect(await database.owner`select id from promises`).toHaveLength(1)
  })

  it('says neither outcome nor topic nor promise in the audit log or the outbox', async () => {
    for (const outcome of ['held', 'declined', 'offered'] as const) await log({ outcome })
    const rows = await database.owner<{ row: Record<string, unknown> }[]>`
      select to_jsonb(a) - 'id' - 'at' - 'subject_id' as row from audit a where action = 'check-in.log'`
    expect(rows).toHaveLength(3)
    expect(new Set(rows.map(({ row }) => JSON.stringify(row))).size).toBe(1)
    expect(await database.owner`select id from outbox`).toEqual([])
  })
})

describe('the next talk at a free time', () => {
  /** The supervisor can be met on working days, and the resident works days on each of them. */
  async function openDiaries() {
    for (const weekday of [0, 1, 2, 3, 4])
      await database.owner`
        insert into weekly_hours (person_id, weekday, from_time, until_time) values (${supervisor.id}, ${weekday}, '09:00', '17:00')`
    for (let day = 1; day < 30; day += 1) {
      if ([0, 6].includes(new Date(`${ward.on(day)}T12:00Z`).getUTCDay())) continue
      await database.owner`
        insert into shifts (person_id, starts_at, ends_at, kind) values (${resident.id}, ${`${ward.on(day)}T07:00Z`}, ${`${ward.on(day)}T16:00Z`}, 'day')`
    }
    const question = { form: 'check-in', otherId: resident.id, fromOn: ward.on(2), most: 3 } as const
    return listFreeTimes(supervisor, question, now)
  }

  it('is booked in the same go, and shows as planned; the flag of an offered talk stays', async () => {
    const [first] = await openDiaries()
    const startsAt = first?.startAt ?? now
    await log({ outcome: 'offered', nextStartsAt: startsAt.toISOString() })
    expect(await loadOwnState(resident, now)).toMatchObject({ nextAt: startsAt, flag: 'none-late' })
    expect((await loadCheckInList(supervisor, now))?.now[0]).toMatchObject({ nextOn: dateOf(startsAt) })
    expect(await database.owner`select kind, recipient_id from outbox`).toEqual([
      { kind: 'session.booked', recipient_id: resident.id },
    ])
  })
  it('goes again when the check-in is undone: its time is free, and the resident is told', async () => {
    const [first] = await openDiaries()
    const { id } = await log({ nextStartsAt: (first?.startAt ?? now).toISOString() })
    await undoCheckIn(supervisor, { checkInId: id }, addMinutes(now, 1))
    expect(await loadOwnState(resident, now)).toMatchObject({ nextAt: null, flag: 'none-late' })
    expect(await database.owner`select 1 from session_people where released_at is null`).toEqual([])
    expect(
      await database.owner`select kind, recipient_id from outbox where kind = 'session.cancelled'`,
    ).toEqual([{ kind: 'session.cancelled', recipient_id: resident.id }])
  })
  it('writes nothing at all when that time was taken meanwhile', async () => {
    const [first] = await openDiaries()
    const nextStartsAt = (first?.startAt ?? now).toISOString()
    const other = await ward.person('Ander', 'resident', surgery, -40)
    await database.owner`
      with s as (insert into sessions (form, starts_at, ends_at, booked_by_id)
        values ('check-in', ${nextStartsAt}, ${nextStartsAt}::timestamptz + interval '30 minutes', ${supervisor.id}) returning *)
      insert into session_people (session_id, person_id, part, during)
      select id, unnest(array[${other}, ${supervisor.id}]::uuid[]), unnest(array['resident', 'guide']), tstzrange(starts_at, ends_at) from s`
    await expect(log({ nextStartsAt })).rejects.toMatchObject({ name: 'Refusal' })
    expect(await database.owner`select id from check_ins`).toEqual([])
    expect(await loadOwnState(resident, now)).toMatchObject({ flag: 'none-late' })
  })
})

describe('undoing', () => {
  it('puts the flag back and leaves no promise and no topic', async () => {
    const { id } = await log({ topics: ['duties'], ...promise() })
    await undoCheckIn(supervisor, { checkInId: id }, addMinutes(now, 9))
    expect(await loadOwnState(resident, now)).toMatchObject({ flag: 'none-late', state: 'overdue' })
    expect((await loadOwnCheckIns(resident, now))?.checkIns).toEqual([])
    expect(await database.owner`select topics, next_on from check_ins`).toEqual([
      { topics: [], next_on: null },
    ])
    expect(await database.owner`select id from promises`).toEqual([])
  })
  it('is possible for 10 minutes only, and twice is once', async () => {
    const { id } = await log()
    await expect(undoCheckIn(supervisor, { checkInId: id }, addMinutes(now, 11))).rejects.toMatchObject({
      reason: 'undo-too-late',
    })
    expect(await loadSavedCheckIn(supervisor, id, now)).toMatchObject({ isUndone: false })
    expect(await loadSavedCheckIn(supervisor, id, addMinutes(now, 11))).toBeNull()
    await undoCheckIn(supervisor, { checkInId: id }, now)
    await undoCheckIn(supervisor, { checkInId: id }, addMinutes(now, 60))
    expect(await loadSavedCheckIn(supervisor, id, now)).toMatchObject({ isUndone: true })
  })
  it('is for who logged it only', async () => {
    const { id } = await log()
    for (const viewer of [resident, colleague])
      await expect(undoCheckIn(viewer, { checkInId: id })).rejects.toMatchObject({ reason: 'not-found' })
  })
  it('is final for that form: posted again, it says that something changed', async () => {
    const requestKey = crypto.randomUUID()
    const { id } = await log({ requestKey })
    await undoCheckIn(supervisor, { checkInId: id })
    await expect(log({ requestKey })).rejects.toMatchObject({ reason: 'changed' })
  })
})

describe('a promise', () => {
  const promiseOf = async () => (await loadOwnCheckIns(resident, now))?.checkIns[0]?.promises[0]

  it('is marked as kept or not by either of the two, and the other sees it; or taken back', async () => {
    await log(promise())
    const promiseId = (await promiseOf())?.id ?? ''
    await keepPromise(resident, { promiseId, kept: 'yes' })
    const seen = await loadCheckInsWith(supervisor, resident.id, now)
    expect(seen?.checkIns[0]?.promises[0]).toMatchObject({ keptAt: expect.any(Date), notKeptAt: null })
    await keepPromise(supervisor, { promiseId, kept: 'no' })
    expect(await promiseOf()).toMatchObject({ keptAt: null, notKeptAt: expect.any(Date) })
    await keepPromise(resident, { promiseId, kept: 'open' })
    expect(await promiseOf()).toMatchObject({ keptAt: null, notKeptAt: null })
  })
  it('is not there for anybody else', async () => {
    await log(promise())
    const promiseId = (await promiseOf())?.id ?? ''
    const others = [colleague]
    for (const role of ['secretary', 'coordinator', 'admin', 'mentor'] as const)
      others.push(await signInAs(await ward.person(role, role, surgery)))
    for (const viewer of others)
      await expect(keepPromise(viewer, { promiseId, kept: 'yes' })).rejects.toMatchObject({
        reason: 'not-found',
      })
  })
  it('never changes its text, owner or date', async () => {
    await log(promise())
    for (const change of ["text = 'anders'", 'due_on = due_on + 30', `owner_id = '${resident.id}'`])
      for (const viewer of [supervisor, resident])
        await expect(
          as(viewer.id, (tx) => tx.execute(`update promises set ${change}`)),
        ).rejects.toMatchObject({
          cause: { code: '42501' },
        })
  })
  it('cannot be signed as kept, or as not kept, in the name of the other', async () => {
    await log(promise())
    for (const mark of ['kept', 'not_kept'])
      await expect(
        as(supervisor.id, (tx) =>
          tx.execute(`update promises set ${mark}_at = now(), ${mark}_by_id = '${resident.id}'`),
        ),
      ).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
