import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { Button, LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { addressOf, bookableForms, bookingPath, formAtAddress } from '@/lib/sessions/forms'
import { loadConfirmation } from '@/lib/sessions/queries'
import { dateOf, formatDate, formatTime, isCalendarDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { readRhythm, type RhythmDraft } from '../../rhythm'
import { RhythmFields } from '../../rhythm-fields'
import { instantFrom } from '../../slots'
import { SeriesDates } from './dates'

/** What stands in the field before anything was answered. */
const usualCount = 4

interface Search extends RhythmDraft {
  form?: string
  with?: string
  at?: string
  skip?: string | string[]
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('sessions.series.title') }
}

/** From one time to a series of it: first how often, then every date before anything is stored. */
export default async function BookSeriesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, locale, t, now } = await pageContext()
  const search = await searchParams
  const form = formAtAddress(search.form, bookableForms)
  const startsAt = instantFrom(search.at)
  if (!form || !search.with || !startsAt) notFound()
  const otherId = search.with
  const known = await loadConfirmation(viewer, { form, otherId, startsAt }, now)
  if (!known) notFound()
  const name = `${known.other.givenName} ${known.other.familyName}`
  const on = dateOf(startsAt)
  const address = { form: addressOf(form), with: otherId, at: startsAt.toISOString() }
  const back = `${bookingPath(form, otherId)}&${new URLSearchParams({ from: on, at: address.at })}`
  const read = search.every ? readRhythm(t, search, startsAt) : null
  const skip = [search.skip ?? []].flat().filter(isCalendarDate)
  return (
    <>
      <PageHeader
        title={t('sessions.series.title')}
        lead={t('sessions.series.lead', {
          form: t(`common.form.${form}`),
          name,
          when: `${formatDate(on, locale, todayOn(now))}, ${formatTime(startsAt, locale)}`,
        })}
        actions={
          <LinkButton href={back} tone="quiet" icon="back">
            {t('common.back')}
          </LinkButton>
        }
      />
      {read && 'issue' in read && <Notice tone="attention" title={read.issue} live />}
      <Stack>
        <Panel>
          <form method="get" action="/sessions/book/series" aria-label={t('planning.where.every')}>
            <HiddenFields fields={address} />
            <Stack gap={5}>
              <RhythmFields
                on={on}
                draft={search.every ? search : { count: String(usualCount) }}
                choices={['weeks', 'month']}
              />
              <Line>
                <Button tone={read ? 'secondary' : 'primary'}>{t('sessions.series.show')}</Button>
              </Line>
            </Stack>
          </form>
        </Panel>
        {read && 'rhythm' in read && (
          <SeriesDates
            form={form}
            otherId={otherId}
            startsAt={startsAt}
            rhythm={read.rhythm}
            draft={search}
            skip={skip}
            back={back}
          />
        )}
      </Stack>
    </>
  )
}
