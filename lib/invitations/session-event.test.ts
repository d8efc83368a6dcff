import { describe, expect, it } from 'vitest'
import { sessionEvent, type InvitedTo } from './session-event'
import { writeCalendar } from './ics'

const session: InvitedTo = {
  id: '11111111-1111-4111-8111-111111111111',
  form: 'mentor-session',
  startsAt: new Date('2026-11-26T13:30:00Z'),
  endsAt: new Date('2026-11-26T14:15:00Z'),
  sequence: 1,
  bookedAt: new Date('2026-11-20T08:00:00Z'),
  movedAt: new Date('2026-11-21T08:00:00Z'),
  cancelledAt: null,
  place: 'Kamer 2.14',
  room: null,
  link: 'https://video.example/abc',
  seriesId: null,
  seriesOn: null,
  seriesTime: null,
  isAwaited: false,
  otherName: 'Noor de Vries',
}
const series = { seriesId: '22222222-2222-4222-8222-222222222222', seriesTime: '16:00:00' }
const eventOf = (change: Partial<InvitedTo> = {}, personId = 'bram') =>
  sessionEvent({ ...session, ...change }, personId, 'nl', 'Afspraak')

describe('the event of a session', () => {
  it('says what, with whom and where', () => {
    expect(eventOf()).toMatchObject({
      uid: `${session.id}@localhost`,
      summary: 'Mentorgesprek met Noor de Vries',
      location: 'Kamer 2.14, https://video.example/abc',
      status: 'CONFIRMED',
      changedAt: session.movedAt,
    })
  })

  it('is provisional while somebody must say yes, and stays under its UID when it is cancelled', () => {
    expect(eventOf({ isAwaited: true }).status).toBe('TENTATIVE')
    const over = eventOf({ cancelledAt: new Date('2026-11-22T08:00:00Z'), sequence: 2 })
    expect(over).toMatchObject({ uid: eventOf().uid, status: 'CANCELLED', sequence: 2 })
  })

  it.each(['psychologist-session', 'learning-therapy'])('of a %s holds when, and nothing else', (form) => {
    const event = eventOf({ form })
    expect(event).toMatchObject({ summary: 'Afspraak', isPrivate: true })
    const text = writeCalendar({ method: 'PUBLISH', events: [event] })
    expect(text).not.toMatch(/Noor|Kamer|video|psycho|therap|sessions\//i)
    expect(text).not.toContain(session.id)
  })

  it('of a confidential session is not the same in the calendars of the two', () => {
    for (const change of [{}, { ...series, seriesOn: '2026-11-26' }]) {
      const form = 'psychologist-session'
      expect(eventOf({ form, ...change }).uid).toBe(eventOf({ form, ...change, sequence: 7 }).uid)
      expect(eventOf({ form, ...change }).uid).not.toBe(eventOf({ form, ...change }, 'pia').uid)
    }
  })

  it.each([
    // A series of 16:00 stays at 16:00 when the clock changes.
    ['2026-10-20', '2026-10-20T14:00:00Z'],
    ['2026-10-27', '2026-10-27T15:00:00Z'],
    ['2026-03-24', '2026-03-24T15:00:00Z'],
    ['2026-03-31', '2026-03-31T14:00:00Z'],
  ])('of a series shares one UID, and is named by its first start: %s is %s', (seriesOn, instant) => {
    const event = eventOf({ ...series, seriesOn })
    expect(event.uid).toBe(`${series.seriesId}@localhost`)
    expect(event.occurrenceAt).toEqual(new Date(instant))
  })
})
