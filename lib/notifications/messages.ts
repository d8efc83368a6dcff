import type { Transaction } from '@/db/client'
import type { CalendarEvent } from '@/lib/invitations/ics'
import type { Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { aboutCommittee, aboutDebts } from './coverage-messages'
import { aboutFeed } from './feed-messages'
import { aboutGroup, aboutGroups } from './group-messages'
import { aboutPairing } from './pairing-messages'
import { aboutPromise } from './promise-reminders'
import { aboutQuorum } from './quorum-messages'
import { aboutReminder } from './reminders'
import { aboutSession } from './session-messages'
import { aboutTalk } from './talk-messages'
import { aboutWaiting } from './waiting-messages'

/** Whom a message is for and what it is about, as it stands when it is sent. */
export interface Context {
  tx: Transaction
  recipientId: string
  locale: Locale
  t: Words
  data: Record<string, string>
  now: Date
}

export interface Message {
  subject: string
  paragraphs: string[]
  /** The page that the mail leads to. */
  path: string
  /** What a calendar program does with it: one session, or several of one series. */
  invitation?: { method: 'REQUEST' | 'CANCEL'; events: CalendarEvent[] }
}

/** Null: what it tells is no longer so, and nothing is sent. */
type Compose = (context: Context) => Promise<Message | null>

/** Every kind of message, with how to load what it needs and say it. A kind that is not here is never mailed. */
export const messages: Record<string, Compose> = {
  'session.booked': (context) => aboutSession(context, 'booked'),
  'session.moved': (context) => aboutSession(context, 'moved'),
  'session.changed': (context) => aboutSession(context, 'changed'),
  'session.cancelled': (context) => aboutSession(context, 'cancelled'),
  'session.asked': (context) => aboutSession(context, 'asked'),
  'session.confirmed': (context) => aboutSession(context, 'confirmed'),
  'session.declined': (context) => aboutSession(context, 'declined'),
  'session.expired': (context) => aboutSession(context, 'expired'),
  'session.offered': (context) => aboutSession(context, 'offered'),
  'session.anyway': (context) => aboutSession(context, 'anyway'),
  'session.seat': (context) => aboutSession(context, 'seat'),
  'session.left': (context) => aboutSession(context, 'left'),
  'waiting.times': aboutWaiting,
  'reminder.day': (context) => aboutReminder(context, 'day'),
  'reminder.hours': (context) => aboutReminder(context, 'hours'),
  'coverage.digest': aboutDebts,
  'coverage.committee': aboutCommittee,
  'promise.due': (context) => aboutPromise(context, 'due'),
  'promise.past': (context) => aboutPromise(context, 'past'),
  'talk.asked': (context) => aboutTalk(context, 'asked'),
  'talk.offered': (context) => aboutTalk(context, 'offered'),
  'feed.failed': aboutFeed,
  'group.planned': (context) => aboutGroup(context, 'planned'),
  'group.leads': aboutGroups,
  'group.changed': (context) => aboutGroup(context, 'changed'),
  'group.left': (context) => aboutGroup(context, 'left'),
  'group.ended': (context) => aboutGroup(context, 'ended'),
  'group.quorum': aboutQuorum,
  'pairing.asked': (context) => aboutPairing(context, 'asked'),
  'pairing.accepted': (context) => aboutPairing(context, 'accepted'),
  'pairing.declined': (context) => aboutPairing(context, 'declined'),
  'pairing.proposed': (context) => aboutPairing(context, 'proposed'),
  'pairing.given': (context) => aboutPairing(context, 'given'),
  'pairing.ended': (context) => aboutPairing(context, 'ended'),
  'pairing.conflict': (context) => aboutPairing(context, 'conflict'),
}
