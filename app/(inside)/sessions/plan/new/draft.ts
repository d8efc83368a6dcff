import { isOfficeForm, plannedForms, type OfficeForm } from '@/lib/sessions/forms'
import { needsGuide } from '@/lib/sessions/office-input'
import { instantAt, isCalendarDate } from '@/lib/time'
import { instantFrom } from '../../slots'

/** What an address holds: every answer so far, so that planning works without script and can be gone back in. */
export type Search = Record<string, string | string[] | undefined>

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const single = [
  'form',
  'department',
  'guide',
  'minutes',
  'seats',
  'at',
  'from',
  'room',
  'place',
  'link',
  'every',
  'everyWeeks',
  'nth',
  'count',
  'lastOn',
  'step',
] as const
const many = ['people', 'others', 'skip', 'moved'] as const
type Single = (typeof single)[number]
type Many = (typeof many)[number]

export type Draft = Partial<Record<Single, string>> & Record<Many, string[]>

/** The answers in an address; an empty one is none. A date and a time of one's own count as the chosen time. */
export function readDraft(search: Search): Draft {
  const all = (key: string) => [search[key] ?? []].flat().filter((value) => value !== '')
  const draft: Draft = { people: [], others: [], skip: [], moved: [] }
  for (const key of single) if (all(key)[0]) draft[key] = all(key)[0]
  for (const key of many) draft[key] = all(key)
  const [on, time] = [all('on')[0], all('time')[0]]
  if (on && time && isCalendarDate(on) && /^([01]\d|2[0-3]):[0-5]\d/.test(time))
    draft.at = instantAt(on, time.slice(0, 5)).toISOString()
  draft.people = [...new Set([...draft.people, ...draft.others])].filter((each) => id.test(each))
  draft.others = []
  return draft
}

/** The same answers with some of them changed, as an address. */
export function hrefOf(draft: Draft, changes: Partial<Draft> = {}): string {
  const query = new URLSearchParams()
  const wanted = { ...draft, ...changes }
  for (const key of single) if (wanted[key]) query.set(key, wanted[key])
  for (const key of many) for (const value of wanted[key]) query.append(key, value)
  return `/sessions/plan/new?${query}`
}

/** Name and value of every answer that a form of this step does not ask itself. */
export function keptFields(draft: Draft, asked: readonly string[]): { name: string; value: string }[] {
  return [
    ...single.flatMap((name) => (draft[name] && !asked.includes(name) ? [{ name, value: draft[name] }] : [])),
    ...many.flatMap((name) => (asked.includes(name) ? [] : draft[name].map((value) => ({ name, value })))),
  ]
}

export interface Wanted {
  form: OfficeForm
  departmentId: string
  guideId?: string
  residentIds: string[]
  minutes: number
  seats?: number
  roomId?: string
  place?: string
  link?: string
}

/** What is wanted as the rules ask it, as far as it was answered; null until form and department are chosen. */
export function wantedOf(draft: Draft): Wanted | null {
  if (!isOfficeForm(draft.form) || !id.test(draft.department ?? '')) return null
  const count = (text: string | undefined) =>
    text && /^\d{1,3}$/.test(text) && Number(text) > 0 ? Number(text) : undefined
  const known = (text: string | undefined) => (text && id.test(text) ? text : undefined)
  return {
    form: draft.form,
    departmentId: draft.department!,
    guideId: known(draft.guide),
    residentIds: draft.people.slice(0, 40),
    minutes: Math.min(count(draft.minutes) ?? plannedForms[draft.form].minutes, 600),
    seats: count(draft.seats),
    roomId: known(draft.room),
    place: draft.place,
    link: draft.link,
  }
}

const steps = ['what', 'people', 'time', 'where', 'check'] as const
export type Step = (typeof steps)[number]

/** The step that was asked for, or the first one before it that still misses its answer. */
export function stepOf(draft: Draft, wanted: Wanted | null): { step: Step; misses?: 'guide' | 'people' } {
  const asked = steps.find((step) => step === draft.step) ?? 'what'
  if (!wanted || asked === 'what') return { step: 'what' }
  if (asked === 'people') return { step: 'people' }
  if (needsGuide(wanted.form) && !wanted.guideId) return { step: 'people', misses: 'guide' }
  if (wanted.residentIds.length === 0 && !wanted.seats) return { step: 'people', misses: 'people' }
  return { step: asked === 'time' || !instantFrom(draft.at) ? 'time' : asked }
}

export const stepNumber = (step: Step) => steps.indexOf(step)
