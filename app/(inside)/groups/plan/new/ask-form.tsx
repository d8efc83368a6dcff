import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { DateField, SelectField, TextField, TimeField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Columns, Line, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { loadPlanChoices } from '@/lib/groups/plan-queries'
import { stabilities } from '@/lib/groups/plan-input'
import { formsOfGroup, type GroupForm } from '@/lib/groups/rules'
import { addDaysOn, mondayOf, todayOn } from '@/lib/time'
import { make } from '../actions'

interface AskProps {
  wanted: { form: GroupForm; departmentId: string }
  choices: NonNullable<Awaited<ReturnType<typeof loadPlanChoices>>>
}

/** When, who, with whom, where and how long to search: every field has the usual answer already. */
export async function AskForm({ wanted, choices }: AskProps) {
  const { t, now } = await pageContext()
  const { least, most, wished, meetings } = {
    ...formsOfGroup[wanted.form],
    meetings: formsOfGroup[wanted.form].meetings ?? 6,
  }
  const own = choices.departments.find(({ id }) => id === wanted.departmentId)
  const roomy = choices.rooms.filter(({ places }) => places > least)
  const back = <LinkButton href="/groups/plan/new">{t('common.back')}</LinkButton>
  if (choices.guides.length === 0)
    return <Notice tone="attention" title={t('groupPlans.ask.noGuides')} action={back} />
  if (choices.rooms.length === 0)
    return (
      <Notice
        tone="attention"
        title={t('groupPlans.ask.noRooms')}
        action={<LinkButton href="/rooms">{t('planning.rooms')}</LinkButton>}
      />
    )
  const number = (
    name:
      | 'weeks'
      | 'meetings'
      | 'gapLeast'
      | 'gapMost'
      | 'sizeLeast'
      | 'sizeMost'
      | 'sameDepartment'
      | 'groupsEach',
    value: number,
  ) => (
    <TextField
      name={name}
      type="number"
      inputMode="numeric"
      width="short"
      label={t(`groupPlans.ask.${name}`)}
      defaultValue={String(value)}
    />
  )
  return (
    <ActionForm action={make} label={t('groupPlans.new')}>
      <HiddenFields fields={wanted} />
      <Panel>
        <Stack gap={5}>
          <p>{`${t(`common.form.${wanted.form}`)} · ${own?.name ?? ''}`}</p>
          <TextField
            name="name"
            label={t('groupPlans.ask.name')}
            hint={t('groupPlans.ask.nameHint', { example: t('groupPlans.ask.example') })}
            maxLength={60}
          />
        </Stack>
      </Panel>
      <Section title={t('groupPlans.ask.when')}>
        <Panel>
          <Stack gap={5}>
            <Columns>
              <DateField
                name="fromOn"
                label={t('groupPlans.ask.fromOn')}
                defaultValue={addDaysOn(mondayOf(todayOn(now)), 14)}
              />
              {number('weeks', wanted.form === 'intervision' ? 24 : 26)}
            </Columns>
            <ChoiceGroup
              name="weekdays"
              legend={t('groupPlans.ask.weekdays')}
              many
              defaultValue={['0', '1', '2', '3', '4']}
              choices={(['0', '1', '2', '3', '4'] as const).map((value) => ({
                value,
                label: t(`common.weekday.${value}`),
              }))}
            />
            <Columns>
              <TimeField name="from" label={t('groupPlans.ask.from')} defaultValue="12:30" />
              <TimeField name="until" label={t('groupPlans.ask.until')} defaultValue="17:30" />
            </Columns>
            {number('meetings', meetings)}
            <Columns>
              {number('gapLeast', wanted.form === 'intervision' ? 3 : 1)}
              {number('gapMost', wanted.form === 'intervision' ? 6 : 3)}
            </Columns>
          </Stack>
        </Panel>
      </Section>
      <Section title={t('groupPlans.ask.who')}>
        <Panel>
          <Stack gap={5}>
            <ChoiceGroup
              name="departmentIds"
              legend={t('groupPlans.ask.departments')}
              many
              defaultValue={[wanted.departmentId]}
              choices={choices.departments.map(({ id, name, site, residents }) => ({
                value: id,
                label: `${name}, ${site}`,
                hint: t('groupPlans.ask.residents', { count: residents }),
              }))}
            />
            <Columns>
              {number('sizeLeast', Math.max(least, wished.least - 1))}
              {number('sizeMost', Math.min(most, wished.most))}
            </Columns>
            {number('sameDepartment', most)}
            <ChoiceGroup
              name="guideIds"
              legend={t('groupPlans.ask.guides')}
              many
              defaultValue={choices.guides.map(({ id }) => id)}
              choices={choices.guides.map(({ id, name }) => ({ value: id, label: name }))}
            />
            {number('groupsEach', 4)}
            <ChoiceGroup
              name="roomIds"
              legend={t('groupPlans.ask.rooms')}
              many
              defaultValue={roomy.map(({ id }) => id)}
              choices={choices.rooms.map(({ id, name, places }) => ({
                value: id,
                label: name,
                hint: t('groupPlans.ask.places', { count: places }),
              }))}
            />
            <ChoiceGroup
              name="stability"
              legend={t('groupPlans.ask.stability')}
              hint={t('groupPlans.ask.stabilityHint')}
              defaultValue={['mix']}
              choices={stabilities.map((value) => ({
                value,
                label: t(`groupPlans.ask.stabilities.${value}`),
              }))}
            />
            <SelectField
              name="seconds"
              label={t('groupPlans.ask.seconds')}
              defaultValue="10"
              options={[
                { value: '3', label: t('groupPlans.ask.short') },
                { value: '10', label: t('groupPlans.ask.usual') },
                { value: '60', label: t('groupPlans.ask.long') },
              ]}
            />
            <Line>
              <SubmitButton tone="primary" wide>
                {t('groupPlans.ask.button')}
              </SubmitButton>
              <LinkButton href="/groups/plan" tone="quiet" wide>
                {t('common.back')}
              </LinkButton>
            </Line>
          </Stack>
        </Panel>
      </Section>
    </ActionForm>
  )
}
