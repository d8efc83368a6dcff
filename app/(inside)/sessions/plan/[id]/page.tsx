import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { loadPlanned } from '@/lib/sessions/planned-queries'
import { formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { CancelPlanned } from './cancel'
import { GuideChange, PlaceChange } from './changes'
import { AddResident, PeopleInside } from './people-inside'

const doneWords = ['moved', 'cancelled', 'added', 'removed', 'guide', 'placed'] as const
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('planning.title') }
}

/** One session of several people for whoever plans or guides it: who, when, where, and what may change. */
export default async function PlannedPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<{ done?: string; count?: string; cancel?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const { done, count, cancel } = await props.searchParams
  const planned = isId(id) ? await loadPlanned(viewer, id, now) : null
  if (!planned) notFound()
  const when = formatRange(planned.startsAt, planned.endsAt, locale, todayOn(now))
  const plain = doneWords.find((word) => word === done)
  const where = [planned.room, planned.place, planned.link].filter(Boolean).join(', ')
  const { refused, mayPlan } = planned
  const isOver = planned.cancelledAt !== null
  return (
    <>
      <PageHeader title={t(`common.form.${planned.form}`)} lead={planned.department} />
      {(done === 'planned' || done === 'repeated') && (
        <Notice tone="done" live title={t(`planning.done.${done}`, { when })} />
      )}
      {done === 'series' && (
        <Notice tone="done" live title={t('planning.done.series', { count: count ?? '' })} />
      )}
      {plain && <Notice tone="done" live title={t(`planning.done.${plain}`)} />}
      {isOver && done !== 'cancelled' && <Notice title={t('planning.session.over')} />}
      {planned.plannedAnywayReason && !isOver && (
        <Notice
          tone="attention"
          title={t('planning.session.anyway', { reason: planned.plannedAnywayReason })}
        />
      )}
      <Panel>
        <Stack>
          <Facts
            facts={[
              { name: t('planning.check.when'), value: <strong>{when}</strong> },
              { name: t('planning.check.guide'), value: planned.guide?.name ?? t('planning.guideNone') },
              { name: t('planning.check.place'), value: where || t('planning.check.noPlace') },
              ...(planned.seats
                ? [
                    {
                      name: t('planning.check.seats'),
                      value: t('planning.session.seats', {
                        taken: planned.residents.length,
                        seats: planned.seats,
                      }),
                    },
                  ]
                : []),
              ...(planned.seriesId
                ? [
                    {
                      name: t('planning.session.of'),
                      value: t('planning.session.ofText', { count: planned.othersToCome }),
                    },
                  ]
                : []),
            ]}
          />
          <Line>
            {!refused.move && (
              <LinkButton href={`/sessions/plan/${id}/move`} icon="move">
                {t('planning.session.move')}
              </LinkButton>
            )}
            {!refused.cancel && (
              <LinkButton href={`/sessions/plan/${id}?cancel=1`} tone="danger">
                {t('planning.session.cancel')}
              </LinkButton>
            )}
            <LinkButton href={mayPlan ? '/sessions/plan' : `/sessions/${id}`} tone="quiet">
              {t(mayPlan ? 'planning.session.back' : 'common.back')}
            </LinkButton>
          </Line>
        </Stack>
      </Panel>
      <PeopleInside planned={planned} />
      {!refused.move && (
        <Section title={t('planning.session.changes')}>
          <Stack>
            {mayPlan && <AddResident planned={planned} />}
            {mayPlan && <GuideChange planned={planned} />}
            <PlaceChange planned={planned} />
          </Stack>
        </Section>
      )}
      {!refused.cancel && cancel && <CancelPlanned planned={planned} when={when} />}
    </>
  )
}
