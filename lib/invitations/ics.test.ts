import * as fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { writeCalendar, type CalendarEvent } from './ics'

const event: CalendarEvent = {
  uid: '7f2c@klankbord.test',
  sequence: 2,
  startsAt: new Date('2026-11-26T13:30:00Z'),
  endsAt: new Date('2026-11-26T14:15:00Z'),
  changedAt: new Date('2026-11-20T08:00:00Z'),
  summary: 'Mentorgesprek met Zoë; kamer 2, 1e',
  location: 'Noord\nKamer 2.14',
  url: 'https://klankbord.test/sessions/1',
  status: 'CONFIRMED',
}
const invitation = (change: Partial<CalendarEvent> = {}, method: 'REQUEST' | 'CANCEL' = 'REQUEST') =>
  writeCalendar({
    method,
    events: [{ ...event, ...change }],
    organizer: 'no-reply@klankbord.test',
    attendee: 'bram@ziekenhuis.test',
  })

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each)) }
}

describe('a calendar that we write', () => {
  it('reads back as it was meant', () => {
    const { calendar, events } = read(invitation())
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    const [back] = events
    expect(back).toMatchObject({
      uid: event.uid,
      sequence: 2,
      summary: event.summary,
      location: event.location,
    })
    expect(back?.startDate.toJSDate()).toEqual(event.startsAt)
    expect(back?.endDate.toJSDate()).toEqual(event.endsAt)
    expect(back?.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
    expect(back?.organizer).toBe('mailto:no-reply@klankbord.test')
    expect(back?.attendees.map((each) => each.getFirstValue())).toEqual(['mailto:bram@ziekenhuis.test'])
  })

  it('has all that mail programs ask of an invitation', () => {
    const text = invitation()
    for (const name of [
      'PRODID',
      'METHOD',
      'UID',
      'DTSTAMP',
      'SEQUENCE',
      'DTSTART',
      'DTEND',
      'ORGANIZER',
      'ATTENDEE',
    ])
      expect(text.match(new RegExp(`^${name}[:;]`, 'gm')), name).toHaveLength(1)
    expect(text).toContain('\r\nDTSTAMP:20261120T080000Z\r\n')
    expect(text).toContain('\r\nDTSTART:20261126T133000Z\r\n')
    expect(text).not.toContain('TZID')
  })

  it('cancels under the same UID', () => {
    const { calendar, events } = read(invitation({ status: 'CANCELLED', sequence: 3 }, 'CANCEL'))
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(events[0]).toMatchObject({ uid: event.uid, sequence: 3 })
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  it('names the occurrence of a series by when it was first meant to start', () => {
    const { events } = read(invitation({ occurrenceAt: new Date('2026-11-25T15:00:00Z') }))
    expect(events[0]?.isRecurrenceException()).toBe(true)
    expect(events[0]?.recurrenceId.toJSDate()).toEqual(new Date('2026-11-25T15:00:00Z'))
  })

  it('is CRLF throughout, and no line is longer than 75 octets', () => {
    const text = invitation({ summary: 'é🙂'.repeat(90) })
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(read(text).events[0]?.summary).toBe('é🙂'.repeat(90))
  })

  it('keeps any text whole, and lets none become a property', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'\\;,:"^nN\n\r\t BEGIN:VEVENTé🙂'), maxLength: 200 }),
    )
    fc.assert(
      fc.property(texts, texts, (summary, location) => {
        const { calendar, events } = read(invitation({ summary, location }))
        const kept = (text: string) => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '')
        expect(events).toHaveLength(1)
        expect(events[0]?.summary).toBe(kept(summary))
        if (location) expect(events[0]?.location).toBe(kept(location))
        expect(calendar.getAllProperties()).toHaveLength(4)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps any instant whole', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 1440 }), (at, minutes) => {
        const startsAt = new Date(Math.floor(at.getTime() / 1000) * 1000)
        const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
        const [back] = read(invitation({ startsAt, endsAt })).events
        expect([back?.startDate.toJSDate(), back?.endDate.toJSDate()]).toEqual([startsAt, endsAt])
      }),
    )
  })

  it('lets no address begin another property', () => {
    const text = writeCalendar({
      method: 'REQUEST',
      events: [event],
      organizer: 'a@b.test',
      attendee: 'x@y.test\r\nATTENDEE:mailto:z@y.test',
    })
    expect(read(text).events[0]?.attendees).toHaveLength(1)
  })

  it('as a feed has a name and says how often to ask, and names nobody', () => {
    const { calendar, events } = read(
      writeCalendar({
        method: 'PUBLISH',
        events: [event, { ...event, uid: 'b' }],
        name: 'Klankbord',
        refreshHours: 3,
      }),
    )
    expect(events).toHaveLength(2)
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Klankbord')
    expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT3H')
    expect(events[0]?.attendees).toEqual([])
    expect(events[0]?.organizer).toBeNull()
  })
})
