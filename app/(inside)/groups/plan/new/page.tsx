import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { Button, LinkButton } from '@/app/_ui/button'
import { SelectField } from '@/app/_ui/field'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { loadPlanChoices } from '@/lib/groups/plan-queries'
import { listGroupDepartments } from '@/lib/groups/queries'
import { groupForms, isGroupForm } from '@/lib/groups/rules'
import { words } from '@/lib/words/words'
import { AskForm } from './ask-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groupPlans.new') }
}

/** What is asked of a plan: first the form and the department, then everything else, each with a usual choice. */
export default async function NewPlanPage(props: {
  searchParams: Promise<{ form?: string; department?: string }>
}) {
  const { viewer, t, now } = await pageContext()
  const asked = await props.searchParams
  const departments = await listGroupDepartments(viewer)
  const [first] = departments
  if (!first) notFound()
  const department = departments.find(({ id }) => id === asked.department)
  const form = isGroupForm(asked.form) ? asked.form : null
  const wanted = form && department ? { form, departmentId: department.id } : null
  const choices = wanted && (await loadPlanChoices(viewer, wanted, now))
  return (
    <>
      <PageHeader
        title={t('groupPlans.new')}
        lead={t('groupPlans.ask.lead')}
        actions={
          <LinkButton href="/groups/plan" tone="quiet" icon="back">
            {t('groupPlans.back')}
          </LinkButton>
        }
      />
      {wanted && choices ? (
        <AskForm wanted={wanted} choices={choices} />
      ) : (
        <form method="get" action="/groups/plan/new">
          <Panel>
            <Stack gap={5}>
              <SelectField
                name="form"
                label={t('groups.make.form')}
                defaultValue="intervision"
                options={groupForms.map((value) => ({ value, label: t(`common.form.${value}`) }))}
              />
              <SelectField
                name="department"
                label={t('groups.make.department')}
                hint={t('groups.make.departmentHint')}
                defaultValue={first.id}
                options={departments.map(({ id, name, site }) => ({ value: id, label: `${name}, ${site}` }))}
              />
              <Line>
                <Button tone="primary">{t('groups.make.onward')}</Button>
              </Line>
            </Stack>
          </Panel>
        </form>
      )}
    </>
  )
}
