import { describe, expect, it } from 'vitest'
import { type Cells, nora, preview, sanne, sentences, states } from './people-file.test-support'

describe('mistakes of a people file', () => {
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
