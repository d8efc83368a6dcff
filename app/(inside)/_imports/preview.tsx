import type { ReactNode } from 'react'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { CheckField } from '@/app/_ui/field'
import type { FormState } from '@/app/_ui/form-state'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { DiffMark } from '@/app/_ui/status'
import { Steps } from '@/app/_ui/steps'
import { SubmitButton } from '@/app/_ui/submit-button'
import { sentenceOf, type Counts, type Mistake } from '@/lib/imports/mistakes'
import type { ImportKind } from '@/lib/imports/policy'
import { dateOf, formatDate, formatTime, type CalendarDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { discard } from './actions'
import styles from './imports.module.css'
import { pathOf, stepsOf } from './upload'

export interface Speech {
  t: Words
  locale: Locale
  today: CalendarDate
}
export type Query = Record<string, string | string[] | undefined>

const linesPerPage = 50
/** What a roster can do beside its rows, as the address of the last step counts it. */
const more = ['removed', 'codes'] as const

/** The name of the file, where one is, and what the preview says as one sentence. */
export function PreviewHead({
  kind,
  fileName,
  counts,
  t,
}: {
  kind: ImportKind
  fileName: string
  counts: Counts
  t: Words
}) {
  const total = counts.new + counts.changed + counts.same + counts.wrong
  return (
    <>
      <PageHeader
        title={t(`imports.${kind}.title`)}
        lead={fileName}
        actions={<LinkButton href="#save">{t('imports.save.jump')}</LinkButton>}
      />
      <Steps label={t('imports.steps.label')} steps={stepsOf(t)} current={1} />
      <p className={styles.summary}>
        {t(`imports.${kind}.summary`, {
          total,
          new: counts.new,
          changed: counts.changed,
          wrong: counts.wrong,
        })}
      </p>
      {counts.same > 0 && <p className={styles.same}>{t('imports.same', { count: counts.same })}</p>}
    </>
  )
}

/** Last step: what was saved, and where to go now. */
export function Saved({
  kind,
  fileName,
  writtenAt,
  query,
  speech: { t, locale, today },
}: {
  kind: ImportKind
  fileName: string
  writtenAt: Date
  query: Query
  speech: Speech
}) {
  const when = `${formatDate(dateOf(writtenAt), locale, today)}, ${formatTime(writtenAt, locale)}`
  const isJustNow = query.new !== undefined
  return (
    <>
      <PageHeader title={t(`imports.${kind}.title`)} lead={fileName} />
      <Steps label={t('imports.steps.label')} steps={stepsOf(t)} current={2} />
      <Notice tone="done" live>
        {isJustNow
          ? t(`imports.${kind}.saved`, { new: Number(query.new) || 0, changed: Number(query.changed) || 0 })
          : t('imports.savedAt', { when })}
        {isJustNow &&
          more.map(
            (name) =>
              Number(query[name]) > 0 &&
              ` ${t(`imports.roster.savedMore.${name}`, { count: Number(query[name]) })}`,
          )}
      </Notice>
      <Line>
        <LinkButton href={kind === 'people' ? '/people' : '/rosters'} tone="primary">
          {t(`imports.${kind}.back`)}
        </LinkButton>
        <LinkButton href={pathOf(kind)} icon="upload">
          {t('imports.save.again')}
        </LinkButton>
      </Line>
    </>
  )
}

/** The lines of one state, 50 at a time: a file of 10 MB must not become a page of 10 MB. */
export function Lines<Line>({
  lines,
  state,
  query,
  t,
  children,
}: {
  lines: readonly Line[]
  state: 'wrong' | 'changed' | 'new' | 'vanished'
  query: Query
  t: Words
  children: (shown: readonly Line[]) => ReactNode
}) {
  const pages = Math.max(1, Math.ceil(lines.length / linesPerPage))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(query[state])) || 1))
  const hrefOf = (to: number) => {
    const kept = Object.entries(query).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return `?${new URLSearchParams({ ...Object.fromEntries(kept), [state]: String(to) })}#${state}`
  }
  return (
    <>
      {children(lines.slice((page - 1) * linesPerPage, page * linesPerPage))}
      {pages > 1 && (
        <Pagination
          label={`${t(state === 'vanished' ? 'imports.roster.vanished.title' : `imports.${state}.title`)}, ${t('imports.pages.label')}`}
          words={t('imports.pages.words', { page, pages })}
          previous={page > 1 ? { href: hrefOf(page - 1), label: t('imports.pages.previous') } : undefined}
          next={page < pages ? { href: hrefOf(page + 1), label: t('imports.pages.next') } : undefined}
        />
      )}
    </>
  )
}

