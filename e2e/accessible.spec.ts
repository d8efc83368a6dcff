import type { Page } from '@playwright/test'
import { type DemoPerson, expect, listMistakes, test } from './domain'

/** Pages of one kind differ in an id or a date only; one of each is looked at. */
const kindOf = (href: string) =>
  href.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\d{4}-\d{2}-\d{2}[^&/]*/g, ':date')

/** Pages of one kind that are made of the same pieces are looked at once, whoever sees them. */
const lookedAt = new Set<string>()

async function piecesOf(page: Page): Promise<string> {
  const pieces = await page
    .locator('body *')
    .evaluateAll((elements) =>
      elements.map((each) => `${each.tagName}.${each.getAttribute('class')}.${each.getAttribute('role')}`),
    )
  return [...new Set(pieces)].toSorted().join(' ')
}

async function linksOn(page: Page): Promise<string[]> {
  const hrefs = await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  return hrefs.flatMap((href) => (href ? [href.split('#')[0] ?? ''] : []))
}

/** Every kind of page that somebody reaches by links from her home, in at most three steps. */
async function walk(page: Page, look: (href: string) => Promise<void>): Promise<string[]> {
  const seen = new Set<string>()
  let found = ['/']
  for (let step = 0; step < 3; step += 1) {
    const next: string[] = []
    for (const href of found) {
      const kind = kindOf(href).split('?')[0] ?? ''
      if (seen.has(kind)) continue
      seen.add(kind)
      const answer = await page.goto(href).catch((error: Error) => {
        // A file to keep, not a page.
        if (error.message.includes('Download is starting')) return null
        throw error
      })
      if (!answer) continue
      expect(answer.status(), `${href} is there`).toBe(200)
      await look(href)
      next.push(...(await linksOn(page)))
    }
    found = next
  }
  return [...seen]
}

const people: DemoPerson[] = [
  'resident',
  'newcomer',
  'supervisor',
  'mentor',
  'psychologist',
  'nurse',
  'student',
  'secretary',
  'coordinator',
  'admin',
]

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
/** The narrowest screen (WCAG 2.2, 1.4.10), which is also 400 % of a desk's. */
const narrow = { width: 320, height: 640 }

for (const person of people)
  test(`every page that the ${person} can reach is accessible and fits its screen`, async ({ as }) => {
    test.slow()
    const page = await as(person)
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
    const kinds = await walk(page, async (href) => {
      const kind = kindOf(href)
      await page.locator('h1').first().waitFor()
      const pieces = `${kind} ${await piecesOf(page)}`
      if (lookedAt.has(pieces)) return
      lookedAt.add(pieces)
      const note = (where: string, mistakes: string[]) =>
        problems.push(...mistakes.map((mistake) => `${kind} ${where}: ${mistake}`))
      // Opened once, looked at as wide as a desk and as narrow as a phone: what changes between the two is style.
      note('at a desk', await listMistakes(page))
      await page.setViewportSize(phone)
      note('on a phone', await listMistakes(page))
      await page.setViewportSize(narrow)
      note('on a phone', await listMisfits(page))
      await page.setViewportSize(desk)
    })
    expect(kinds.length).toBeGreaterThan(2)
    expect(problems).toEqual([])
  })

/** One heading that names the page, and nothing that sticks out at the side. */
async function listMisfits(page: Page): Promise<string[]> {
  const headings = await page.locator('h1').count()
  const misfits = headings === 1 ? [] : [`has ${headings} headings of the first level`]
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  return width > narrow.width ? [...misfits, `is ${width} wide`] : misfits
}
