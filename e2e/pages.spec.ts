import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, listMistakes, test } from './domain'
import { everybody, listThings, pagesOf } from './verbs-routes'
import { listSmallTargets, readFocus } from './verbs-targets'

/** What a browser complains about while somebody looks around. */
function listenTo(page: Page): string[] {
  const complaints: string[] = []
  const note = (what: string) => complaints.push(`${new URL(page.url()).pathname}: ${what}`)
  page.on('pageerror', (error) => note(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) note(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 400) note(`${response.status()} for ${response.url()}`)
  })
  return complaints
}

/** What links lead to is held against axe where it is walked in Dutch; here what a question in the address opens is, in English. */
const held = new Set<string>()
const kindOf = (path: string) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')

for (const person of everybody)
  test(
    `what the ${person} opens fits 320 px and a finger, in English as well, without a complaint`,
    { tag: '@desktop' },
    async ({ as, hospital }) => {
      test.slow()
      await hospital.owner`update contacts set locale = 'en' where person_id = ${demoPeople[person].id}`
      const page = await as(person)
      await page.setViewportSize({ width: 320, height: 640 })
      const problems = listenTo(page)
      for (const path of pagesOf(person, await listThings(hospital))) {
        const answer = await page.goto(path)
        expect(answer?.status(), path).toBe(200)
        const note = (what: string) => problems.push(`${path}: ${what}`)
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        if (width > 320) note(`is ${width} px wide`)
        for (const small of await listSmallTargets(page)) note(small)
        // A page without a question in its address is held against axe where every link is followed.
        if (!path.includes('?') || held.has(kindOf(path))) continue
        held.add(kindOf(path))
        for (const mistake of await listMistakes(page)) note(mistake)
      }
      await hospital.owner`update contacts set locale = 'nl' where person_id = ${demoPeople[person].id}`
      expect(problems).toEqual([])
    },
  )

test(
  'the keyboard reaches the content first, by one link that works',
  { tag: '@desktop' },
  async ({ as }) => {
    const page = await as('supervisor')
    for (const path of ['/', '/check-ins', '/people', '/profile']) {
      await page.goto(path)
      await page.keyboard.press('Tab')
      const skip = page.getByRole('link', { name: 'Naar de inhoud' })
      await expect(skip).toBeFocused()
      await expect(skip).toBeInViewport()
      await page.keyboard.press('Enter')
      await expect(page.locator('main')).toBeFocused()
      await page.keyboard.press('Tab')
      expect(await readFocus(page), path).toMatchObject({ isInside: true, isVisible: true })
    }
  },
)

const keyboardPages = [
  ['supervisor', `/check-ins?open=${demoPeople.newcomer.id}`],
  ['newcomer', `/pairings/mentors?ask=${demoPeople.mentor.id}`],
  ['coordinator', `/pairings/${demoPeople.newcomer.id}`],
  ['coordinator', '/people/new'],
  ['secretary', '/rosters/import'],
  ['resident', '/sessions/book'],
] as const

for (const [person, path] of keyboardPages)
  test(
    `whoever tabs through ${path.replace(/[0-9a-f-]{36}/, ':id')} as ${person} sees where she is`,
    { tag: '@desktop' },
    async ({ as }) => {
      const page = await as(person)
      await page.goto(path)
      await page.locator('h1').waitFor()
      const unseen: string[] = []
      const visited = new Set<string>()
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab')
        const { name, isVisible } = await readFocus(page)
        // The end of the page: the browser's own controls are next.
        if (name === '') break
        visited.add(name)
        if (!isVisible) unseen.push(name)
      }
      expect(visited.size).toBeGreaterThan(2)
      expect(unseen).toEqual([])
    },
  )
