import { pageContext } from '@/app/_server/session'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { SelectField } from '@/app/_ui/field'
import { officeForms, plannedForms } from '@/lib/sessions/forms'
import { listPlannable } from '@/lib/sessions/office-queries'
import type { Draft } from './draft'
import { StepForm } from './step-form'

/** What is planned, and for which department. */
export async function WhatStep({ draft }: { draft: Draft }) {
  const { viewer, t } = await pageContext()
  const departments = await listPlannable(viewer)
  const forms = officeForms.filter((form) =>
    departments.some((department) => department.forms.includes(form)),
  )
  const [only] = departments
  const length = (minutes: number) =>
    minutes % 60 === 0 && minutes > 60
      ? t('planning.hoursLong', { count: minutes / 60 })
      : t('planning.minutesLong', { count: minutes })
  return (
    <StepForm
      draft={{ ...draft, minutes: undefined }}
      asks={['form', 'department']}
      next="people"
      button={t('planning.next')}
      label={t('planning.form')}
    >
      <ChoiceGroup
        name="form"
        legend={t('planning.form')}
        look="cards"
        defaultValue={[draft.form ?? forms[0] ?? '']}
        choices={forms.map((form) => ({
          value: form,
          label: t(`common.form.${form}`),
          hint: length(plannedForms[form].minutes),
        }))}
      />
      {only && departments.length === 1 ? (
        <input type="hidden" name="department" value={only.id} />
      ) : (
        <SelectField
          name="department"
          label={t('planning.department')}
          defaultValue={draft.department ?? only?.id}
          options={departments.map(({ id, name, site }) => ({ value: id, label: `${name}, ${site}` }))}
        />
      )}
    </StepForm>
  )
}
