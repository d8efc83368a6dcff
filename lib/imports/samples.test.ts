import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readTable } from '@/lib/sheet/read-workbook'
import { peopleColumns, readPersonRow } from './people-rows'
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
