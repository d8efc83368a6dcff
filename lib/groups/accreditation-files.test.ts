import { describe, expect, it } from 'vitest'
import { readTable } from '@/lib/sheet/read-workbook'
import { unpackForTest } from '@/lib/sheet/zip.test-support'
import { instantAt } from '@/lib/time'
import type { Presence, Sheet, SheetMeeting } from './accreditation'
import { csvOf, workbookOf } from './accreditation-files'

const meeting = (on: string, isHers: boolean, presence: [string, Presence][]): SheetMeeting => ({
  id: on,
  on,
  startsAt: instantAt(on, '14:00'),
  endsAt: instantAt(on, '15:30'),
  minutes: 90,
  guide: isHers ? 'Iris Bakker' : 'Tom; de Boer',
  isHers,
  isNoted: true,
  presence: new Map(presence),
})
const sheet: Sheet = {
  groupId: 'g',
  name: '=Maandag "A"',
  form: 'intervision',
  department: 'Chirurgie',
  facilitator: 'Iris Bakker',
  registrations: [
    { kind: 'BIG', number: '12345678901', expiresOn: null },
    { kind: 'LVSC', number: null, expiresOn: null },
  ],
  year: 2026,
  years: [2026],
  members: [
    { id: 'a', name: 'Zoë Jansen', attended: 1, of: 2, minutes: 90 },
    { id: 'b', name: 'Bram Vos', attended: 0, of: 0, minutes: 0 },
  ],
  meetings: [
    meeting('2026-03-28', true, [
      ['a', 'present'],
      ['b', 'outside'],
    ]),
    meeting('2026-03-30', false, [
      ['a', 'absent'],
      ['b', null],
    ]),
  ],
  madeOn: '2026-04-01',
}

describe('the sheet as a text', () => {
  it('is written byte for byte as a Dutch Excel reads it, and no cell begins as a formula', () => {
    expect(csvOf(sheet, 'nl')).toBe(
      [
        '\uFEFFGroep;Vorm;Datum;Begin;Einde;Minuten;Deelnemer;Aanwezigheid;Begeleider;Registratie',
        `"'=Maandag ""A""";Intervisie;2026-03-28;14:00;15:30;90;Zoë Jansen;aanwezig;Iris Bakker;BIG 12345678901, LVSC`,
        `"'=Maandag ""A""";Intervisie;2026-03-30;14:00;15:30;90;Zoë Jansen;afwezig;"Tom; de Boer";`,
        `"'=Maandag ""A""";Intervisie;2026-03-30;14:00;15:30;90;Bram Vos;niet ingevuld;"Tom; de Boer";`,
        '',
      ].join('\r\n'),
    )
  })
})

describe('the sheet as a workbook', () => {
  it('says the same, in the language of who makes it', async () => {
    const bytes = await workbookOf(sheet, 'en')
    const heads = [
      'group',
      'form',
      'date',
      'from',
      'until',
      'minutes',
      'member',
      'attendance',
      'facilitator',
      'registration',
    ]
    const read = await readTable(bytes, Object.fromEntries(heads.map((name) => [name, { names: [name] }])))
    if ('problem' in read) throw new Error(read.problem)
    const form = 'Intervision'
    const her = ['14:00', '15:30', '90', 'Zoë Jansen']
    expect(read.rows.map(({ cells }) => heads.map((name) => cells[name] ?? ''))).toEqual([
      ['=Maandag "A"', form, '2026-03-28', ...her, 'present', 'Iris Bakker', 'BIG 12345678901, LVSC'],
      ['=Maandag "A"', form, '2026-03-30', ...her, 'absent', 'Tom; de Boer', ''],
      [
        '=Maandag "A"',
        form,
        '2026-03-30',
        '14:00',
        '15:30',
        '90',
        'Bram Vos',
        'not noted',
        'Tom; de Boer',
        '',
      ],
    ])
  })

  it('holds no formula, also where a name begins as one', async () => {
    const unpacked = unpackForTest(await workbookOf(sheet, 'nl'))
    expect(unpacked.map(({ text }) => text).join('')).not.toContain('<f>')
  })
})
