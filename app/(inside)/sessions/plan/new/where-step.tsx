import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { SelectField, TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Columns } from '@/app/_ui/page'
import { isOnlyRest, clashSentence } from '@/lib/sessions/clashes'
import { loadSummary } from '@/lib/sessions/office-queries'
import { dateOf, formatRange, todayOn } from '@/lib/time'
import { RhythmFields } from '../../rhythm-fields'
import { hrefOf, type Draft, type Wanted } from './draft'
import { StepForm } from './step-form'

const asks = ['room', 'place', 'link', 'every', 'everyWeeks', 'nth', 'count', 'lastOn']

/** Where it is held, and whether once or as a series. */
export async function WhereStep({ draft, wanted, at }: { draft: Draft; wanted: Wanted; at: Date }) {
  const { viewer, locale, t, now } = await pageContext()
  const summary = await loadSummary(viewer, wanted, at, now)
  if (!summary) notFound()
  const { clashes, rooms, names } = summary
  const on = dateOf(at)
  const toTime = hrefOf(draft, { step: 'time', at: undefined })
  return (
    <>
      <Notice title={formatRange(at, summary.endsAt, locale, todayOn(now))} />
      {clashes.length > 0 && (
        <Notice
          tone="attention"
          title={t(isOnlyRest(clashes) ? 'planning.check.rest' : 'planning.check.cannot')}
          action={<LinkButton href={toTime}>{t('planning.check.otherTime')}</LinkButton>}
        >
          {clashSentence(t, clashes, names)}
        </Notice>
      )}
      <StepForm
        draft={{ ...draft, skip: [], moved: [] }}
        asks={asks}
        next="check"
        button={t('planning.next')}
        label={t('planning.where.title')}
        beside={
          <LinkButton href={toTime} tone="quiet" wide>
            {t('common.back')}
          </LinkButton>
        }
      >
        {rooms.length > 0 && (
          <SelectField
            name="room"
            label={t('planning.where.room')}
            hint={t('planning.where.roomHint')}
            empty={t('planning.where.roomNone')}
            defaultValue={wanted.roomId}
            options={rooms.map((room) => ({
              value: room.id,
              label: t('planning.where.roomChoice', { ...room }),
            }))}
          />
        )}
        <Columns>
          <TextField
            name="place"
            label={t('planning.where.place')}
            optional
            maxLength={120}
            defaultValue={draft.place}
          />
          <TextField
            name="link"
            label={t('planning.where.link')}
            hint={t('planning.where.linkHint')}
            optional
            maxLength={500}
            defaultValue={draft.link}
          />
        </Columns>
        <RhythmFields on={on} draft={draft} choices={['once', 'weeks', 'month']} />
      </StepForm>
    </>
  )
}
