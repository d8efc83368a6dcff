import type { SurveyFigure } from '@/lib/figures/mirror'
import type { Words } from '@/lib/words/words'

/** "ongeveer 33%", as exact as the survey itself was. */
export function surveyPercent(t: Words, { percent, bound }: SurveyFigure): string {
  return t(`figures.mirror.${bound ?? 'exact'}`, { percent })
}
