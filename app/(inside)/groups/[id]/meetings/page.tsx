import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Button, LinkButton } from '@/app/_ui/button'
import { DateField, TextField, TimeField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Columns, Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import { planMeetingsInput } from '@/lib/groups/input'
import { loadMeetingsPreview } from '@/lib/groups/preview'
import { idInput } from '@/lib/input'
import { formatDate, formatTime, mondayOf, addDaysOn, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { plan } from '../../actions'

type Search = Record<string, string | string[] | undefined>

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groups.meetings.plan') }
}

const tones = { full: 'good', tight: 'soon', few: 'late', skipped: 'neutral', impossible: 'hold' } as const

/** The meetings of a group by hand: a rhythm, then per date who can come, then one button. */
export default async function PlanMeetingsPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<Search>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const search = await props.searchParams
  if (!idInput.safeParse(id).success) notFound()
  const today = todayOn(now)
  const isAsked = search.fromOn !== undefined
  const read = planMeetingsInput.safeParse({ ...search, groupId: id })
  const preview = await loadMeetingsPreview(viewer, id, read.success ? read.data : null, now)
  if (!preview) notFound()
  const { group, dates, names, people } = preview
  const asked = read.success ? read.data : null
  const text = (name: string, otherwise: string) =>
    typeof search[name] === 'string' ? (search[name] as string) : otherwise
  const here = (skip: readonly string[]) => {
    const query = new URLSearchParams(
      ['fromOn', 'startsTime', 'everyWeeks', 'count'].map((name) => [name, text(name, '')]),
    )
    for (const on of skip) query.append('skip', on)
    return `/groups/${id}/meetings?${query.toString()}`
  }
  const skip = asked?.skip ?? []
  const kept = dates.filter(({ state }) => state !== 'skipped')
  const isPossible = kept.length > 0 && kept.every(({ state }) => state !== 'impossible')
  const stateWord = (state: (typeof dates)[number]['state']) =>
    state === 'skipped' || state === 'impossible' ? t(`groups.plan.${state}`) : t(`groups.level.${state}`)
  return (
    <>
      <PageHeader
        title={t('groups.plan.title', { name: group.name })}
        lead={t('groups.plan.lead')}
        actions={
          <LinkButton href={`/groups/${id}`} tone="quiet" icon="back">
            {t('groups.backOne')}
          </LinkButton>
        }
      />
      {isAsked && !asked && <Notice tone="attention" live title={t('groups.plan.wrong')} />}
      <form method="get" action={`/groups/${id}/meetings`}>
        <Panel>
          <Stack gap={4}>
            <Columns>
              <DateField
                name="fromOn"
                label={t('groups.plan.first')}
                min={today}
                defaultValue={text('fromOn', addDaysOn(mondayOf(today), 14))}
              />
              <TimeField
                name="startsTime"
                label={t('groups.plan.time')}
                defaultValue={text('startsTime', '15:00')}
              />
            </Columns>
            <Columns>
              <TextField
                name="everyWeeks"
                type="number"
                inputMode="numeric"
                width="short"
                label={t('groups.plan.every')}
                defaultValue={text('everyWeeks', '4')}
              />
              <TextField
                name="count"
                type="number"
                inputMode="numeric"
                width="short"
                label={t('groups.plan.count')}
                defaultValue={text('count', '6')}
              />
            </Columns>
            <Line>
              <Button tone={asked ? 'secondary' : 'primary'}>{t('groups.plan.show')}</Button>
            </Line>
          </Stack>
        </Panel>
      </form>
      {asked && (
        <Section title={t('groups.plan.dates')} count={kept.length}>
          <Stack gap={4}>
            <Rows label={t('groups.plan.dates')}>
              {dates.map(({ on, startsAt, state, can, all, unknown, cannot }) => {
                const date = formatDate(on, locale, today)
                const isSkipped = state === 'skipped'
                const word = stateWord(state)
                return (
                  <Row
                    key={on}
                    title={`${date}, ${formatTime(startsAt, locale)}`}
                    about={[
                      cannot.length > 0 &&
                        t('groups.meetings.cannot', {
                          names: cannot.map((personId) => names.get(personId) ?? '–').join(', '),
                        }),
                      unknown > 0 && t('groups.meetings.unknown', { count: unknown }),
                    ]
                      .filter(Boolean)
                      .join(' ')}
                    status={
                      <Status tone={tones[state]}>
                        {isSkipped ? word : `${t('groups.meetings.can', { count: can, all })}, ${word}`}
                      </Status>
                    }
                    action={
                      <LinkButton
                        href={here(isSkipped ? skip.filter((each) => each !== on) : [...skip, on])}
                        size="small"
                        tone="quiet"
                        prefetch={false}
                        label={`${t(isSkipped ? 'groups.plan.back' : 'groups.plan.skip')}: ${date}`}
                      >
                        {t(isSkipped ? 'groups.plan.back' : 'groups.plan.skip')}
                      </LinkButton>
                    }
                  />
                )
              })}
            </Rows>
            {preview.holidays.map(({ on }) => (
              <Soft key={on}>{t('groups.plan.holiday', { date: formatDate(on, locale, today) })}</Soft>
            ))}
            {isPossible ? (
              <ActionForm action={plan} label={t('groups.meetings.plan')}>
                <HiddenFields
                  fields={{
                    groupId: id,
                    fromOn: asked.fromOn,
                    startsTime: asked.startsTime,
                    everyWeeks: asked.everyWeeks,
                    count: asked.count,
                    requestKey: crypto.randomUUID(),
                  }}
                />
                {skip.map((on) => (
                  <input key={on} type="hidden" name="skip" value={on} />
                ))}
                <Stack gap={3}>
                  <p>{t('groups.plan.told', { count: people })}</p>
                  <Line>
                    <SubmitButton tone="primary" wide>
                      {t('groups.plan.save', { count: kept.length })}
                    </SubmitButton>
                  </Line>
                </Stack>
              </ActionForm>
            ) : (
              <Notice tone="attention" live title={t('groups.plan.solve')} />
            )}
          </Stack>
        </Section>
      )}
    </>
  )
}
