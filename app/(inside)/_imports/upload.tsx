import type { ReactNode } from 'react'
import { ActionForm } from '@/app/_ui/action-form'
import { buttonClass } from '@/app/_ui/button'
import { DataTable, ScrollRegion, type Column } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { FileField } from '@/app/_ui/field'
import { Icon } from '@/app/_ui/icon'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Steps } from '@/app/_ui/steps'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ImportKind } from '@/lib/imports/policy'
import { sheetMostBytes } from '@/lib/sheet/read-sheet'
import type { Words } from '@/lib/words/words'
import { keep } from './actions'
import { FileLimit } from './file-limit'
import styles from './imports.module.css'

interface ExplainedColumn {
  name: string
  also: readonly string[]
  isRequired: boolean
  about: string
}

interface UploadProps {
  kind: ImportKind
  t: Words
  columns: ExplainedColumn[]
  /** The first rows of a file, its column names first. */
  example: string[][]
  isDiscarded: boolean
  actions?: ReactNode
}

export const stepsOf = (t: Words) => [
  t('imports.steps.upload'),
  t('imports.steps.preview'),
  t('imports.steps.saved'),
]
export const pathOf = (kind: ImportKind) => (kind === 'people' ? '/people/import' : '/rosters/import')

const accepted =
  '.csv,.xlsx,.txt,.tsv,text/csv,text/plain,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** First step: choose a file, with what it must look like. */
export function Upload({ kind, t, columns, example, isDiscarded, actions }: UploadProps) {
  const sample = `${pathOf(kind)}/sample`
  return (
    <>
      <PageHeader title={t(`imports.${kind}.title`)} lead={t(`imports.${kind}.lead`)} actions={actions} />
      <Steps label={t('imports.steps.label')} steps={stepsOf(t)} current={0} />
      {isDiscarded && (
        <Notice tone="done" live>
          {t('imports.discarded')}
        </Notice>
      )}
      <Panel>
        <ActionForm action={keep} label={t(`imports.${kind}.title`)}>
          <Stack gap={5}>
            <input type="hidden" name="kind" value={kind} />
            <FileLimit mostBytes={sheetMostBytes} text={t('imports.file.large')}>
              <FileField
                name="file"
                label={t('imports.file.label')}
                hint={t(kind === 'roster' ? 'imports.file.hintRoster' : 'imports.file.hint')}
                accept={kind === 'roster' ? `${accepted},.ics,text/calendar` : accepted}
              />
            </FileLimit>
            <Line>
              <SubmitButton tone="primary" wide>
                {t('imports.file.button')}
              </SubmitButton>
            </Line>
            <Soft>{t('imports.file.nothingYet')}</Soft>
          </Stack>
        </ActionForm>
      </Panel>
      <Section title={t('imports.columns.example')} lead={t('imports.columns.lead')}>
        <Stack>
          <ScrollRegion label={t('imports.columns.example')}>
            <table className={styles.example}>
              <thead>
                <tr>
                  {example[0]?.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {example.slice(1).map((cells) => (
                  <tr key={cells.join('|')}>
                    {cells.map((cell, place) => (
                      <td key={example[0]?.[place]}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {kind === 'roster' && (
            <Soft>
              {t('imports.columns.calendar')} {t('imports.roster.calendar.about')}
            </Soft>
          )}
          <Disclosure title={t('imports.columns.title')}>
            <DataTable
              caption={t('imports.columns.title')}
              captionUnseen
              rows={columns}
              rowKey={({ name }) => name}
              columns={explained(t)}
            />
          </Disclosure>
        </Stack>
      </Section>
      <Section title={t('imports.sample.title')} lead={t('imports.sample.lead')}>
        <Line>
          <a href={sample} download className={buttonClass({})}>
            <Icon name="download" />
            {t(`imports.sample.${kind}`)}
          </a>
          <a href={`${sample}?workbook`} download className={buttonClass({})}>
            <Icon name="download" />
            {t(`imports.sample.${kind}Workbook`)}
          </a>
          {kind === 'roster' && (
            <a href={`${sample}?calendar`} download className={buttonClass({})}>
              <Icon name="download" />
              {t('imports.sample.rosterCalendar')}
            </a>
          )}
          <a href={`${sample}?mistakes`} download className={buttonClass({})}>
            <Icon name="download" />
            {t(`imports.sample.${kind}Mistakes`)}
          </a>
        </Line>
      </Section>
    </>
  )
}

const explained = (t: Words): Column<ExplainedColumn>[] => [
  {
    key: 'name',
    title: t('imports.columns.name'),
    isRowHeader: true,
    cell: ({ name }) => <code>{name}</code>,
  },
  { key: 'about', title: t('imports.columns.about'), cell: ({ about }) => about },
  { key: 'also', title: t('imports.columns.also'), cell: ({ also }) => also.slice(0, 4).join(', ') },
  {
    key: 'required',
    title: t('imports.columns.isRequired'),
    cell: ({ isRequired }) => t(`imports.columns.${isRequired ? 'required' : 'optional'}`),
  },
]
