import { request as http, type APIRequestContext, type APIResponse } from '@playwright/test'
import { layOutWard } from '@/lib/sessions/ward.test-support'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import { expect, test } from './domain'
import { signIn } from './sign-in'

const residents = 50
const rounds = 20

/** The form of one time as a browser without script would post it: every field that the page gave, and its place. */
async function readBookingForm(context: APIRequestContext, guideId: string, startsAt: Date) {
  const path = `/sessions/book?form=mentor-session&with=${guideId}&from=${startsAt.toISOString().slice(0, 10)}&at=${startsAt.toISOString()}`
  const html = await (await context.get(path)).text()
  const form = html.split('<form').find((part) => part.includes('name="requestKey"')) ?? ''
  const fields: Record<string, string> = {}
  for (const [, input] of form.split('</form>')[0]?.matchAll(/<input ([^>]*)>/g) ?? []) {
    const name = /name="([^"]*)"/.exec(input ?? '')?.[1]
    if (name) fields[name] = unescapeHtml(/value="([^"]*)"/.exec(input ?? '')?.[1] ?? '')
  }
  return { path, fields }
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const isBooked = (answer: APIResponse) =>
  answer.status() === 303 && (answer.headers().location ?? '').includes('done=booked')

test('fifty residents post for one slot, twenty times over', async ({ site, hospital }) => {
  test.setTimeout(240_000)
  const ward = await layOutWard(hospital.owner, residents)
  const contexts = await Promise.all(
    ward.residentIds.map(async (id) => {
      const context = await http.newContext({
        baseURL: site.url,
        // Fifty browsers are fifty connections; none waits in a pool until the server has closed it.
        extraHTTPHeaders: { connection: 'close' },
      })
      await signIn(context, id)
      return context
    }),
  )
  const first = instantAt(ward.monday, '08:00')
  const forms: Awaited<ReturnType<typeof readBookingForm>>[] = []
  for (const context of contexts) forms.push(await readBookingForm(context, ward.guideId, first))
  let slowest = 0
  for (let round = 0; round < rounds; round++) {
    const day = addDaysOn(ward.monday, Math.floor(round / 8))
    const startsAt = addMinutes(instantAt(day, '08:00'), (round % 8) * 60).toISOString()
    const answers = await Promise.all(
      contexts.map(async (context, n) => {
        const { path = '', fields = {} } = forms[n] ?? {}
        const began = performance.now()
        const answer = await context.post(path, {
          multipart: { ...fields, startsAt, requestKey: crypto.randomUUID() },
          maxRedirects: 0,
        })
        slowest = Math.max(slowest, performance.now() - began)
        return answer
      }),
    )
    const booked = answers.filter(isBooked)
    const refused = answers.filter((answer) => !isBooked(answer))
    expect(answers.map((answer) => answer.status()).filter((status) => status >= 500)).toEqual([])
    expect(booked).toHaveLength(1)
    expect(refused).toHaveLength(residents - 1)
    for (const answer of refused)
      expect(await answer.text()).toMatch(/net geboekt door iemand anders|begeleider is dan bezet/)
  }
  const [stored] =
    await hospital.owner`select count(*)::int as n from sessions s join session_people p on p.session_id = s.id where p.person_id = ${ward.guideId}`
  expect(stored?.n).toBe(rounds)
  expect(slowest).toBeLessThan(5000)
  test.info().annotations.push({ type: 'slowest request', description: `${Math.round(slowest)} ms` })
  process.stdout.write(`race: ${rounds} rounds, slowest request ${Math.round(slowest)} ms\n`)
  await Promise.all(contexts.map((context) => context.dispose()))
})
