import { Disclosure } from '@/app/_ui/disclosure'
import { Figure, Figures } from '@/app/_ui/figure'
import { Soft, Stack } from '@/app/_ui/page'
import { surveyed, surveyFigureFor } from '@/lib/figures/mirror'
import type { Line } from '@/lib/figures/queries'
import { type Measure, shareOf, trendOf } from '@/lib/figures/rules'
import type { Words } from '@/lib/words/words'
import { surveyPercent } from './survey-percent'

/** How each figure that is no form with a norm is counted. */
const ways: Partial<Record<Measure, 'howPromises' | 'howHours' | 'howAttendance'>> = {
  promises: 'howPromises',
  'working-hours': 'howHours',
  attendance: 'howAttendance',
}

const percentOf = (share: number) => Math.round(share * 100)

/** The figures beside each other; those that there have not been in a year are named in one sentence. */
export function MeasureFigures({ lines, t }: { lines: readonly Line[]; t: Words }) {
  const told = lines.filter(({ months }) => months.some((figure) => shareOf(figure) !== null))
  const untold = lines.filter((line) => !told.includes(line))
  const names = untold.map(({ measure }) => t(`figures.measure.${measure}`)).join(', ')
  return (
    <Stack>
      {told.length > 0 && (
        <Figures>
          {told.map((line) => (
            <MeasureFigure key={line.measure} {...{ line, t }} />
          ))}
        </Figures>
      )}
      {untold.length > 0 && <Soft>{t('figures.without', { names })}</Soft>}
    </Stack>
  )
}

/** One figure with its trend, and what the survey said of it. */
function MeasureFigure({ line: { measure, months }, t }: { line: Line; t: Words }) {
  const newest = months.at(-1)
  const share = newest ? shareOf(newest) : null
  const shares = months.map(shareOf)
  const trend = trendOf(months)
  const survey = surveyFigureFor(measure)
  const way = ways[measure]
  return (
    <Figure
      title={t(`figures.measure.${measure}`)}
      value={share === null ? null : t('figures.share', { percent: percentOf(share) })}
      words={
        share === null
          ? `${t('figures.noFigure')}. ${t('figures.noFigureWhy')}`
          : t('figures.of', { reached: newest?.reached ?? 0, total: newest?.total ?? 0 })
      }
      line={shares}
      lineLabel={t('figures.line', {
        shares: shares
          .map((each) =>
            each === null ? t('figures.file.none') : t('figures.share', { percent: percentOf(each) }),
          )
          .join(', '),
      })}
      trend={trend ? t(`figures.trend.${trend}`) : undefined}
    >
      {survey && (
        <Soft>
          {t('figures.survey', {
            ...surveyed,
            year: String(surveyed.year),
            percent: surveyPercent(t, survey),
            text: t(`figures.mirror.question.${survey.question}`),
          })}
        </Soft>
      )}
      {way && (
        <Disclosure title={t('figures.how')}>
          <Soft>{t(`figures.${way}`)}</Soft>
        </Disclosure>
      )}
    </Figure>
  )
}
