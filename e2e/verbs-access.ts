import { expect, type Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { demoGroup } from '@/db/seed/groups'
import { todayOn } from '@/lib/time'
import type { DemoPerson } from './domain'
import type { Hospital } from './hospital'
import { person, test } from './verbs-people'
import { expectDoors, type Door } from './verbs-doors'
import { formOn, postForm, type PlainForm } from './verbs-posting'
import { listThings, type Things } from './verbs-routes'
const { newcomer, supervisor, mentor } = demoPeople

interface Right {
  /** Whose page has the form. */
  by: { id: string }
  path: (things: Things) => string
  /** The label of the form, or a field that only it has. */
  form: string
  fields?: Record<string, string | File>
}

const csv = (text: string) => new File([text], 'file.csv', { type: 'text/csv' })

/** What can be done, from whose page. */
export const rights = {
  'log a check-in': {
    by: supervisor,
    path: () => `/check-ins?open=${newcomer.id}`,
    form: 'residentId',
    fields: { outcome: 'held' },
  },
  // Before the proposals, with which wishing ends.
  'wish for a mentor': { by: newcomer, path: () => '/pairings/mentors', form: 'first' },
  'ask a mentor': {
    by: newcomer,
    path: () => `/pairings/mentors?ask=${mentor.id}`,
    form: 'guideId',
  },
  'accept a resident': {
    by: mentor,
    path: () => '/pairings',
    form: 'Ja, ik word mentor: Farah el Idrissi',
  },
  'decline a resident': { by: person('K1204'), path: () => '/pairings', form: 'Nee, nu niet: Rik Zwart' },
  'take up a proposal': { by: person('K1014'), path: () => '/pairings', form: 'Ja, vraag Eduard Swinkels' },
  'give a supervisor': {
    by: demoPeople.coordinator,
    path: () => `/pairings/${newcomer.id}?guide=${person('K1102').id}&from=${todayOn(new Date())}`,
    form: 'fromOn',
  },
  'propose a mentor': {
    by: demoPeople.coordinator,
    path: () => `/pairings/${person('K1018').id}?mentor=${mentor.id}`,
    form: 'guideId',
  },
  'propose to all': { by: demoPeople.coordinator, path: () => '/pairings/mentors/proposal', form: 'pairs' },
  'note who was there': {
    by: demoPeople.psychologist,
    path: () => `/groups/${demoGroup.id}/attendance/${demoGroup.toNoteId}`,
    form: 'Iedereen was er',
  },
  'take a shift out of the roster': {
    by: demoPeople.secretary,
    path: ({ shiftId }) => `/rosters/${shiftId}`,
    form: 'shiftId',
  },
  'import a roster': {
    by: demoPeople.secretary,
    path: () => '/rosters/import',
    form: 'kind',
    fields: { file: csv('person,start,end,kind\nK1403,2027-02-01 08:00,2027-02-01 17:00,day\n') },
  },
  'import people': {
    by: demoPeople.coordinator,
    path: () => '/people/import',
    form: 'kind',
    fields: {
      file: csv(
        'number,given_name,family_name,email,role,department,from\nK2,A,B,a@b.nl,nurse,,2027-01-01\n',
      ),
    },
  },
  'add a person': {
    by: demoPeople.coordinator,
    path: () => '/people/new',
    form: 'staffNumber',
    fields: {
      staffNumber: 'K9001',
      givenName: 'Eva',
      familyName: 'Indringer',
      email: 'eva@klankbord.example',
      role: 'coordinator',
    },
  },
  'end a role': {
    by: demoPeople.coordinator,
    path: () => `/people/${person('K1107').id}`,
    form: 'roleId',
  },
  'close an account': {
    by: demoPeople.admin,
    path: () => `/people/${person('K1440').id}`,
    form: 'Account sluiten',
  },
  'cancel a session': {
    by: mentor,
    path: ({ sessionId }) => `/sessions/${sessionId}?cancel=1`,
    form: 'Afspraak afzeggen?',
  },
  'wait for a time': {
    by: demoPeople.resident,
    path: () => `/sessions/book?form=mentor-session&with=${mentor.id}`,
    form: 'Laat me weten als er plek is',
  },
  'sign up for an open place': { by: demoPeople.resident, path: () => '/sessions/seats', form: 'sessionId' },
} satisfies Record<string, Right>

export type RightName = keyof typeof rights

type Forms = Record<RightName, PlainForm>
let known: Forms | undefined

/** Every form from the page of whoever has the right. Read once: in every copy of the hospital they are the same. */
async function readForms(
  asPerson: (someone: { id: string }) => Promise<Page>,
  things: Things,
): Promise<Forms> {
  if (known) return known
  const pages = new Map<string, Page>()
  const forms: [string, PlainForm][] = []
  for (const [name, right] of Object.entries(rights) as [string, Right][]) {
    const page = pages.get(right.by.id) ?? (await asPerson(right.by))
    pages.set(right.by.id, page)
    forms.push([name, await formOn(page, right.path(things), right.form)])
  }
  return (known = Object.fromEntries(forms) as Forms)
}

/** Whoever has the right posts the same form, and it is done: what is refused to others is refused to them, not to the form. */
export async function expectDone(
  name: RightName,
  { asPerson, hospital }: { asPerson: (someone: { id: string }) => Promise<Page>; hospital: Hospital },
): Promise<void> {
  const right: Right = rights[name]
  const page = await asPerson(right.by)
  const form = await formOn(page, right.path(await listThings(hospital)), right.form)
  const answer = await postForm(page, form, right.fields)
  expect(answer.status(), name).toBe(303)
}

/** What somebody sends along who thinks that the proxy is the wall. */
const disguises: Record<string, string>[] = [
  {},
  {
    'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    'x-klankbord-path': '/',
    'x-nonce': 'mine',
    'next-router-state-tree': '%5B%22%22%5D',
  },
]

/** Somebody without the rights posts every form of those who have them: at its own place, at hers, and with the proxy's headers made up. */
export async function expectRefused(
  page: Page,
  hers: readonly RightName[],
  { asPerson, hospital }: { asPerson: (someone: { id: string }) => Promise<Page>; hospital: Hospital },
): Promise<void> {
  const forms = await readForms(asPerson, await listThings(hospital))
  const before = await fingerprint(hospital)
  const surprises: string[] = []
  for (const [name, form] of Object.entries(forms) as [RightName, PlainForm][]) {
    if (hers.includes(name)) continue
    const { fields = {} } = rights[name] as Right
    for (const path of [form.path, '/'])
      for (const headers of disguises) {
        const answer = await postForm(page, { ...form, path }, fields, headers)
        const to = answer.headers().location ?? ''
        if (to !== '' && !to.includes('/sign-in')) surprises.push(`${name} at ${path} led to ${to}`)
        if (answer.status() >= 500) surprises.push(`${name} at ${path} answered ${answer.status()}`)
      }
  }
  expect(surprises).toEqual([])
  expect(await fingerprint(hospital), 'nothing is stored differently').toEqual(before)
}

const kept = [
  'check_ins',
  'check_in_corrections',
  'promises',
  'pairings',
  'sessions',
  'session_people',
  'waiting',
  'shifts',
  'imports',
  'people',
  'contacts',
  'roles',
  'residencies',
  'qualifications',
  'mentor_places',
  'mentor_wishes',
]

/** Everything that people have stored, as one short text per table. What the nightly check notes by itself is left out. */
async function fingerprint({ owner }: Hospital): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const table of kept) {
    const [row] = await owner<{ print: string }[]>`
      select count(*) || ' ' || md5(coalesce(string_agg(line, '' order by line), '')) as print
      from (select (to_jsonb(t) - 'conflict' - 'conflict_found_at')::text as line from ${owner(table)} t) all_lines`
    found[table] = row?.print ?? ''
  }
  return found
}

/** What somebody in this role can open and do; everything else that the house has is shut, and tried. */
export function proveAccess(who: DemoPerson, open: readonly Door[], hers: readonly RightName[]): void {
  test(`the ${who} opens what is hers, and behind every other door there is nothing`, async ({
    as,
    hospital,
  }) => {
    await expectDoors(await as(who), open, await listThings(hospital))
  })

  test(`a form of somebody else does nothing when the ${who} posts it`, async ({
    as,
    asPerson,
    hospital,
  }) => {
    test.slow()
    await expectRefused(await as(who), hers, { asPerson, hospital })
  })
}
