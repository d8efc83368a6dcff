import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { buttonClass, LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { Facts } from '@/app/_ui/facts'
import { Icon } from '@/app/_ui/icon'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { PrintButton } from '@/app/_ui/print-button'
import { loadSheet, type Presence, type Sheet } from '@/lib/groups/accreditation'
import { registrationText } from '@/lib/groups/accreditation-files'
import { idInput } from '@/lib/input'
import { formatDate, formatDateLong, formatTime } from '@/lib/time'
import { words } from '@/lib/words/words'
import { yearFrom } from './year'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('attendance.sheet.title') }
}

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ year?: string }>
}

/** The accreditation sheet of one year, for the facilitator: to print, or to take along as CSV or XLSX. */
export default async function SheetPage(props: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const year = yearFrom((await props.searchParams).year)
  const sheet = idInput.safeParse(id).success ? await loadSheet(viewer, id, year, now) : null
  if (!sheet) notFound()
  const registrations = sheet.registrations.map((each) =>
    [
      registrationText(t, each),
      each.expiresOn && t('attendance.sheet.validUntil', { date: formatDateLong(each.expiresOn, locale) }),
    ]
      .filter(Boolean)
      .join(', '),
  )
  return (
    <>
      <PageHeader
        title={`${t('attendance.sheet.title')} ${sheet.year}`}
        lead={t('attendance.sheet.lead')}
        actions={
          <LinkButton href={`/groups/${id}`} tone="quiet" icon="back">
            {t('groups.backOne')}
          </LinkButton>
        }
      />
      <Stack gap={5}>
        <Downloads sheet={sheet} />
        <Panel>
          <Facts
            facts={[
              { name: t('attendance.sheet.group'), value: <strong>{sheet.name}</strong> },
              { name: t('attendance.sheet.form'), value: t(`common.form.${sheet.form}`) },
              { name: t('attendance.sheet.department'), value: sheet.department },
              { name: t('attendance.sheet.facilitator'), value: sheet.facilitator },
              {
                name: t('attendance.sheet.registration'),
                value: registrations.join(' · ') || t('attendance.sheet.noRegistration'),
              },
            ]}
          />
        </Panel>
        {sheet.meetings.length === 0 ? (
          <EmptyState title={t('attendance.sheet.none', { year: String(sheet.year) })}>
            {t('attendance.sheet.noneText')}
          </EmptyState>
        ) : (
          <Tables sheet={sheet} />
        )}
      </Stack>
    </>
  )
}

/** What is done with the sheet, and the other years: none of it is on paper. */
async function Downloads({ sheet }: { sheet: Sheet }) {
  const { t } = await pageContext()
  const file = (as: 'csv' | 'xlsx') => `/groups/${sheet.groupId}/sheet/file?as=${as}&year=${sheet.year}`
  return (
    <div data-print="no">
      <Line>
        {sheet.years.length > 1 &&
          sheet.years.map((each) => (
            <LinkButton
              key={each}
              href={`/groups/${sheet.groupId}/sheet?year=${each}`}
              current={each === sheet.year}
              size="small"
              label={`${t('attendance.sheet.year')} ${each}`}
            >
              {String(each)}
            </LinkButton>
          ))}
        {sheet.meetings.length > 0 &&
          (['csv', 'xlsx'] as const).map((as) => (
            <a key={as} href={file(as)} download className={buttonClass({})}>
              <Icon name="download" />
              {t(`attendance.sheet.${as}`)}
            </a>
          ))}
        <PrintButton>{t('attendance.sheet.print')}</PrintButton>
      </Line>
    </div>
  )
}

async function Tables({ sheet }: { sheet: Sheet }) {
  const { t, locale } = await pageContext()
  type Meeting = Sheet['meetings'][number]
  const missing = sheet.meetings.filter(({ isNoted }) => !isNoted).length
  const namesOf = ({ presence }: Meeting, which: Presence) =>
    sheet.members
      .filter(({ id }) => presence.get(id) === which)
      .map(({ name }) => name)
      .join(', ') || '–'
  const hours = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return (
    <>
      {missing > 0 && <Notice tone="attention" title={t('attendance.sheet.missing', { count: missing })} />}
      <Section title={t('attendance.sheet.table')}>
        <DataTable
          caption={t('attendance.sheet.table')}
          captionUnseen
          rows={sheet.members}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', title: t('attendance.sheet.member'), isRowHeader: true, cell: ({ name }) => name },
            {
              key: 'attended',
              title: t('attendance.sheet.attended'),
              cell: ({ attended, of }) => t('attendance.sheet.attendedOf', { count: attended, all: of }),
            },
            {
              key: 'hours',
              title: t('attendance.sheet.time'),
              align: 'end',
              cell: ({ minutes }) => t('attendance.sheet.hours', { hours: hours.format(minutes / 60) }),
            },
          ]}
        />
      </Section>
      <Section title={t('attendance.sheet.dates')} count={sheet.meetings.length}>
        <DataTable
          caption={t('attendance.sheet.dates')}
          captionUnseen
          rows={sheet.meetings}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'date',
              title: t('attendance.sheet.date'),
              isRowHeader: true,
              cell: ({ on, startsAt, endsAt }) => (
                <>
                  {formatDate(on, locale)}, <br />
                  {`${formatTime(startsAt, locale)}–${formatTime(endsAt, locale)}`}
                </>
              ),
            },
            {
              key: 'present',
              title: t('groups.attendance.present'),
              cell: (meeting) =>
                meeting.isNoted ? namesOf(meeting, 'present') : t('attendance.sheet.notNoted'),
            },
            {
              key: 'absent',
              title: t('groups.attendance.absent'),
              cell: (meeting) => (meeting.isNoted ? namesOf(meeting, 'absent') : '–'),
            },
            { key: 'guide', title: t('attendance.sheet.facilitator'), cell: ({ guide }) => guide },
          ]}
        />
      </Section>
      <Panel>
        <Facts
          facts={[
            { name: t('attendance.sheet.madeOn'), value: formatDateLong(sheet.madeOn, locale) },
            {
              name: t('attendance.sheet.signature'),
              value: <span aria-hidden="true">{'.'.repeat(40)}</span>,
            },
          ]}
        />
      </Panel>
    </>
  )
}
