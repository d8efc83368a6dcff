import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Disclosure } from '@/app/_ui/disclosure'
import { SelectField, TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { loadPeopleChoices } from '@/lib/sessions/office-queries'
import { needsGuide } from '@/lib/sessions/office-input'
import { todayOn } from '@/lib/time'
import { hrefOf, type Draft, type Wanted } from './draft'
import { StepForm } from './step-form'

/** Who guides, who is in it, how long it takes, and whether others can sign up. */
export async function PeopleStep({
  draft,
  wanted,
  misses,
}: {
  draft: Draft
  wanted: Wanted
  misses?: 'guide' | 'people'
}) {
  const { viewer, t, now } = await pageContext()
  const choices = await loadPeopleChoices(viewer, { ...wanted, on: todayOn(now) })
  if (!choices) notFound()
  const own = choices.residents.filter(({ isOwn }) => isOwn)
  const others = choices.residents.filter(({ isOwn }) => !isOwn)
  return (
    <>
      {misses && (
        <Notice
          tone="attention"
          live
          title={t(misses === 'guide' ? 'planning.guideChoose' : 'issues.people-none')}
        />
      )}
      {choices.guides.length === 0 && needsGuide(wanted.form) && <Notice title={t('planning.guideNobody')} />}
      <StepForm
        draft={{ ...draft, at: undefined, skip: [], moved: [] }}
        asks={['guide', 'people', 'others', 'minutes', 'seats']}
        next="time"
        button={t('planning.next')}
        label={t('planning.steps.people')}
        beside={
          <LinkButton href={hrefOf(draft, { step: 'what' })} tone="quiet" wide>
            {t('common.back')}
          </LinkButton>
        }
      >
        <SelectField
          name="guide"
          label={t('planning.guide')}
          optional={!needsGuide(wanted.form)}
          empty={t('planning.guideNone')}
          defaultValue={wanted.guideId}
          options={choices.guides.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ChoiceGroup
          name="people"
          legend={t('planning.residents')}
          hint={t('planning.residentsHint')}
          many
          defaultValue={wanted.residentIds}
          choices={own.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {others.length > 0 && (
          <Disclosure
            title={t('planning.otherDepartments')}
            isOpen={others.some(({ id }) => wanted.residentIds.includes(id))}
          >
            <ChoiceGroup
              name="others"
              legend={t('planning.otherResidents')}
              many
              defaultValue={wanted.residentIds}
              choices={others.map(({ id, name, department }) => ({
                value: id,
                label: name,
                hint: department ?? undefined,
              }))}
            />
          </Disclosure>
        )}
        <TextField
          name="minutes"
          type="number"
          inputMode="numeric"
          width="short"
          label={t('planning.minutes')}
          defaultValue={String(wanted.minutes)}
        />
        <TextField
          name="seats"
          type="number"
          inputMode="numeric"
          width="short"
          label={t('planning.seats')}
          hint={t('planning.seatsHint')}
          optional
          defaultValue={wanted.seats ? String(wanted.seats) : undefined}
        />
      </StepForm>
    </>
  )
}
