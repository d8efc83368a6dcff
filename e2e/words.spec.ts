import type { Page } from '@playwright/test'
import { demoPeople } from '@/db/seed/demo-accounts'
import { expect, test, type DemoPerson } from './domain'
import type { Hospital } from './hospital'
import { everybody, listThings, pagesOf } from './verbs-routes'
import { textsIn } from './verbs-words'

const dutch = textsIn('nl')
const english = textsIn('en')
const keys = new Set(dutch.map(([key]) => key))

/** Sentences of one language that are long enough to be nothing but that language. */
function sentencesOnlyIn(own: [string, string][], other: [string, string][]): string[] {
  const elsewhere = other.map(([, text]) => text)
  return own
    .map(([, text]) => text)
    .filter((text) => text.length > 10 && text.includes(' ') && !text.includes('{'))
    .filter((text) => !elsewhere.some((each) => each.includes(text)))
}

const onlyDutch = sentencesOnlyIn(dutch, english)
const onlyEnglish = sentencesOnlyIn(english, dutch)

interface Read {
  lang: string
  title: string
  headings: number
  /** Everything that is read by eye or ear. */
  texts: string[]
}

/** Reads a page as the server sends it, before any script. */
async function read(page: Page, path: string): Promise<Read> {
  const answer = await page.request.get(path)
  expect(answer.status(), path).toBe(200)
  return page.evaluate(
    (html) => {
      const document = new DOMParser().parseFromString(html, 'text/html')
      for (const unread of document.querySelectorAll('script, style, template')) unread.remove()
      const comments = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT)
      const between: Node[] = []
      while (comments.nextNode()) between.push(comments.currentNode)
      // React writes a comment between the parts of one sentence.
      for (const comment of between) comment.parentNode?.removeChild(comment)
      document.body.normalize()
      const texts: string[] = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node.textContent ?? '')
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          texts.push(element.getAttribute(name) ?? '')
      return {
        lang: document.documentElement.lang,
        title: document.title,
        headings: document.querySelectorAll('h1').length,
        texts: texts.map((text) => text.trim()).filter(Boolean),
      }
    },
    await answer.text(),
  )
}

const isBroken = (text: string) =>
  keys.has(text) || /\b(undefined|NaN|Invalid Date)\b|\bnull\b|\[object|\{\w+[,}]|\$undefined/.test(text)

const weekday = { nl: '(ma|di|wo|do|vr|za|zo)', en: '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)' }
const month = {
  nl: '(jan|feb|mrt|apr|mei|jun|jul|aug|sep|sept|okt|nov|dec)',
  en: '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)',
}
/** Days of a month without the day of the week before them. */
const datesWithoutWeekday = (text: string, locale: 'nl' | 'en') =>
  text.match(new RegExp(`(?<!\\b${weekday[locale]} )\\b\\d{1,2} ${month[locale]}\\b`, 'g')) ?? []

async function speak(hospital: Hospital, person: DemoPerson, locale: 'nl' | 'en'): Promise<void> {
  await hospital.owner`update contacts set locale = ${locale} where person_id = ${demoPeople[person].id}`
}

for (const person of everybody)
  test(`everything that the ${person} reads is Dutch in Dutch and English in English`, async ({
    as,
    hospital,
  }) => {
    test.slow()
    const page = await as(person)
    const paths = pagesOf(person, await listThings(hospital))
    const problems: string[] = []
    for (const locale of ['nl', 'en'] as const) {
      await speak(hospital, person, locale)
      const foreign = locale === 'nl' ? onlyEnglish : onlyDutch
      for (const path of paths) {
        const { lang, title, headings, texts } = await read(page, path)
        const note = (what: string) => problems.push(`${locale} ${path}: ${what}`)
        if (lang !== locale) note(`says that it is ${lang}`)
        if (headings !== 1) note(`has ${headings} headings of the first level`)
        if (!/^.+ · Klankbord$|^Klankbord$/.test(title)) note(`has the title “${title}”`)
        if (texts.length < 15) note('says next to nothing')
        for (const text of texts) {
          if (isBroken(text)) note(`“${text}” is broken`)
          for (const date of datesWithoutWeekday(text, locale)) note(`“${date}” has no weekday`)
          for (const sentence of foreign)
            if (text.includes(sentence)) note(`“${sentence}” is another language`)
        }
      }
    }
    await speak(hospital, person, demoPeople[person].locale)
    expect(problems).toEqual([])
  })

test('the language is one tap on every page, stays on that page, and reaches the mails', async ({
  as,
  hospital,
}) => {
  const page = await as('student')
  await page.goto('/people?search=a')
  if (!(await page.getByRole('button', { name: 'English' }).first().isVisible()))
    await page.locator('summary', { hasText: 'Meer' }).click()
  await page.getByRole('button', { name: 'English' }).locator('visible=true').first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveURL(/\/people\?search=a$/)
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  const [kept] = await hospital.owner<{ locale: string }[]>`
    select locale from contacts where person_id = ${demoPeople.student.id}`
  expect(kept?.locale).toBe('en')
})

test('what nobody is signed in for speaks both languages', async ({ request, page }) => {
  for (const locale of ['nl', 'en'])
    for (const path of ['/sign-in', '/sign-in/sent', '/nowhere']) {
      const html = await (
        await request.get(path, { headers: { cookie: `klankbord.locale=${locale}` } })
      ).text()
      const foreign = locale === 'nl' ? onlyEnglish : onlyDutch
      const texts = await page.evaluate((text) => {
        const { body } = new DOMParser().parseFromString(text, 'text/html')
        for (const unread of body.querySelectorAll('script, style, template')) unread.remove()
        return body.textContent ?? ''
      }, html)
      expect(html, path).toContain(`<html lang="${locale}"`)
      expect(
        foreign.filter((sentence) => texts.includes(sentence)),
        `${locale} ${path}`,
      ).toEqual([])
    }
})
