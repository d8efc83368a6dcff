import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Panel, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import { clashSentence } from '@/lib/sessions/clashes'
import { loadSeriesPreview, type PreviewedDate } from '@/lib/sessions/office-queries'
import { dateOf, formatDate, formatRange, formatTime, todayOn } from '@/lib/time'
import { planAll } from '../actions'
import { AnywayFields } from '../anyway-fields'
import { hrefOf, type Draft, type Wanted } from './draft'
import { readRhythm, rhythmFields, rhythmWords } from '../../rhythm'
import { summaryFacts, told } from './summary'
import { WantedFields } from './wanted-fields'

const tones = { free: 'good', anyway: 'soon', never: 'late' } as const

/** A whole series before anything of it is stored: each date, what stands against it, and what can be done about it. */
export async function SeriesCheck({ draft, wanted, at }: { draft: Draft; wanted: Wanted; at: Date }) {
  const { viewer, locale, t, now } = await pageContext()
  const read = readRhythm(t, draft, at)
  const back = hrefOf(draft, { step: 'where' })
  if ('issue' in read)
    return (
      <Notice
        tone="attention"
        title={read.issue}
        action={<LinkButton href={back}>{t('common.back')}</LinkButton>}
        live
      />
    )
  const { rhythm } = read
  const skip = draft.skip
  const moved = draft.moved.flatMap((text) => {
    const [on, iso] = text.split(' ')
    const startsAt = new Date(iso ?? '')
    return on && !Number.isNaN(startsAt.getTime()) ? [{ on, startsAt }] : []
  })
  const preview = await loadSeriesPreview(viewer, wanted, rhythm, { skip, moved }, now)
  if (!preview) notFound()
  const { dates, names, mayAnyway } = preview
  const today = todayOn(now)
  const date = (on: string) => formatDate(on, locale, today)
  const wrong = dates.filter(({ standing }) => standing === 'never' || (standing === 'anyway' && !mayAnyway))
  const isRest = mayAnyway && dates.some(({ standing }) => standing === 'anyway')
  const check = (changes: Partial<Draft>) => hrefOf(draft, { step: 'check', ...changes })
  const withoutMove = (on: string) => draft.moved.filter((text) => !text.startsWith(`${on} `))
  const about = (each: PreviewedDate) =>
    [
      each.isMoved ? t('planning.series.was', { date: date(each.on) }) : '',
      clashSentence(t, each.clashes, names),
      each.isRoomTaken ? t('planning.check.roomTaken') : '',
      each.unknownIds.length > 0
        ? t('planning.series.unknown', { names: each.unknownIds.map((id) => names.get(id)).join(', ') })
        : '',
    ]
      .filter(Boolean)
      .join(' ')
  return (
    <>
      {wrong.length > 0 && (
        <Notice tone="attention" title={t('planning.series.clashes', { count: wrong.length })} live>
          {t('planning.series.text')}
        </Notice>
      )}
      {preview.isCut && <Notice tone="attention" title={t('planning.series.isCut')} />}
      <Panel>
        <Facts
          facts={summaryFacts(t, wanted, names, preview.room, { rhythm: rhythmWords(t, rhythm, locale) })}
        />
      </Panel>
      <Section title={t('planning.series.title')} count={dates.length}>
        <Rows label={t('planning.series.title')}>
          {dates.map((each) => {
            const when = formatRange(each.startsAt, each.endsAt, locale, today)
            return (
              <Row
                key={each.on}
                title={when}
                about={
                  <>
                    {about(each)}
                    {each.others.length > 0 && (
                      <Line>
                        {t('planning.series.moveTo')}
                        {each.others.map((other) => (
                          <LinkButton
                            key={other.toISOString()}
                            size="small"
                            prefetch={false}
                            href={check({
                              moved: [...withoutMove(each.on), `${each.on} ${other.toISOString()}`],
                            })}
                          >
                            {`${date(dateOf(other))}, ${formatTime(other, locale)}`}
                          </LinkButton>
                        ))}
                      </Line>
                    )}
                  </>
                }
                status={<Status tone={tones[each.standing]}>{t(`planning.series.${each.standing}`)}</Status>}
                action={
                  <LinkButton
                    prefetch={false}
                    tone="quiet"
                    label={t('planning.series.skipLabel', { date: date(each.on) })}
                    href={check({ skip: [...skip, each.on], moved: withoutMove(each.on) })}
                  >
                    {t('planning.series.skip')}
                  </LinkButton>
                }
              />
            )
          })}
          {preview.skipped.map(({ on }) => (
            <Row
              key={on}
              title={date(on)}
              status={<Status tone="neutral">{t('planning.series.skipped')}</Status>}
              action={
                <LinkButton
                  prefetch={false}
                  tone="quiet"
                  label={t('planning.series.backLabel', { date: date(on) })}
                  href={check({ skip: skip.filter((each) => each !== on) })}
                >
                  {t('planning.series.back')}
                </LinkButton>
              }
            />
          ))}
        </Rows>
        {preview.holidays.map(({ on, name }) => (
          <p key={on}>
            {t('planning.series.holiday', { date: date(on), name: t(`planning.holiday.${name}`) })}
          </p>
        ))}
      </Section>
      <Section title={t('planning.check.title')}>
        <Panel>
          <p>{told(t, wanted, names, viewer.id)}</p>
          <ActionForm action={planAll} label={t('planning.series.title')}>
            <WantedFields wanted={wanted} />
            <HiddenFields fields={{ ...rhythmFields(draft, at), skip, moved: draft.moved }} />
            {isRest && wrong.length === 0 && <AnywayFields />}
            <Line>
              {wrong.length === 0 && !preview.isCut && dates.length > 0 && (
                <SubmitButton tone="primary" wide>
                  {t('planning.series.button')}
                </SubmitButton>
              )}
              <LinkButton href={back} tone="quiet" wide>
                {t('common.back')}
              </LinkButton>
            </Line>
          </ActionForm>
        </Panel>
      </Section>
    </>
  )
}
