import { describe, expect, it } from 'vitest'
import { nora, preview, sanne, sentences, states, today } from './people-file.test-support'

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