/** What is wrong in a line, a sentence each. */
export function Sentences({
  mistakes,
  speech: { t, locale, today },
}: {
  mistakes: readonly Mistake[]
  speech: Speech
}) {
  const sentences = [...new Set(mistakes.map((mistake) => sentenceOf(mistake, t, locale, today)))]
  return (
    <ul className={styles.sentences}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** What is on record, and what it becomes. */
export function FromTo({
  field,
  from,
  to,
  t,
}: {
  field?: string
  from: string | null
  to: string
  t: Words
}) {
  return (
    <span className={styles.change}>
      {field && <strong>{field}</strong>}
      <span className={styles.was}>
        {t('imports.changed.was')}: {from ?? t('common.none')}
      </span>
      <span>
        {t('imports.changed.becomes')}: {to}
      </span>
    </span>
  )
}

export function LineMark({ state, line, t }: { state: 'wrong' | 'changed' | 'new'; line: number; t: Words }) {
  return <DiffMark kind={state}>{`${t('imports.table.line')} ${line}`}</DiffMark>
}

/** The end of the preview: save what is right, or say why there is nothing to save. */
export function Save({
  kind,
  importId,
  counts,
  seen,
  save,
  hidden,
  choices,
  t,
}: {
  kind: ImportKind
  importId: string
  counts: Counts
  seen: string
  save: (state: FormState, form: FormData) => Promise<FormState>
  hidden?: Record<string, string>
  /** What there is to decide beside the rows; with it there is something to save even when no row is new or changed. */
  choices?: ReactNode
  t: Words
}) {
  const count = counts.new + counts.changed
  return (
    <div id="save" className={styles.save}>
      <Section title={t('imports.save.title')}>
        {count === 0 && !choices ? (
          <Notice
            tone={counts.wrong > 0 ? 'attention' : 'done'}
            title={t(counts.wrong > 0 ? 'imports.wrong.all' : 'imports.nothing.title')}
          >
            {t(counts.wrong > 0 ? 'imports.wrong.allText' : 'imports.nothing.text')}
          </Notice>
        ) : (
          <Panel>
            <ActionForm action={save} label={t('imports.save.title')}>
              <Stack>
                <input type="hidden" name="importId" value={importId} />
                <input type="hidden" name="seen" value={seen} />
                {Object.entries(hidden ?? {}).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                {choices}
                {counts.wrong > 0 && (
                  <CheckField
                    name="leaveWrong"
                    label={t('imports.save.leaveWrong', { count: counts.wrong })}
                    hint={t('imports.save.leaveWrongHint')}
                  />
                )}
                <Line>
                  <SubmitButton tone="primary" wide>
                    {count === 0 ? t('imports.save.choices') : t(`imports.${kind}.save`, { count })}
                  </SubmitButton>
                </Line>
              </Stack>
            </ActionForm>
          </Panel>
        )}
      </Section>
      <Section title={t('imports.save.again')}>
        <ActionForm action={discard} label={t('imports.save.discard')}>
          <Line>
            <LinkButton href={pathOf(kind)} icon="upload">
              {t('imports.save.again')}
            </LinkButton>
            <input type="hidden" name="importId" value={importId} />
            <SubmitButton tone="quiet">{t('imports.save.discard')}</SubmitButton>
          </Line>
        </ActionForm>
      </Section>
    </div>
  )
}
