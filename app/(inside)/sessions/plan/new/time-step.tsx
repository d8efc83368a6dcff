import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DateField, TimeField } from '@/app/_ui/field'
import { Section } from '@/app/_ui/page'
import { loadGroupTimes } from '@/lib/sessions/office-queries'
import { addDaysOn, isCalendarDate, todayOn } from '@/lib/time'
import { GroupTimes } from '../group-times'
import { hrefOf, type Draft, type Wanted } from './draft'
import { StepForm } from './step-form'

/** The next times at which all can; where there are few, those at which the most can; or a time of one's own. */
export async function TimeStep({ draft, wanted }: { draft: Draft; wanted: Wanted }) {
  const { viewer, t, now } = await pageContext()
  const today = todayOn(now)
  const fromOn = draft.from && isCalendarDate(draft.from) && draft.from > today ? draft.from : today
  const times = await loadGroupTimes(viewer, wanted, fromOn, now)
  if (!times) notFound()
  return (
    <>
      <GroupTimes
        times={times}
        fromOn={fromOn}
        hrefAt={(at) => hrefOf(draft, { step: 'where', at: at.toISOString(), skip: [], moved: [] })}
        hrefFrom={(from) => hrefOf(draft, { step: 'time', from })}
      />
      <Section title={t('planning.times.own')}>
        <StepForm
          draft={{ ...draft, skip: [], moved: [] }}
          asks={['at', 'on', 'time']}
          next="where"
          button={t('planning.times.use')}
          label={t('planning.times.own')}
          beside={
            <LinkButton href={hrefOf(draft, { step: 'people' })} tone="quiet" wide>
              {t('common.back')}
            </LinkButton>
          }
        >
          <DateField name="on" label={t('planning.times.date')} min={today} max={addDaysOn(today, 730)} />
          <TimeField name="time" label={t('planning.times.time')} />
        </StepForm>
      </Section>
    </>
  )
}
