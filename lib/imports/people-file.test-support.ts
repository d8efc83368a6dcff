import { readSheet } from '@/lib/sheet/read-sheet'
import { words } from '@/lib/words/words'
import { sentenceOf } from './mistakes'
import type { KnownHospital } from './people-facts'
import { previewPeople } from './people-preview'
import { peopleColumns, readPersonRow } from './people-rows'

export const today = '2026-11-26'
const person = (id: string, name: string, more = {}) => ({
  id,
  staffNumber: id.toUpperCase(),
  givenName: name,
  familyName: 'Jansen',
  email: `${id}@zh.nl`,
  locale: 'nl' as const,
  isClosed: false,
  ...more,
})
const role = (personId: string, held: string, departmentId: string | null, more = {}) => ({
  id: `${personId} ${held}`,
  personId,
  role: held as 'resident',
  departmentId,
  fromOn: '2026-01-01',
  untilOn: null,
  kind: null,
  fte: null,
  ...more,
})

const hospital: KnownHospital = {
  people: [
    person('k1', 'Sanne'),
    person('k2', 'Omar'),
    person('k3', 'Mila'),
    person('k7', 'Co'),
    person('k8', 'Gesloten', { isClosed: true }),
  ],
  departments: [{ id: 'd1', code: 'CHI', name: 'Chirurgie', site: 'Noord' }],
  roles: [
    role('k1', 'resident', 'd1', { kind: 'anios', fte: 1 }),
    role('k2', 'supervisor', 'd1'),
    role('k3', 'supervisor', 'd1'),
    role('k7', 'coordinator', null),
  ],
  qualifications: [{ personId: 'k1', kind: 'BIG', number: '00001001001', expiresOn: '2029-05-01' }],
  supervisions: [{ id: 's1', residentId: 'k1', guideId: 'k2', fromOn: '2026-01-01', untilOn: null }],
}

const columns = Object.keys(peopleColumns)
export type Cells = Partial<Record<keyof typeof peopleColumns, string>>
export const sanne: Cells = {
  number: 'K1',
  given_name: 'Sanne',
  family_name: 'Jansen',
  email: 'K1@zh.nl',
  role: 'arts-assistent',
  department: 'CHI',
  from: '1-1-2026',
  kind: 'anios',
  fte: '1,0',
  supervisor: 'K2',
  qualifications: 'BIG 00001001001 2029-05-01',
  language: 'nl',
}
export const nora: Cells = {
  number: 'K50',
  given_name: 'Nora',
  family_name: 'el Amrani',
  email: 'nora@zh.nl',
  role: 'verpleegkundige',
  department: 'chi',
  from: '2027-01-01',
}

export function preview(...rows: Cells[]) {
  const text = [columns, ...rows.map((cells) => columns.map((each) => cells[each as 'number'] ?? ''))]
  const sheet = readSheet(
    new TextEncoder().encode(text.map((cells) => cells.map((cell) => `"${cell}"`).join(';')).join('\n')),
    peopleColumns,
  )
  if ('problem' in sheet) throw new Error(sheet.problem)
  let count = 0
  return previewPeople(sheet.rows.map(readPersonRow), hospital, {
    viewerId: 'k7',
    today,
    newId: () => `new${(count += 1)}`,
  })
}
export const states = (...rows: Cells[]) => preview(...rows).lines.map(({ state }) => state)
export const sentences = (...rows: Cells[]) =>
  preview(...rows).lines.map(({ mistakes }) =>
    mistakes.map((each) => sentenceOf(each, words('nl'), 'nl', today)).join(' '),
  )
