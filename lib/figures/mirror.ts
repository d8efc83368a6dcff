import type { Viewer } from '@/lib/viewer'
import { loadFigures } from './queries'
import { type Figure, isForm, type Measure, shareOf } from './rules'
import survey from './survey-2019.json'

/** Year and number of answers of the survey: they stand wherever one of its figures stands. */
export const surveyed = { year: survey.year, n: survey.n } as const

/** The questions of the survey, in its order. */
export const questions = [
  'supervisor-does-not-guard-balance',
  'balance-not-in-order',
  'wants-part-time',
  'responsibility-heavy',
  'can-raise-workload',
  'administration-main-cause',
  'collaboration-improves-care',
  'guided-in-leading-teams',
  'guided-in-supervising-students',
  'wants-teaching-on-students',
  'wants-guidance-on-students',
  'influence-on-change',
  'wants-influence-on-policy',
  'can-improve-care-quality',
  'enough-career-guidance',
] as const
export type Question = (typeof questions)[number]

/** What of ours comes nearest to a question. How somebody feels, or what she thinks, is never kept: there is nothing beside that. */
const nearest: Partial<Record<Question, Measure>> = {
  'supervisor-does-not-guard-balance': 'check-in',
  'guided-in-supervising-students': 'student-teaching',
  'enough-career-guidance': 'learning-talk',
}

export interface SurveyFigure {
  question: Question
  percent: number
  /** The survey itself says "about", or "at least". */
  bound: 'about' | 'more' | null
}

/** A figure of the survey as it was published. Throws a RangeError for a question that it did not ask. */
export function surveyFigureOf(question: Question): SurveyFigure {
  const found = survey.figures.find(({ id }) => id === question)
  if (!found) throw new RangeError(`not in the survey: ${question}`)
  const { percent } = found
  const bound = 'approximate' in found ? 'about' : 'atLeast' in found ? 'more' : null
  return { question, percent, bound }
}

/** The question of the survey that stands beside one of our figures, if there is one. */
export function surveyFigureFor(measure: Measure): SurveyFigure | null {
  const question = questions.find((each) => nearest[each] === measure)
  return question ? surveyFigureOf(question) : null
}

export interface Reflection extends SurveyFigure {
  measure: Measure | null
  /** The newest figure of the whole hospital; null when there is none, or nothing that is kept comes near. */
  own: Figure | null
}

/** Each figure of the survey beside this hospital's own; null for whoever may not read the hospital's. One query. */
export async function loadMirror(viewer: Viewer) {
  const loaded = await loadFigures(viewer, null)
  if (!loaded) return null
  const newest = new Map(loaded.lines.map(({ measure, months }) => [measure, months.at(-1) ?? null]))
  const reflections = questions.map((question): Reflection => {
    const measure = nearest[question] ?? null
    const own = measure && isForm(measure) ? (newest.get(measure) ?? null) : null
    return { ...surveyFigureOf(question), measure, own: own && shareOf(own) !== null ? own : null }
  })
  return { asOf: loaded.asOf, reflections }
}
