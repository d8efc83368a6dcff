import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { Notice } from '@/app/_ui/notice'
import { Section } from '@/app/_ui/page'
import { listRosterPeople, loadRosterPreview } from '@/lib/imports/queries'
import type { RosterLine, StandingShift } from '@/lib/imports/roster-preview'
import { listRosterDepartments } from '@/lib/rosters/queries'
import { dateOf, formatDate, formatRange, formatTime, todayOn } from '@/lib/time'
import { saveRoster } from '../../../_imports/actions'
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
import { ShiftMark } from '../../shift-mark'
import { Choices, Vanished } from './choices'
import { Whose } from './whose'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('imports.roster.title') }
}

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}

/** What writing a roster would do, before it is written. */
export default async function RosterPreviewPage({ params, searchParams }: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await params
  const query = await searchParams
  const overnight = query.overnight === 'on'
  const person = typeof query.person === 'string' && query.person !== '' ? query.person : undefined
  const kept = await loadRosterPreview(viewer, id, { overnight, person }, now)
  if (!kept) notFound()
  const speech = { t, locale, today: todayOn(now) }
  const { fileName, writtenAt, preview } = kept
  if (writtenAt)
    return <Saved kind="roster" fileName={fileName} writtenAt={writtenAt} query={query} speech={speech} />
  if (!preview) notFound()
  const { counts, canEndNextDay, seen, unused, questions, vanished, ignored, calendar } = preview
  // Of a calendar that is nobody's there is one thing to say, once.
  const lines = calendar?.isNobodys ? [] : preview.lines
  const departments = questions.length > 0 ? await listRosterDepartments(viewer) : []
  const of = <State extends RosterLine['state']>(state: State) =>
    lines.filter((line) => line.state === state) as LineOf<State>[]
  return (
    <>
      <PreviewHead kind="roster" fileName={fileName} counts={counts} t={t} />
      {unused.length > 0 && <Notice>{t('imports.unused', { names: unused.join(', ') })}</Notice>}
      {ignored > 0 && <Notice>{t('imports.roster.ignored', { count: ignored })}</Notice>}
      {questions.length > 0 && (
        <Notice
          tone="attention"
          action={<LinkButton href="#questions">{t('imports.roster.questions.go')}</LinkButton>}
        >
          {t('imports.roster.questions.notice', {
            count: questions.length,
            codes: [...new Set(questions.map(({ code }) => code))].join(', '),
          })}
        </Notice>
      )}
      {overnight ? (
        <Notice
          action={<LinkButton href={`/rosters/import/${id}`}>{t('imports.roster.overnightOff')}</LinkButton>}
        >
          {t('imports.roster.overnightOn')}
        </Notice>
      ) : (
        canEndNextDay > 0 && (
          <Notice
            tone="attention"
            action={
              <LinkButton href={`/rosters/import/${id}?overnight=on`}>
                {t('imports.roster.overnight', { count: canEndNextDay })}
              </LinkButton>
            }
          >
            {t('imports.roster.overnightAsk', { count: canEndNextDay })}
          </Notice>
        )
      )}
      {calendar && (
        <Whose people={await listRosterPeople(viewer)} person={person} calendar={calendar} t={t} />
      )}
      {counts.wrong > 0 && lines.length > 0 && (
        <Section
          id="wrong"
          title={t('imports.wrong.title')}
          count={counts.wrong}
          lead={t('imports.wrong.lead')}
        >
          <Lines lines={of('wrong')} state="wrong" query={query} t={t}>
            {(shown) => (
              <DataTable
                caption={t('imports.wrong.title')}
                captionUnseen
                rows={shown}
                rowKey={({ line }) => String(line)}
                columns={wrongColumns(speech, calendar !== null)}
              />
            )}
          </Lines>
        </Section>
      )}
      {counts.changed > 0 && (
        <Section id="changed" title={t('imports.changed.title')} count={counts.changed}>
          <Lines lines={of('changed')} state="changed" query={query} t={t}>
            {(shown) => (
              <DataTable
                caption={t('imports.changed.title')}
                captionUnseen
                rows={shown}
                rowKey={({ line }) => String(line)}
                columns={changedColumns(speech)}
              />
            )}
          </Lines>
        </Section>
      )}
      {counts.new > 0 && (
        <Section id="new" title={t('imports.new.title')} count={counts.new}>
          <Disclosure title={t('imports.new.show', { count: counts.new })} isOpen={query.new !== undefined}>
            <Lines lines={of('new')} state="new" query={query} t={t}>
              {(shown) => (
                <DataTable
                  caption={t('imports.new.title')}
                  captionUnseen
                  rows={shown}
                  rowKey={({ line }) => String(line)}
                  columns={newColumns(speech)}
                />
              )}
            </Lines>
          </Disclosure>
        </Section>
      )}
      {vanished.length > 0 && <Vanished vanished={vanished} query={query} speech={speech} />}
      <Save
        kind="roster"
        importId={id}
        counts={counts}
        seen={seen}
        save={saveRoster}
        hidden={{ ...(overnight && { overnight: 'on' }), ...(person && { person }) }}
        choices={
          questions.length + vanished.length > 0 && (
            <Choices
              questions={questions}
              departments={departments}
              vanishedCount={vanished.length}
              speech={speech}
            />
          )
        }
        t={t}
      />
    </>
  )
}

