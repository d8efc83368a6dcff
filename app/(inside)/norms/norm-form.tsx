import { ActionForm } from '@/app/_ui/action-form'
import { DateField, SelectField, TextField } from '@/app/_ui/field'
import { Columns, Line, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { coveredForms } from '@/lib/coverage/rules'
import type { CalendarDate } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { set } from './actions'

interface NormFormProps {
  departments: readonly { id: string; name: string; site: string }[]
  isForHospital: boolean
  t: Words
  today: CalendarDate
}

/** One norm from one day on: for the hospital, or for a department that is the viewer's to plan for. */
export function NormForm({ departments, isForHospital, t, today }: NormFormProps) {
  const days = { type: 'number', inputMode: 'numeric', width: 'short' } as const
  return (
    <Section title={t('norms.set')} lead={t('norms.setLead')}>
      <Panel>
        <ActionForm action={set} label={t('norms.set')}>
          <Stack gap={5}>
            <Columns>
              <SelectField
                name="form"
                label={t('norms.form')}
                options={coveredForms.map((form) => ({ value: form, label: t(`common.form.${form}`) }))}
              />
              <SelectField
                name="departmentId"
                label={t('norms.where')}
                options={[
                  ...(isForHospital ? [{ value: '', label: t('norms.everywhere') }] : []),
                  ...departments.map(({ id, name, site }) => ({ value: id, label: `${name}, ${site}` })),
                ]}
              />
              <SelectField
                name="kind"
                label={t('norms.for')}
                options={[
                  { value: '', label: t('norms.everybody') },
                  { value: 'anios', label: t('common.kind.anios') },
                  { value: 'aios', label: t('common.kind.aios') },
                ]}
              />
              <DateField name="sinceOn" label={t('norms.since')} defaultValue={today} />
              <TextField
                name="firstWithinDays"
                label={t('norms.first')}
                hint={t('norms.firstHint')}
                optional
                {...days}
              />
              <TextField
                name="everyDays"
                label={t('norms.every')}
                hint={t('norms.everyHint')}
                optional
                {...days}
              />
            </Columns>
            <Line>
              <SubmitButton tone="primary">{t('norms.save')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Panel>
    </Section>
  )
}
