import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { Notice } from '@/app/_ui/notice'
import { Section, Stack } from '@/app/_ui/page'
import type { Change, PeopleLine } from '@/lib/imports/people-preview'
import { loadPeoplePreview } from '@/lib/imports/queries'
import { formatDate, isCalendarDate, todayOn } from '@/lib/time'
import { allRoles } from '@/lib/viewer'
import { savePeople } from '../../../_imports/actions'
import {
  FromTo,
  LineMark,
  Lines,
  PreviewHead,
  Save,
  Saved,
  Sentences,
  type Query,
  type Speech,
} from '../../../_imports/preview'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('imports.people.title') }
}

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}

/** What writing a people file would do, before it is written. */
export default async function PeoplePreviewPage({ params, searchParams }: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await params
  const query = await searchParams
  const kept = await loadPeoplePreview(viewer, id, now)
  if (!kept) notFound()
  const speech = { t, locale, today: todayOn(now) }
  const { fileName, writtenAt, preview } = kept
  if (writtenAt)
    return <Saved kind="people" fileName={fileName} writtenAt={writtenAt} query={query} speech={speech} />
  if (!preview) notFound()
  const { counts, lines, newDepartments, seen, unused } = preview
  const of = (state: PeopleLine['state']) => lines.filter((line) => line.state === state)
  return (
    <>
      <PreviewHead kind="people" fileName={fileName} counts={counts} t={t} />
      {unused.length > 0 && <Notice>{t('imports.unused', { names: unused.join(', ') })}</Notice>}
      {newDepartments.length > 0 && (
        <Notice tone="attention">
          {t('imports.people.departments', {
            names: newDepartments.map(({ name, site }) => `${name} (${site})`).join(', '),
          })}
        </Notice>
      )}
      {counts.wrong > 0 && (
        <Section
          id="wrong"
          title={t('imports.wrong.title')}
          count={counts.wrong}
          lead={t('imports.wrong.lead')}
        >
          <Lines lines={of('wrong')} state="wrong" query={query} t={t}>
            {(shown) => <Table lines={shown} state="wrong" speech={speech} />}
          </Lines>
        </Section>
      )}
      {counts.changed > 0 && (
        <Section id="changed" title={t('imports.changed.title')} count={counts.changed}>
          <Lines lines={of('changed')} state="changed" query={query} t={t}>
            {(shown) => <Table lines={shown} state="changed" speech={speech} />}
          </Lines>
        </Section>
      )}
      {counts.new > 0 && (
        <Section id="new" title={t('imports.new.title')} count={counts.new}>
          <Disclosure title={t('imports.new.show', { count: counts.new })} isOpen={query.new !== undefined}>
            <Lines lines={of('new')} state="new" query={query} t={t}>
              {(shown) => <Table lines={shown} state="new" speech={speech} />}
            </Lines>
          </Disclosure>
        </Section>
      )}
      <Save kind="people" importId={id} counts={counts} seen={seen} save={savePeople} t={t} />
    </>
  )
}

function Table({
  lines,
  state,
  speech,
}: {
  lines: readonly PeopleLine[]
  state: 'wrong' | 'changed' | 'new'
  speech: Speech
}) {
  return (
    <DataTable
      caption={speech.t(`imports.${state}.title`)}
      captionUnseen
      rows={lines}
      rowKey={({ line }) => String(line)}
      columns={[...lineColumns(state, speech), ...columnsOf[state](speech)]}
    />
  )
}

const lineColumns = (state: 'wrong' | 'changed' | 'new', { t }: Speech): Column<PeopleLine>[] => [
  {
    key: 'line',
    title: t('imports.table.line'),
    cell: ({ line }) => <LineMark state={state} line={line} t={t} />,
  },
  { key: 'who', title: t('imports.table.who'), isRowHeader: true, cell: ({ who }) => who },
  {
    key: 'role',
    title: t('imports.table.role'),
    cell: ({ role, department }) => [role && t(`common.role.${role}`), department].filter(Boolean).join(', '),
  },
]

const columnsOf = {
  new: () => [],
  wrong: (speech: Speech): Column<PeopleLine>[] => [
    {
      key: 'what',
      title: speech.t('imports.table.what'),
      standsAlone: true,
      cell: ({ mistakes }) => <Sentences mistakes={mistakes} speech={speech} />,
    },
  ],
  changed: (speech: Speech): Column<PeopleLine>[] => [
    {
      key: 'changes',
      title: speech.t('imports.changed.title'),
      cell: ({ changes }) => <Changes changes={changes} speech={speech} />,
    },
  ],
}

function Changes({ changes, speech }: { changes: readonly Change[]; speech: Speech }) {
  const { t } = speech
  return (
    <Stack gap={2}>
      {changes.map((change) => (
        <FromTo
          key={change.field + (change.to ?? '')}
          field={t(`imports.field.${change.field}`)}
          from={change.from === null ? null : write(change, change.from, speech)}
          to={write(change, change.to ?? '', speech)}
          t={t}
        />
      ))}
    </Stack>
  )
}

/** Values as people read them: dates with their weekday, roles and languages by name. */
function write({ field }: Change, value: string, { t, locale, today }: Speech): string {
  if (isCalendarDate(value)) return formatDate(value, locale, today)
  if (field === 'language') return t(`common.language.${value === 'en' ? 'en' : 'nl'}`)
  const role = field === 'role' && allRoles.find((each) => each === value)
  return role ? t(`common.role.${role}`) : value
}
