import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { DateField, SelectField, TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Columns } from '@/app/_ui/page'
import { isOnlyRest, clashSentence } from '@/lib/sessions/clashes'
import { loadSummary } from '@/lib/sessions/office-queries'
import { monthlyNths } from '@/lib/sessions/series-rules'
import { addDaysOn, dateOf, formatRange, todayOn } from '@/lib/time'
import { hrefOf, type Draft, type Wanted } from './draft'
import { nthWord } from './rhythm'
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
        <ChoiceGroup
          name="every"
          legend={t('planning.where.every')}
          look="cards"
          defaultValue={[draft.every ?? 'once']}
          choices={[
            { value: 'once', label: t('planning.where.once') },
            { value: 'weeks', label: t('planning.where.weeks') },
            { value: 'month', label: t('planning.where.month') },
          ]}
        />
        <Columns>
          <TextField
            name="everyWeeks"
            type="number"
            inputMode="numeric"
            width="short"
            label={t('planning.where.everyWeeks')}
            hint={t('planning.where.everyWeeksHint')}
            defaultValue={draft.everyWeeks ?? '1'}
          />
          <SelectField
            name="nth"
            label={t('planning.where.nth')}
            defaultValue={draft.nth ?? String(Math.min(4, Math.ceil(Number(on.slice(8)) / 7)))}
            options={monthlyNths.map((nth) => ({ value: String(nth), label: nthWord(t, nth) }))}
          />
        </Columns>
        <Columns>
          <TextField
            name="count"
            type="number"
            inputMode="numeric"
            width="short"
            label={t('planning.where.count')}
            hint={t('planning.where.countHint')}
            defaultValue={draft.count}
          />
          <DateField
            name="lastOn"
            label={t('planning.where.lastOn')}
            min={on}
            max={addDaysOn(on, 1100)}
            defaultValue={draft.lastOn}
          />
        </Columns>
      </StepForm>
    </>
  )
}
