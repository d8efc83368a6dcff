import type { rooms, series } from '@/db/schema/sessions'
import { colleague, coordinator, secretaryOf, type Resident } from './cast'
import { addDays, instantAt, isHoliday, minuteOf, type CalendarDate } from './clock'
import { departmentId, type DepartmentCode } from './departments'
import { idOf } from './dice'
import type { Diary } from './diary'
import type { SessionRows } from './sessions'

export type OfficeRows = SessionRows & {
  rooms: (typeof rooms.$inferInsert)[]
  series: (typeof series.$inferInsert)[]
}

const roomLines = [
  ['Noorderzijl', 'Aula', 60],
  ['Noorderzijl', 'Spreekkamer 1.04', 4],
  ['Noorderzijl', 'Vergaderkamer 2.10', 10],
  ['Oosterduin', 'Intervisiekamer', 10],
  ['Oosterduin', 'Spreekkamer 0.12', 3],
  ['Zuiderbeek', 'Leslokaal B', 24],
] as const

const roomId = (name: string) => idOf(`room ${name}`)

/** Those of the demo whose agendas are told about elsewhere. */
const leftOut = new Set(['K1001', 'K1002'])

/** What the offices planned for several people: a weekly feedback moment, shadow places that are open, teaching in the hall. */
export function officeRows(diary: Diary, monday: CalendarDate, residents: readonly Resident[]): OfficeRows {
  const secretary = secretaryOf('surgery-north')
  const rows: OfficeRows = { rooms: [], series: [], sessions: [], sessionPeople: [] }
  for (const [site, name, places] of roomLines)
    rows.rooms.push({ id: roomId(name), site, name, places, addedById: secretary.id })

  const plan = (
    form: string,
    code: DepartmentCode,
    on: CalendarDate,
    [from, until]: readonly [string, string],
    more: Partial<OfficeRows['sessions'][number]>,
    seats: readonly { personId: string; part: 'resident' | 'guide' }[],
  ) => {
    const id = idOf(`office session ${form} ${code} ${on}`)
    const startsAt = instantAt(on, minuteOf(from))
    const endsAt = instantAt(on, minuteOf(until))
    const bookedAt = instantAt(addDays(monday, -6), minuteOf('11:20'))
    const department = departmentId(code)
    rows.sessions.push({
      id,
      form,
      startsAt,
      endsAt,
      bookedAt,
      departmentId: department,
      bookedById: secretary.id,
      ...more,
    })
    const during = `[${startsAt.toISOString()},${endsAt.toISOString()})`
    rows.sessionPeople.push(...seats.map((seat) => ({ ...seat, sessionId: id, during })))
  }

  const fridayOn = addDays(monday, 4)
  const seriesId = idOf('series of feedback moments')
  rows.series.push({
    id: seriesId,
    form: 'feedback-moment',
    everyWeeks: 1,
    fromOn: fridayOn,
    startsTime: '15:00',
    count: 4,
    madeById: secretary.id,
    madeAt: instantAt(addDays(monday, -6), minuteOf('11:20')),
  })
  const times = { from: minuteOf('15:00'), until: minuteOf('15:20') }
  for (const week of [0, 1, 2, 3]) {
    const on = addDays(fridayOn, 7 * week)
    if (isHoliday(on)) continue
    const onShift = residents.filter(
      (resident) =>
        !leftOut.has(resident.staffNumber) &&
        resident.stays.at(-1)?.department === 'surgery-north' &&
        diary.takeOnShift(resident.id, on, times),
    )
    plan(
      'feedback-moment',
      'surgery-north',
      on,
      ['15:00', '15:20'],
      { seriesId, seriesOn: on, place: 'Teamkamer' },
      [
        ...onShift.map(({ id }) => ({ personId: id, part: 'resident' as const })),
        { personId: colleague('K1402').id, part: 'guide' },
      ],
    )
  }
  for (const [code, days, seats] of [
    ['surgery-north', 8, 2],
    ['emergency-north', 10, 1],
    ['emergency-north', 17, 2],
  ] as const)
    plan('shadow-day', code, addDays(monday, days), ['08:00', '16:00'], { seats }, [])
  plan(
    'student-teaching',
    'surgery-north',
    addDays(monday, 9),
    ['13:00', '14:00'],
    { seats: 12, roomId: roomId('Aula') },
    [{ personId: coordinator.id, part: 'guide' }],
  )
  return rows
}
