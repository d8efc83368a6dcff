import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { PageHeader } from '@/app/_ui/page'
import { Steps } from '@/app/_ui/steps'
import { isPlanner } from '@/lib/sessions/office-queries'
import { words } from '@/lib/words/words'
import { instantFrom } from '../../slots'
import { Check } from './check'
import { readDraft, stepNumber, stepOf, wantedOf, type Search } from './draft'
import { PeopleStep } from './people-step'
import { SeriesCheck } from './series-check'
import { TimeStep } from './time-step'
import { WhatStep } from './what-step'
import { WhereStep } from './where-step'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('planning.new') }
}

/** Planning for several people, one question per page: what, who, when, where, and a look before anything is stored. */
export default async function NewPlanPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, t } = await pageContext()
  if (!isPlanner(viewer)) notFound()
  const draft = readDraft(await searchParams)
  const wanted = wantedOf(draft)
  const { step, misses } = stepOf(draft, wanted)
  const at = instantFrom(draft.at)
  const isSeries = draft.every === 'weeks' || draft.every === 'month'
  return (
    <>
      <PageHeader
        title={t('planning.new')}
        lead={wanted && step !== 'what' ? t(`common.form.${wanted.form}`) : undefined}
      />
      <Steps
        label={t('planning.steps.label')}
        current={stepNumber(step)}
        steps={(['what', 'people', 'time', 'where', 'check'] as const).map((each) =>
          t(`planning.steps.${each}`),
        )}
      />
      {step === 'what' && <WhatStep draft={draft} />}
      {step === 'people' && wanted && <PeopleStep draft={draft} wanted={wanted} misses={misses} />}
      {step === 'time' && wanted && <TimeStep draft={draft} wanted={wanted} />}
      {step === 'where' && wanted && at && <WhereStep draft={draft} wanted={wanted} at={at} />}
      {step === 'check' && wanted && at && !isSeries && <Check draft={draft} wanted={wanted} at={at} />}
      {step === 'check' && wanted && at && isSeries && <SeriesCheck draft={draft} wanted={wanted} at={at} />}
    </>
  )
}
