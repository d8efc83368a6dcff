import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Panel, Section, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import { addressOf, type BookableForm } from '@/lib/sessions/forms'
import { loadPairSeries, type PairTime } from '@/lib/sessions/pair-series'
import type { Rhythm } from '@/lib/sessions/series-rules'
import { formatDate, formatRange, todayOn, type CalendarDate } from '@/lib/time'
import { bookAll } from '../../actions'
import { PlaceFields } from '../../place-fields'
import { rhythmFields, rhythmWords, type RhythmDraft } from '../../rhythm'

interface SeriesDatesProps {
  form: BookableForm
  otherId: string
  startsAt: Date
  rhythm: Rhythm
  draft: RhythmDraft
  /** Dates that are left out. */
  skip: readonly CalendarDate[]
  back: string
}

/** Every date of a series of two, what stands against it, and the button that books all of them or none. */
export async function SeriesDates(props: SeriesDatesProps) {
  const { form, otherId, startsAt, rhythm, draft, skip, back } = props
  const { viewer, locale, t, now } = await pageContext()
  const series = await loadPairSeries(viewer, { form, otherId }, rhythm, skip, now)
  if (!series) notFound()
  const { dates, otherName: name } = series
  const today = todayOn(now)
  const date = (on: CalendarDate) => formatDate(on, locale, today)
  const wrong = dates.filter(({ why }) => why !== null)
  const fields = rhythmFields(draft, startsAt)
  const href = (skipped: readonly CalendarDate[]) => {
    const query = new URLSearchParams({ form: addressOf(form), with: otherId, at: startsAt.toISOString() })
    for (const key of ['every', 'everyWeeks', 'nth', 'count', 'lastOn'] as const)
      if (draft[key]) query.set(key, draft[key])
    for (const on of skipped) query.append('skip', on)
    return `/sessions/book/series?${query}`
  }
  const about = ({ why, warnings, isUnknown }: PairTime) =>
    [
      why,
      ...(why === null ? warnings.map((warning) => t(`availability.warning.${warning}`)) : []),
      isUnknown ? t('sessions.series.unknown') : null,
    ]
      .filter(Boolean)
      .join(' ')
  if (series.isAskedFirst) return <Notice title={t('refusals.series-asks')} />
  return (
    <>
      {wrong.length > 0 && (
        <Notice
          tone="attention"
          title={t('planning.series.clashes', { count: wrong.length })}
          live
          action={
            wrong.length < dates.length && (
              <LinkButton prefetch={false} href={href([...skip, ...wrong.map(({ on }) => on)])}>
                {t('sessions.series.skipWrong')}
              </LinkButton>
            )
          }
        >
          {t('sessions.series.text')}
        </Notice>
      )}
      {series.isCut && <Notice tone="attention" title={t('planning.series.isCut')} />}
      <Section title={t('planning.series.title')} lead={rhythmWords(t, rhythm, locale)}>
        <Rows label={t('planning.series.title')}>
          {dates.map((each) => (
            <Row
              key={each.on}
              title={formatRange(each.startsAt, each.endsAt, locale, today)}
              about={about(each)}
              status={
                <Status tone={each.why === null ? 'good' : 'late'}>
                  {t(`planning.series.${each.why === null ? 'free' : 'never'}`)}
                </Status>
              }
              action={
                <LinkButton
                  tone="quiet"
                  prefetch={false}
                  label={t('planning.series.skipLabel', { date: date(each.on) })}
                  href={href([...skip, each.on])}
                >
                  {t('planning.series.skip')}
                </LinkButton>
              }
            />
          ))}
          {series.skipped.map(({ on }) => (
            <Row
              key={on}
              title={date(on)}
              status={<Status tone="neutral">{t('planning.series.skipped')}</Status>}
              action={
                <LinkButton
                  tone="quiet"
                  prefetch={false}
                  label={t('planning.series.backLabel', { date: date(on) })}
                  href={href(skip.filter((each) => each !== on))}
                >
                  {t('planning.series.back')}
                </LinkButton>
              }
            />
          ))}
        </Rows>
        {series.holidays.map(({ on, name: holiday }) => (
          <p key={on}>
            {t('planning.series.holiday', { date: date(on), name: t(`planning.holiday.${holiday}`) })}
          </p>
        ))}
      </Section>
      <Panel>
        <ActionForm action={bookAll} label={t('sessions.series.title')}>
          <HiddenFields fields={{ ...fields, form, otherId, skip, requestKey: crypto.randomUUID() }} />
          <Stack gap={4}>
            <PlaceFields />
            <p>{t('sessions.series.told', { name })}</p>
            <Line>
              {wrong.length === 0 && !series.isCut && dates.length > 0 && (
                <SubmitButton tone="primary" wide>
                  {t('sessions.series.button', { count: dates.length })}
                </SubmitButton>
              )}
              <LinkButton href={back} tone="quiet" wide>
                {t('sessions.series.once')}
              </LinkButton>
            </Line>
          </Stack>
        </ActionForm>
      </Panel>
    </>
  )
}
