import { expect, type Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { demoGroup } from '@/db/seed/groups'
import { person } from './verbs-people'
import { waysToAsk } from './verbs-posting'
import type { Things } from './verbs-routes'

const { newcomer, mentor } = demoPeople
/** A resident of medicine, where nobody of the picker works, guides or plans. */
const elsewhere = person('K1009')
/** A member of the intervision group of the demo. */
const inGroup = person('K1021')

/** The doors of the house: every kind of page about something, and words that only stand behind it. */
export const doors = {
  'the check-ins': () => ['/check-ins'],
  'check-ins with a resident of the supervisor of the demo': () => [
    `/check-ins/with/${newcomer.id}`,
    newcomer.familyName,
  ],
  'check-ins with a resident of another supervisor': () => [
    `/check-ins/with/${elsewhere.id}`,
    elsewhere.familyName,
  ],
  'the norms': () => ['/norms'],
  'the figures': () => ['/figures'],
  'the figures of surgery as a file': ({ surgeryId }: Things) => [`/figures/file?department=${surgeryId}`],
  'the figures of the hospital as a file': () => ['/figures/file'],
  'the mirror': () => ['/figures/mirror'],
  'the visitation file': () => ['/figures/visitation'],
  'the visitation file as a workbook': () => ['/figures/visitation/file'],
  'the pairings': () => ['/pairings'],
  'the list of mentors to ask': () => ['/pairings/mentors', person('K1202').familyName],
  'the proposal of mentors': () => ['/pairings/mentors/proposal', person('K1018').familyName],
  'the pairings of a resident of surgery': () => [`/pairings/${newcomer.id}`, newcomer.familyName],
  'the pairings of a resident elsewhere': () => [`/pairings/${elsewhere.id}`, elsewhere.familyName],
  'the roster': () => ['/rosters'],
  'the roster of a department elsewhere': ({ departmentElsewhereId }: Things) => [
    `/rosters?department=${departmentElsewhereId}`,
    elsewhere.familyName,
  ],
  'a shift of surgery': ({ shiftId }: Things) => [`/rosters/${shiftId}`, newcomer.familyName],
  'a shift elsewhere': ({ shiftElsewhereId }: Things) => [
    `/rosters/${shiftElsewhereId}`,
    elsewhere.familyName,
  ],
  'the import of rosters': () => ['/rosters/import'],
  'a sample of a roster': () => ['/rosters/import/sample', 'K1403'],
  'the import of people': () => ['/people/import'],
  'a sample of people': () => ['/people/import/sample', 'Rijpkema'],
  'the form for a new person': () => ['/people/new'],
  'somebody of surgery': () => [`/people/${newcomer.id}`, newcomer.familyName],
  'somebody elsewhere': () => [`/people/${elsewhere.id}`, elsewhere.familyName],
  'a session of the mentor with somebody': ({ sessionId }: Things) => [`/sessions/${sessionId}`],
  'moving a session of the mentor with somebody': ({ sessionId }: Things) => [`/sessions/${sessionId}/move`],
  'a session in confidence': ({ confidentialId }: Things) => [`/sessions/${confidentialId}`],
  'the quiet door': () => ['/quiet-door'],
  'the self-check': () => ['/self-check'],
  'counters of one’s own': () => ['/profile/counters'],
  'counters of one’s own as a file': () => ['/profile/counters/file'],
  'the hospitals whose files count': () => ['/hospitals'],
  'a time in confidence with somebody': () => [`/sessions/book?form=quiet&with=${elsewhere.id}`],
  'a time with the mentor': () => [`/sessions/book?form=mentor-session&with=${mentor.id}`],
  'a time with a resident of the supervisor': () => [`/sessions/book?form=check-in&with=${newcomer.id}`],
  'a group of intervision': () => [`/groups/${demoGroup.id}`, inGroup.familyName],
  'who was at a meeting': () => [
    `/groups/${demoGroup.id}/attendance/${demoGroup.toNoteId}`,
    inGroup.familyName,
  ],
  'another date for a meeting': () => [`/groups/${demoGroup.id}/quorum/${demoGroup.nextId}`],
  'the sheet of a group': () => [`/groups/${demoGroup.id}/sheet`, inGroup.familyName],
  'the sheet of a group as a file': () => [`/groups/${demoGroup.id}/sheet/file`, inGroup.familyName],
  'the open places': () => ['/sessions/seats'],
  'a session with any mentor': () => ['/sessions/any'],
  'the technical log': () => ['/log'],
  'how the mails fare': () => ['/log/messages'],
  'an address that is no id': () => ['/people/not-an-id'],
  'an id of nobody': () => ['/people/00000000-0000-4000-8000-000000000000'],
} satisfies Record<string, (things: Things) => string[]>

export type Door = keyof typeof doors

/** Those of the doors that open, open; behind the others there is nothing, as a document and as data. */
export async function expectDoors(page: Page, open: readonly Door[], things: Things): Promise<void> {
  const surprises: string[] = []
  for (const [door, addressOf] of Object.entries(doors)) {
    const [path = '', secret] = addressOf(things)
    const isOpen = open.includes(door as Door)
    for (const headers of waysToAsk) {
      const answer = await page.request.get(path, { headers })
      const way = headers.rsc ? ' as data' : ''
      if (!headers.rsc && answer.status() !== (isOpen ? 200 : 404))
        surprises.push(`${door} answered ${answer.status()}`)
      if (!isOpen && secret && (await answer.text()).includes(secret))
        surprises.push(`${door}${way} says ${secret}`)
    }
  }
  expect(surprises).toEqual([])
}
