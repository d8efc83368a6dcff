import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Button, LinkButton } from '@/app/_ui/button'
import { SelectField, TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { listGroupDepartments, loadNewGroup } from '@/lib/groups/queries'
import { groupForms, isGroupForm } from '@/lib/groups/rules'
import { words } from '@/lib/words/words'
import { make } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groups.new') }
}

/** A new group in two questions: what and for whom, then its name, who facilitates and where. */
export default async function NewGroupPage(props: {
  searchParams: Promise<{ form?: string; department?: string }>
}) {
  const { viewer, t, now } = await pageContext()
  const asked = await props.searchParams
  const departments = await listGroupDepartments(viewer)
  const [first] = departments
  if (!first) notFound()
  const department = departments.find(({ id }) => id === asked.department)
  const form = isGroupForm(asked.form) ? asked.form : null
  return (
    <>
      <PageHeader
        title={t('groups.new')}
        lead={t('groups.make.lead')}
        actions={
          <LinkButton href="/groups" tone="quiet" icon="back">
            {t('groups.back')}
          </LinkButton>
        }
      />
      {form && department ? (
        <Second
          form={form}
          department={department}
          choices={await loadNewGroup(viewer, { form, departmentId: department.id }, now)}
        />
      ) : (
        <form method="get" action="/groups/new">
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

interface SecondProps {
  form: (typeof groupForms)[number]
  department: { id: string; name: string }
  choices: Awaited<ReturnType<typeof loadNewGroup>>
}

async function Second({ form, department, choices }: SecondProps) {
  const { t } = await pageContext()
  if (!choices) notFound()
  const said = `${t(`common.form.${form}`)} · ${department.name}`
  if (choices.guides.length === 0)
    return (
      <Notice
        tone="attention"
        title={said}
        action={<LinkButton href="/groups/new">{t('common.back')}</LinkButton>}
      >
        {t('groups.make.nobody')}
      </Notice>
    )
  return (
    <Panel>
      <ActionForm action={make} label={t('groups.new')}>
        <HiddenFields fields={{ form, departmentId: department.id }} />
        <Stack gap={5}>
          <p>{said}</p>
          <TextField
            name="name"
            label={t('groups.make.name')}
            hint={t('groups.make.nameHint')}
            maxLength={80}
          />
          <SelectField
            name="facilitatorId"
            label={t('groups.make.facilitator')}
            empty={t('groups.make.facilitatorEmpty')}
            options={choices.guides.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="roomId"
            label={t('groups.make.room')}
            optional
            empty={t('groups.make.noRoom')}
            options={choices.rooms.map(({ id, name, places }) => ({
              value: id,
              label: t('groups.make.places', { name, count: places }),
            }))}
          />
          <Line>
            <SubmitButton tone="primary" wide>
              {t('groups.make.button')}
            </SubmitButton>
            <LinkButton href="/groups/new" tone="quiet" wide>
              {t('common.back')}
            </LinkButton>
          </Line>
        </Stack>
      </ActionForm>
    </Panel>
  )
}
