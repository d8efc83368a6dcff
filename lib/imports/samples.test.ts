import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { referencesIn } from '@/lib/feeds/whose'
import { readTable } from '@/lib/sheet/read-workbook'
import { peopleColumns, readPersonRow } from './people-rows'
import { requireRosterFile } from './roster-file'
import { readRosterRow, rosterColumns } from './roster-rows'

const bytesOf = async (name: string) => Uint8Array.from(await readFile(`db/demo/${name}`))

it('says the same in the sample roster as text and as a workbook', async () => {
  const [text, workbook] = await Promise.all(
    ['roster.csv', 'roster.xlsx'].map(async (name) => {
      const table = await readTable(await bytesOf(name), rosterColumns)
      return 'problem' in table ? table : table.rows.map((row) => readRosterRow(row, false))
    }),
  )
  expect(workbook).toEqual(text)
  expect(text).toHaveLength(64)
})

it('has a sample roster as a calendar that is read whole', async () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const file = await requireRosterFile(await bytesOf('roster.ics'), 'roster.ics', now)
  const entries = 'entries' in file ? file.entries : []
  expect(entries.map(({ kind }) => kind).sort()).toEqual([
    'day',
    'day',
    'day',
    'evening',
    'leave',
    'night',
    'night',
    'night',
  ])
  expect([...referencesIn(entries)]).toEqual(['k1403', 'patricia.burleson@klankbord.example'])
})

it('says the same in the sample people as text and as a workbook', async () => {
  const [text, workbook] = await Promise.all(
    ['people.csv', 'people.xlsx'].map(async (name) => {
      const table = await readTable(await bytesOf(name), peopleColumns)
      return 'problem' in table ? table : table.rows.map(readPersonRow)
    }),
  )
  expect(workbook).toEqual(text)
  expect(text).toHaveLength(9)
})