type LineOf<State extends RosterLine['state']> = RosterLine & { state: State }

const nameColumns = <Line extends { line: number; who: string }>(
  state: 'wrong' | 'changed' | 'new',
  t: Speech['t'],
): Column<Line>[] => [
  {
    key: 'line',
    title: t('imports.table.line'),
    standsAlone: true,
    cell: ({ line }) => <LineMark state={state} line={line} t={t} />,
  },
  { key: 'who', title: t('imports.table.who'), isRowHeader: true, cell: ({ who }) => who },
]

/** The line of a calendar says nothing to anybody: there it is the time that finds it back. */
const wrongColumns = (speech: Speech, isCalendar: boolean): Column<LineOf<'wrong'>>[] => [
  ...nameColumns<LineOf<'wrong'>>('wrong', speech.t),
  ...(isCalendar
    ? [
        {
          key: 'when',
          title: speech.t('imports.table.when'),
          cell: ({ shift }: LineOf<'wrong'>) =>
            shift && formatRange(shift.startAt, shift.endAt, speech.locale, speech.today),
        },
      ]
    : []),
  {
    key: 'what',
    title: speech.t('imports.table.what'),
    standsAlone: true,
    cell: ({ mistakes }) => <Sentences mistakes={mistakes} speech={speech} />,
  },
]

const changedColumns = (speech: Speech): Column<LineOf<'changed'>>[] => [
  ...nameColumns<LineOf<'changed'>>('changed', speech.t),
  {
    key: 'changes',
    title: speech.t('imports.table.shift'),
    cell: ({ was, shift, replacesEndAt }) => (
      <>
        <FromTo from={write(was, speech)} to={write(shift, speech)} t={speech.t} />
        {replacesEndAt && (
          <p>
            {speech.t('imports.changed.noted', {
              end: `${formatDate(dateOf(replacesEndAt), speech.locale, speech.today)}, ${formatTime(replacesEndAt, speech.locale)}`,
            })}
          </p>
        )}
      </>
    ),
  },
]

const newColumns = ({ t, locale, today }: Speech): Column<LineOf<'new'>>[] => [
  ...nameColumns<LineOf<'new'>>('new', t),
  {
    key: 'when',
    title: t('imports.table.when'),
    cell: ({ shift }) => formatRange(shift.startAt, shift.endAt, locale, today),
  },
  {
    key: 'shift',
    title: t('imports.table.shift'),
    cell: ({ shift }) => <ShiftMark kind={shift.kind} t={t} />,
  },
]

const write = (shift: StandingShift, { t, locale, today }: Speech) =>
  `${t(`common.shift.${shift.kind}`)}, ${formatRange(shift.startAt, shift.endAt, locale, today)}`
