import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { DateField, SelectField, TextField } from '@/app/_ui/field'
import { Line, PageHeader, Panel } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { mayGiveRole, mayKeepPeople } from '@/lib/people/policy'
import { listDepartments } from '@/lib/people/queries'
import { todayOn } from '@/lib/time'
import { allRoles } from '@/lib/viewer'
import { add } from '../actions'
import styles from '../people.module.css'

/** One person by hand, for whoever came after the file. */
export default async function NewPersonPage() {
  const { viewer, t, now } = await pageContext()
  if (!mayKeepPeople(viewer)) notFound()
  const departments = await listDepartments(viewer)
  const givable = allRoles.filter((role) => mayGiveRole(viewer, role, ''))
  return (
    <>
      <PageHeader title={t('people.add')} lead={t('people.addLead')} />
      <Panel>
        <ActionForm action={add} label={t('people.add')}>
          <div className={styles.form}>
            <TextField name="staffNumber" label={t('people.number')} width="short" />
            <div className={styles.pair}>
              <TextField name="givenName" label={t('people.givenName')} />
              <TextField name="familyName" label={t('people.familyName')} hint={t('people.familyNameHint')} />
            </div>
            <TextField name="email" type="email" label={t('people.email')} />
            <div className={styles.pair}>
              <SelectField
                name="role"
                label={t('people.role')}
                empty=""
                options={givable.map((role) => ({ value: role, label: t(`common.role.${role}`) }))}
              />
              <SelectField
                name="departmentId"
                label={t('people.department')}
                empty={t('people.noDepartment')}
                options={departments.map((department) => ({
                  value: department.id,
                  label: `${department.name}, ${department.site}`,
                }))}
              />
            </div>
            <DateField name="fromOn" label={t('people.from')} defaultValue={todayOn(now)} />
            <ChoiceGroup
              name="kind"
              legend={t('people.kind')}
              hint={t('people.kindHint')}
              choices={[
                { value: 'anios', label: t('common.kind.anios') },
                { value: 'aios', label: t('common.kind.aios') },
              ]}
            />
            <TextField
              name="fte"
              label={t('people.fte')}
              hint={t('people.fteHint')}
              optional
              inputMode="decimal"
              width="short"
            />
            <Line>
              <SubmitButton tone="primary" wide>
                {t('people.addButton')}
              </SubmitButton>
              <LinkButton href="/people" tone="quiet">
                {t('common.cancel')}
              </LinkButton>
            </Line>
          </div>
        </ActionForm>
      </Panel>
    </>
  )
}
