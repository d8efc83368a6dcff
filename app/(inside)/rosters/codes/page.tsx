import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { EmptyState } from '@/app/_ui/empty-state'
import { SelectField, TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { listShiftCodes, type DepartmentCodes } from '@/lib/imports/code-queries'
import { mayImport } from '@/lib/imports/policy'
import { codeMeanings, type CodeMeaning } from '@/lib/rosters/codes'
import type { Words } from '@/lib/words/words'
import { ShiftMark } from '../shift-mark'
import { add, change, remove } from './actions'
import { meaningOf } from './meaning'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('imports.codes.title') }
}

const dones = ['added', 'changed', 'removed'] as const

/** What the codes in the roster files of the secretary's departments mean. */
export default async function CodesPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, t } = await pageContext()
  if (!mayImport(viewer, 'roster')) notFound()
  const departments = await listShiftCodes(viewer)
  const { done } = await searchParams
  const said = dones.find((each) => each === done)
  return (
    <>
      <PageHeader
        title={t('imports.codes.title')}
        lead={t('imports.codes.lead')}
        actions={
          <LinkButton href="/rosters/import" icon="back">
            {t('imports.codes.back')}
          </LinkButton>
        }
      />
      {said && (
        <Notice tone="done" live>
          {t(`imports.codes.${said}`)}
        </Notice>
      )}
      {departments.every(({ codes }) => codes.length === 0) && (
        <EmptyState title={t('imports.codes.none')}>{t('imports.codes.noneText')}</EmptyState>
      )}
      {departments.map((department) =>
        department.codes.length === 0 ? null : (
          <Section key={department.id} title={department.name} count={department.codes.length}>
            <DataTable
              caption={`${t('imports.codes.title')}: ${department.name}`}
              captionUnseen
              rows={department.codes}
              rowKey={({ id }) => id}
              columns={codeColumns(t)}
            />
          </Section>
        ),
      )}
      <Section title={t('imports.codes.add')}>
        <Panel>
          <ActionForm action={add} label={t('imports.codes.add')}>
            <Stack gap={5}>
              <DepartmentField departments={departments} t={t} />
              <TextField
                name="code"
                label={t('imports.codes.code')}
                hint={t('imports.codes.codeHint')}
                maxLength={30}
                width="short"
              />
              <SelectField
                name="kind"
                label={t('imports.codes.kind')}
                empty={t('imports.codes.choose')}
                options={meanings(t)}
              />
              <Line>
                <SubmitButton tone="primary">{t('imports.codes.addButton')}</SubmitButton>
              </Line>
            </Stack>
          </ActionForm>
        </Panel>
      </Section>
      <Section title={t('imports.codes.ours')} lead={t('imports.codes.oursLead')}>
        <DataTable
          caption={t('imports.codes.oursTable')}
          captionUnseen
          rows={codeMeanings}
          rowKey={(kind) => kind}
          columns={[
            {
              key: 'kind',
              title: t('imports.codes.kind'),
              isRowHeader: true,
              cell: (kind) => <Meaning kind={kind} t={t} />,
            },
            {
              key: 'about',
              title: t('imports.columns.about'),
              standsAlone: true,
              cell: (kind) => t(`imports.codes.meaning.${kind}`),
            },
          ]}
        />
      </Section>
    </>
  )
}

const meanings = (t: Words) => codeMeanings.map((kind) => ({ value: kind, label: meaningOf(kind, t) }))

function Meaning({ kind, t }: { kind: CodeMeaning; t: Words }) {
  return kind === 'ignore' ? meaningOf(kind, t) : <ShiftMark kind={kind} t={t} />
}

function DepartmentField({ departments, t }: { departments: readonly DepartmentCodes[]; t: Words }) {
  const [only, ...others] = departments
  if (only && others.length === 0) return <input type="hidden" name="departmentId" value={only.id} />
  return (
    <SelectField
      name="departmentId"
      label={t('imports.codes.department')}
      options={departments.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

const codeColumns = (t: Words): Column<DepartmentCodes['codes'][number]>[] => [
  { key: 'code', title: t('imports.codes.code'), isRowHeader: true, cell: ({ code }) => code },
  { key: 'kind', title: t('imports.codes.kind'), cell: ({ kind }) => <Meaning kind={kind} t={t} /> },
  {
    key: 'change',
    title: t('imports.codes.change'),
    standsAlone: true,
    cell: ({ id, code, kind }) => (
      <Disclosure
        title={
          <>
            {t('imports.codes.change')}
            <span className="unseen">: {code}</span>
          </>
        }
      >
        <Stack>
          <ActionForm action={change} label={t('imports.codes.changeLabel', { code })}>
            <Line>
              <input type="hidden" name="codeId" value={id} />
              <SelectField
                name="kind"
                label={t('imports.codes.changeLabel', { code })}
                options={meanings(t)}
                defaultValue={kind}
              />
              <SubmitButton>{t('imports.codes.save')}</SubmitButton>
            </Line>
          </ActionForm>
          <OneButton action={remove} fields={{ codeId: id }} tone="quiet">
            {t('imports.codes.removeLabel', { code })}
          </OneButton>
        </Stack>
      </Disclosure>
    ),
  },
]
