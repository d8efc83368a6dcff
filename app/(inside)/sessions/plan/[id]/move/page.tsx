import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { Button, LinkButton } from '@/app/_ui/button'
import { DateField, TimeField } from '@/app/_ui/field'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { loadMoveTimes } from '@/lib/sessions/planned-queries'
import { scopes } from '@/lib/sessions/series-rules'
import { addDaysOn, formatRange, instantAt, isCalendarDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { instantFrom } from '../../../slots'
import { GroupTimes } from '../../group-times'
import { MovePreview } from './preview'

interface Search {
  from?: string
  at?: string
  on?: string
  time?: string
  scope?: string
  skip?: string | string[]
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('planning.move.title') }
}

/** Another time for what was planned: first when, then for which of the series, then what that changes. */
export default async function MovePlannedPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<Search>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const search = await props.searchParams
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) notFound()
  const here = `/sessions/plan/${id}/move`
  const at = ownTime(search) ?? instantFrom(search.at)
  if (at)
    return (
      <MovePreview
        sessionId={id}
        startsAt={at}
        scope={scopes.find((scope) => scope === search.scope) ?? 'one'}
        skip={[search.skip ?? []].flat().filter(isCalendarDate)}
      />
    )
  const today = todayOn(now)
  const fromOn = search.from && isCalendarDate(search.from) && search.from > today ? search.from : today
  const times = await loadMoveTimes(viewer, id, fromOn, now)
  if (!times) notFound()
  const { planned } = times
  if (planned.cancelledAt || planned.startsAt <= now) redirect(`/sessions/plan/${id}`)
  const back = (
    <LinkButton href={`/sessions/plan/${id}`} tone="quiet">
      {t('common.back')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('planning.move.title')}
        lead={`${t(`common.form.${planned.form}`)}. ${t('planning.move.lead', {
          when: formatRange(planned.startsAt, planned.endsAt, locale, today),
        })}`}
      />
      <GroupTimes
        times={times}
        fromOn={fromOn}
        hrefAt={(startsAt) => `${here}?at=${encodeURIComponent(startsAt.toISOString())}`}
        hrefFrom={(from) => `${here}?from=${from}`}
      />
      <Section title={t('planning.times.own')}>
        <form method="get" action={here} aria-label={t('planning.times.own')}>
          <Panel>
            <Stack gap={5}>
              <DateField name="on" label={t('planning.times.date')} min={today} max={addDaysOn(today, 730)} />
              <TimeField name="time" label={t('planning.times.time')} />
              <Line>
                <Button tone="primary">{t('planning.times.use')}</Button>
                {back}
              </Line>
            </Stack>
          </Panel>
        </form>
      </Section>
    </>
  )
}

function ownTime({ on, time }: Search): Date | null {
  if (!on || !time || !isCalendarDate(on) || !/^([01]\d|2[0-3]):[0-5]\d/.test(time)) return null
  return instantAt(on, time.slice(0, 5))
}
