import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { projectRoot } from '@/db/launch/places'
import type { Hospital } from './hospital'

/** What is imported by whom, and where. */
export type ImportPlace = '/people/import' | '/rosters/import'

/** One of the files that ship with the demo hospital. */
export const demoFile = (name: string) => readFile(join(projectRoot, 'db', 'demo', name))

/** Chooses a file and asks what it would do. */
export async function upload(
  page: Page,
  place: ImportPlace,
  file: Buffer | string,
  name = 'bestand.csv',
): Promise<void> {
  await page.goto(place)
  const buffer = Buffer.isBuffer(file) ? file : Buffer.from(file)
  await page.getByLabel('Bestand', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Bestand nakijken' }).click()
}

/** What the preview says about one line of the file. */
export async function expectMistake(page: Page, line: number, sentence: string): Promise<void> {
  const row = page.getByRole('row').filter({ has: page.getByText(`Rij ${line}`, { exact: true }) })
  await expect(row, `line ${line}`).toContainText(sentence)
}

/** Presses the button that writes. */
export async function save(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
}

/** How much of something is on record. */
export async function countOf(hospital: Hospital, table: 'people' | 'roles' | 'shifts'): Promise<number> {
  const [row] = await hospital.owner<{ n: number }[]>`select count(*)::int as n from ${hospital.owner(table)}`
  return row?.n ?? 0
}
