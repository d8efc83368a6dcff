import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { EmptyState } from '@/app/_ui/empty-state'
import { SelectField } from '@/app/_ui/field'
import { Disclosure } from '@/app/_ui/disclosure'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Line, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedPage } from '@/lib/sessions/planned-queries'
import { add, remove } from '../actions'
import { AnywayFields } from '../anyway-fields'
import { seenOf } from './seen'

/** The residents in it; each can be taken out, and others brought in. They hear it. */
export async function PeopleInside({ planned }: { planned: PlannedPage }) {
  const { t } = await pageContext()
  const mayChange = !planned.refused.move && planned.mayPlan
  return (
    <Section title={t('planning.session.residents')} count={planned.residents.length}>
      {planned.residents.length === 0 ? (
        <EmptyState title={t('planning.session.nobody')} />
      ) : (
        <Rows label={t('planning.session.residents')}>
          {planned.residents.map(({ id, name }) => (
            <Row
              key={id}
              title={name}
              action={
                mayChange && (
                  <OneButton
                    action={remove}
                    fields={{ ...seenOf(planned), residentId: id }}
                    tone="quiet"
                    about={name}
                  >
                    {t('planning.session.remove')}
                  </OneButton>
                )
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

/** Somebody more, if the rest engine allows it. */
export async function AddResident({ planned }: { planned: PlannedPage }) {
  const { t } = await pageContext()
  if (planned.residentChoices.length === 0) return null
  return (
    <Disclosure title={t('planning.session.add')}>
      <ActionForm action={add} label={t('planning.session.add')}>
        <HiddenFields fields={seenOf(planned)} />
        <SelectField
          name="residentId"
          label={t('planning.session.residents')}
          empty={t('planning.session.addNone')}
          options={planned.residentChoices.map(({ id, name, department }) => ({
            value: id,
            label: department ? `${name} (${department})` : name,
          }))}
        />
        {planned.mayAnyway && <AnywayFields />}
        <Line>
          <SubmitButton>{t('planning.session.addButton')}</SubmitButton>
        </Line>
      </ActionForm>
    </Disclosure>
  )
}
