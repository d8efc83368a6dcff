import { describe, expect, it } from 'vitest'
import { readSheet } from '@/lib/sheet/read-sheet'
import { words } from '@/lib/words/words'
import { sentenceOf } from './mistakes'
import type { KnownHospital } from './people-facts'
import { previewPeople } from './people-preview'
import { peopleColumns, readPersonRow } from './people-rows'

const today = '2026-11-26'
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
type Cells = Partial<Record<keyof typeof peopleColumns, string>>
const sanne: Cells = {
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
const nora: Cells = {
  number: 'K50',
  given_name: 'Nora',
  family_name: 'el Amrani',
  email: 'nora@zh.nl',
  role: 'verpleegkundige',
  department: 'chi',
  from: '2027-01-01',
}

function preview(...rows: Cells[]) {
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
const states = (...rows: Cells[]) => preview(...rows).lines.map(({ state }) => state)
const sentences = (...rows: Cells[]) =>
  preview(...rows).lines.map(({ mistakes }) =>
    mistakes.map((each) => sentenceOf(each, words('nl'), 'nl', today)).join(' '),
  )

describe('what a line would do', () => {
  it('is nothing when everything is on record already', () => {
    const { lines, plan } = preview(sanne)
    expect(lines).toMatchObject([{ line: 2, who: 'Sanne Jansen', state: 'same', changes: [] }])
    expect(Object.values(plan).flat()).toEqual([])
  })
  it('is new for a person nobody knows, with her role', () => {
    const { lines, plan } = preview(nora)
    expect(lines).toMatchObject([
      { state: 'new', who: 'Nora el Amrani', role: 'nurse', department: 'Chirurgie' },
    ])
    expect(plan.people).toEqual([
      { id: 'new1', staffNumber: 'K50', givenName: 'Nora', familyName: 'el Amrani' },
    ])
    expect(plan.contacts).toEqual([{ personId: 'new1', email: 'nora@zh.nl', locale: 'nl' }])
    expect(plan.roles).toMatchObject([
      { personId: 'new1', role: 'nurse', departmentId: 'd1', fromOn: '2027-01-01' },
    ])
  })
  it('is a change, each field from what to what', () => {
    const { lines, plan } = preview({
      ...sanne,
      given_name: 'Sanna',
      email: 'sanna@zh.nl',
      until: '2027-06-01',
      kind: 'aios',
      fte: '0,8',
      language: 'en',
      qualifications: 'BIG 00001001001 2030-05-01|LVSC',
    })
    expect(lines[0]?.changes).toEqual([
      { field: 'given_name', from: 'Sanne', to: 'Sanna' },
      { field: 'email', from: 'k1@zh.nl', to: 'sanna@zh.nl' },
      { field: 'language', from: 'nl', to: 'en' },
      { field: 'qualifications', from: 'BIG 00001001001 2029-05-01', to: 'BIG 00001001001 2030-05-01' },
      { field: 'qualifications', from: null, to: 'LVSC' },
      { field: 'until', from: null, to: '2027-06-01' },
      { field: 'kind', from: 'anios', to: 'aios' },
      { field: 'fte', from: '1', to: '0.8' },
    ])
    expect(plan.renamed).toEqual([{ id: 'k1', givenName: 'Sanna', familyName: 'Jansen' }])
    expect(plan.contactChanges).toEqual([{ personId: 'k1', email: 'sanna@zh.nl', locale: 'en' }])
    expect(plan.roleEnds).toEqual([{ id: 'k1 resident', untilOn: '2027-06-01' }])
    expect(plan.residencies).toEqual([{ roleId: 'k1 resident', kind: 'aios', fte: 0.8 }])
    expect(plan.people).toEqual([])
  })
  it('is a change when somebody we know gets another role', () => {
    expect(
      preview({ ...sanne, role: 'mentor', department: '', from: '1-1-2027', supervisor: '' }).lines,
    ).toMatchObject([{ state: 'changed', changes: [{ field: 'role', from: null, to: 'mentor' }] }])
  })
  it('leaves alone what a cell leaves empty', () => {
    expect(
      states({ number: 'k1', role: 'resident', department: 'CHI', from: '2026-01-01', kind: 'anios' }),
    ).toEqual(['same'])
  })
  it('says a change of the person once, at her first right line', () => {
    const other = { ...sanne, role: 'mentor', department: '', supervisor: '', given_name: 'Sanna' }
    const { lines } = preview(
      { ...sanne, given_name: 'Sanna', role: 'tovenaar' },
      { ...sanne, given_name: 'Sanna' },
      other,
    )
    expect(lines.map(({ changes }) => changes.map(({ field }) => field))).toEqual([
      [],
      ['given_name'],
      ['role'],
    ])
  })
  it('makes a department only when its name and site are given, once', () => {
    const ward = { department: 'GER', department_name: 'Geriatrie', site: 'Zuid' }
    const { newDepartments, plan } = preview({ ...nora, ...ward }, { ...nora, ...ward, role: 'coassistent' })
    expect(newDepartments).toEqual([{ id: 'new2', code: 'GER', name: 'Geriatrie', site: 'Zuid' }])
    expect(plan.departments).toEqual(newDepartments)
    expect(plan.roles.map(({ departmentId }) => departmentId)).toEqual(['new2', 'new2'])
  })
  it('makes no department for lines that are wrong', () => {
    const ward = { department: 'GER', department_name: 'Geriatrie', site: 'Zuid' }
    expect(preview({ ...nora, ...ward, from: 'ooit' }).newDepartments).toEqual([])
  })
})

describe('supervisor', () => {
  it('is given to a new resident from her first day until her last', () => {
    const { plan } = preview({
      ...nora,
      role: 'aios',
      kind: 'aios',
      supervisor: 'k2@zh.nl',
      until: '2027-07-01',
    })
    expect(plan.supervisions).toMatchObject([
      { residentId: 'new1', guideId: 'k2', fromOn: '2027-01-01', untilOn: '2027-07-01', isTransfer: false },
    ])
  })
  it('changes from today; the old one ends then', () => {
    const { lines, plan } = preview({ ...sanne, supervisor: 'K3' })
    expect(lines[0]?.changes).toEqual([{ field: 'supervisor', from: 'Omar Jansen', to: 'Mila Jansen' }])
    expect(plan.supervisionEnds).toEqual([{ id: 's1', residentId: 'k1', guideId: 'k2', untilOn: today }])
    expect(plan.supervisions).toMatchObject([
      { guideId: 'k3', fromOn: today, untilOn: null, isTransfer: true },
    ])
  })
  it('may be brought by the same file, on any line, if that line is right', () => {
    const boss = { ...nora, number: 'K60', email: 'boss@zh.nl', role: 'supervisor', from: '2026-01-01' }
    expect(states({ ...sanne, supervisor: 'K60' }, boss)).toEqual(['changed', 'new'])
    expect(sentences({ ...sanne, supervisor: 'K60' }, { ...boss, department: 'XYZ' })[0]).toContain(
      'We vinden geen supervisor met nummer of adres “K60”.',
    )
  })
  it.each([
    [{ ...sanne, supervisor: 'K404' }, 'We vinden geen supervisor met nummer of adres “K404”.'],
    [{ ...sanne, supervisor: 'K1' }, 'Niemand is supervisor van zichzelf.'],
    [{ ...sanne, supervisor: 'K7' }, 'Co Jansen heeft op do 26 nov niet de rol supervisor.'],
    [{ ...nora, supervisor: 'K2' }, 'Alleen een arts-assistent krijgt een supervisor.'],
    [
      { ...sanne, supervisor: 'K3', until: '2026-11-01' },
      'Deze periode is voorbij en had een andere supervisor.',
    ],
  ])('is refused: %#', (row, sentence) => {
    expect(sentences(row)[0]).toContain(sentence)
  })
  it('is refused when two lines name another for the same days', () => {
    const ward = { department: 'GER', department_name: 'Geriatrie', site: 'Zuid' }
    const fresh = { ...nora, role: 'resident', kind: 'aios' }
    expect(sentences({ ...fresh, supervisor: 'K2' }, { ...fresh, ...ward, supervisor: 'K3' })).toEqual([
      '',
      'Op rij 2 heeft deze arts-assistent in dezelfde tijd een andere supervisor. Kies er één.',
    ])
  })
})

describe('mistakes', () => {
  it.each<[Cells, string]>([
    [{ ...nora, number: '' }, 'Het personeelsnummer is leeg.'],
    [{ ...nora, given_name: '' }, 'De voornaam is leeg.'],
    [{ ...nora, family_name: '' }, 'De achternaam is leeg.'],
    [{ ...nora, email: '' }, 'Het e-mailadres is leeg.'],
    [{ ...nora, email: 'nora@zh' }, '“nora@zh” is geen e-mailadres.'],
    [{ ...nora, email: 'K2@zh.nl' }, 'Het adres k2@zh.nl is al van Omar Jansen (personeelsnummer K2).'],
    [{ ...nora, given_name: 'N'.repeat(81) }, 'langer dan 80 tekens'],
    [{ ...nora, given_name: 'No\u0007ra' }, 'In kolom given_name staan onleesbare tekens.'],
    [{ ...nora, number: 'K8' }, 'Het account van Gesloten Jansen is gesloten.'],
    [{ ...nora, role: '' }, 'De rol is leeg.'],
    [{ ...nora, role: 'tovenaar' }, '“tovenaar” is geen rol die we kennen.'],
    [{ ...nora, role: 'beheerder' }, 'De rol beheerder kun je niet met een bestand geven.'],
    [{ ...nora, department: '' }, 'De afdeling is leeg.'],
    [{ ...nora, department: 'XYZ' }, 'We kennen geen afdeling met de code XYZ.'],
    [{ ...nora, department: 'XYZ', department_name: 'X' }, 'We kennen geen afdeling met de code XYZ.'],
    [{ ...nora, from: '' }, 'De begindatum is leeg.'],
    [{ ...nora, from: '31-2-2027' }, '“31-2-2027” is geen datum.'],
    [{ ...nora, until: 'eind mei' }, '“eind mei” is geen datum.'],
    [{ ...nora, until: '2027-01-01' }, 'De einddatum ligt niet na de begindatum.'],
    [{ ...nora, role: 'resident' }, 'Vul bij een arts-assistent in of het een anios of een aios is.'],
    [{ ...nora, role: 'resident', kind: 'basisarts' }, '“basisarts” is geen anios of aios.'],
    [{ ...nora, role: 'resident', kind: 'aios', fte: '1,2' }, '“1,2” is geen deeltijdfactor.'],
    [{ ...nora, role: 'resident', kind: 'aios', fte: '0' }, '“0” is geen deeltijdfactor.'],
    [{ ...nora, role: 'resident', kind: 'aios', fte: '0,001' }, '“0,001” is geen deeltijdfactor.'],
    [{ ...nora, language: 'Fries' }, '“Fries” is geen taal die we spreken.'],
    [{ ...nora, qualifications: 'EHBO' }, '“EHBO” is geen registratie die we kennen.'],
    [
      { ...nora, qualifications: 'BIG 12345678901 2029-13-01' },
      'De einddatum in “BIG 12345678901 2029-13-01” klopt niet.',
    ],
    [{ ...nora, qualifications: 'BIG 123' }, 'Een BIG-nummer heeft 11 cijfers.'],
    [{ ...nora, qualifications: 'LVSC|lvsc' }, 'De registratie “lvsc” staat er twee keer.'],
    [{ ...sanne, from: '2026-03-01' }, 'Deze persoon heeft deze rol al sinds do 1 jan.'],
    [{ ...nora, number: 'K7', email: 'k7@zh.nl' }, 'Deze rij verandert iets aan jezelf.'],
  ])('%#', (row, sentence) => {
    const [told] = sentences(row)
    expect(told).toContain(sentence)
    expect(preview(row).plan.roles).toEqual([])
  })
  it('lets a line about oneself pass that changes nothing', () => {
    const own = { number: 'K7', role: 'coordinator', from: '2026-01-01' }
    expect(states(own)).toEqual(['same'])
    expect(sentences({ ...own, given_name: 'Cora' })[0]).toContain('Deze rij verandert iets aan jezelf.')
    expect(sentences({ ...own, from: '2025-01-01', until: '2025-06-01' })[0]).toContain('jezelf')
  })
  it('tells of the same role twice, and of periods that overlap', () => {
    expect(sentences(nora, nora)).toEqual([
      '',
      'Deze rol van dezelfde persoon staat ook op rij 2. Eén keer is genoeg: haal deze rij weg.',
    ])
    expect(sentences(nora, { ...nora, from: '2027-03-01' })[1]).toContain(
      'overlapt met dezelfde rol op rij 2',
    )
    expect(states({ ...nora, until: '2027-03-01' }, { ...nora, from: '2027-03-01' })).toEqual(['new', 'new'])
    expect(states({ ...sanne, until: '2027-03-01' }, { ...sanne, from: '2027-03-01' })).toEqual([
      'changed',
      'changed',
    ])
  })
  it('tells of one address for two numbers, at both', () => {
    expect(sentences(nora, { ...nora, number: 'K51' })).toEqual([
      'Het adres nora@zh.nl staat ook op rij 3, bij personeelsnummer K51. Iedereen heeft een eigen adres.',
      'Het adres nora@zh.nl staat ook op rij 2, bij personeelsnummer K50. Iedereen heeft een eigen adres.',
    ])
  })
  it('tells when two lines of a person do not agree', () => {
    expect(sentences(nora, { ...nora, role: 'mentor', given_name: 'Noor', language: 'en' })[1]).toContain(
      'Kolom given_name is anders dan op een eerdere rij van dezelfde persoon (vanaf rij 2).',
    )
  })
  it('tells when two lines give a new department another name', () => {
    const ward = { ...nora, department: 'GER', department_name: 'Geriatrie', site: 'Zuid' }
    expect(sentences(ward, { ...ward, role: 'mentor', site: 'Noord' })[1]).toContain(
      'Afdeling GER heeft op rij 2 een andere naam of locatie.',
    )
  })
  it('keeps back the other lines of a person who cannot be written', () => {
    expect(sentences({ ...nora, email: '' }, { ...nora, email: '', role: 'mentor' })[1]).toBe(
      'Dezelfde persoon staat met een fout op rij 2. Verbeter die rij, dan kan deze ook mee.',
    )
  })
  it('writes the right lines of a person whose other line is wrong', () => {
    expect(states({ ...nora, role: 'tovenaar' }, nora)).toEqual(['wrong', 'new'])
  })
})
