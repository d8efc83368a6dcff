import Link from 'next/link'
import { Button, LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { TextField } from '@/app/_ui/field'
import { OneButton } from '@/app/_ui/one-button'
import { Beside, Section, Stack } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { Row, Rows } from '@/app/_ui/rows'
import { Status, type StatusTone } from '@/app/_ui/status'
import { residentsPerPage, type loadOverview } from '@/lib/pairings/overview'
import { formatDate } from '@/lib/time'
import { withdraw } from './actions'
import type { Speech } from './parts'

type Overview = NonNullable<Awaited<ReturnType<typeof loadOverview>>>
type Resident = Overview['residents'][number]

const namesOf = ({ resident, mentor }: { resident: string; mentor: string }) => ({ resident, mentor })

/** What asks the coordinator: mentors who are not independent any more, and what waits for an answer. */
export function MentorMatters({ overview, ...speech }: Speech & { overview: Overview }) {
  const { t, locale, today } = speech
  const { conflicts, open, openCount } = overview
  return (
    <>
      {conflicts.length > 0 && (
        <Section
          title={t('pairings.overview.conflicts')}
          count={conflicts.length}
          lead={t('pairings.overview.conflictsLead')}
        >
          <Rows>
            {conflicts.map((matter) => (
              <Row
                key={matter.id}
                title={t('pairings.overview.conflictTitle', namesOf(matter))}
                about={t('pairings.overview.conflictAbout', {
                  reason: matter.conflict ? t(`pairings.reason.${matter.conflict}`) : '',
                  date: formatDate(matter.sinceOn, locale, today),
                })}
                action={<OpenLink id={matter.residentId} name={matter.resident} {...speech} />}
              />
            ))}
          </Rows>
        </Section>
      )}
      {open.length > 0 && (
        <Section
          title={t('pairings.overview.waiting')}
          count={openCount}
          lead={
            openCount > open.length &&
            t('pairings.overview.waitingMore', { shown: open.length, count: openCount })
          }
        >
          <Rows>
            {open.map((matter) => {
              const date = formatDate(matter.sinceOn, locale, today)
              return matter.state === 'asked' ? (
                <Row
                  key={matter.id}
                  title={t('pairings.overview.asked', namesOf(matter))}
                  about={t('pairings.overview.askedAbout', { date })}
                  action={<OpenLink id={matter.residentId} name={matter.resident} {...speech} />}
                />
              ) : (
                <Row
                  key={matter.id}
                  title={t('pairings.overview.proposed', namesOf(matter))}
                  about={t('pairings.overview.proposedAbout', { date })}
                  action={
                    <OneButton
                      action={withdraw}
                      fields={{ pairingId: matter.id }}
                      size="small"
                      tone="quiet"
                      about={matter.resident}
                    >
                      {t('pairings.overview.withdraw')}
                    </OneButton>
                  }
                />
              )
            })}
          </Rows>
        </Section>
      )}
    </>
  )
}

function OpenLink({ id, name, t }: Speech & { id: string; name: string }) {
  return (
    <LinkButton href={`/pairings/${id}`} size="small" label={t('pairings.overview.openLabel', { name })}>
      {t('pairings.overview.open')}
    </LinkButton>
  )
}

interface ResidentsProps extends Speech {
  overview: Overview
  search?: string
  isWithout: boolean
}

/** Everybody whom the viewer pairs, fifty on a page. */
export function Residents({ overview, search, isWithout, ...speech }: ResidentsProps) {
  const { t } = speech
  const { residents, count, withoutCount, page } = overview
  const pages = Math.max(1, Math.ceil(count / residentsPerPage))
  const address = (changes: { page?: number; without?: boolean; q?: string }) => {
    const query = new URLSearchParams()
    const q = 'q' in changes ? changes.q : search
    if (q) query.set('q', q)
    if (changes.without ?? isWithout) query.set('without', '1')
    if (changes.page && changes.page > 1) query.set('page', String(changes.page))
    return query.size > 0 ? `/pairings?${query}` : '/pairings'
  }
  const isFiltered = isWithout || Boolean(search)
  return (
    <Section title={t('pairings.overview.residents')} count={count} id="residents">
      <Stack gap={4}>
        <form method="get" action="/pairings" role="search">
          <Beside>
            <TextField
              name="q"
              type="search"
              label={t('pairings.overview.search')}
              defaultValue={search}
              width="medium"
            />
            {isWithout && <input type="hidden" name="without" value="1" />}
            <Button icon="search">{t('pairings.overview.find')}</Button>
            {isWithout ? (
              <LinkButton href={address({ without: false })} tone="quiet">
                {t('pairings.overview.everybody')}
              </LinkButton>
            ) : (
              <LinkButton href={address({ without: true })} tone="quiet">
                {t('pairings.overview.without', { count: withoutCount })}
              </LinkButton>
            )}
          </Beside>
        </form>
        {residents.length === 0 ? (
          <EmptyState
            title={t(isWithout && !search ? 'pairings.overview.allSupervised' : 'pairings.overview.nobody')}
            action={isFiltered && <LinkButton href="/pairings">{t('pairings.overview.showAll')}</LinkButton>}
          >
            {t(isWithout && !search ? 'pairings.overview.allSupervisedText' : 'pairings.overview.nobodyText')}
          </EmptyState>
        ) : (
          <DataTable
            caption={t('pairings.overview.table')}
            captionUnseen
            columns={columnsOf(speech, overview.keepsMentors)}
            rows={residents}
            rowKey={(resident) => resident.id}
          />
        )}
        {pages > 1 && (
          <Pagination
            label={t('pairings.overview.pages')}
            words={t('pairings.overview.page', { page, pages })}
            previous={
              page > 1
                ? { href: address({ page: page - 1 }), label: t('pairings.overview.previous') }
                : undefined
            }
            next={
              page < pages
                ? { href: address({ page: page + 1 }), label: t('pairings.overview.following') }
                : undefined
            }
          />
        )}
      </Stack>
    </Section>
  )
}

const mentoringTones: Record<NonNullable<Resident['mentoring']>, StatusTone> = {
  active: 'good',
  asked: 'hold',
  proposed: 'hold',
  none: 'neutral',
}

function columnsOf(speech: Speech, keepsMentors: boolean): Column<Resident>[] {
  const { t, locale, today } = speech
  const columns: Column<Resident>[] = [
    {
      key: 'name',
      title: t('pairings.overview.name'),
      isRowHeader: true,
      cell: (resident) => <Link href={`/pairings/${resident.id}`}>{resident.name}</Link>,
    },
    {
      key: 'department',
      title: t('pairings.overview.department'),
      cell: (resident) => resident.departments.join(' · '),
    },
    {
      key: 'supervisor',
      title: t('pairings.overview.supervisor'),
      cell: ({ supervisor, supervisorSince, next, nextFrom }) => (
        <>
          {supervisor && supervisorSince
            ? `${supervisor}, ${t('pairings.since', { date: formatDate(supervisorSince, locale, today) })}`
            : !next && <Status tone="late">{t('pairings.overview.noSupervisor')}</Status>}
          {next && nextFrom && (
            <div>
              {t('pairings.overview.next', { date: formatDate(nextFrom, locale, today), name: next })}
            </div>
          )}
        </>
      ),
    },
  ]
  if (keepsMentors)
    columns.push({
      key: 'mentor',
      title: t('pairings.overview.mentor'),
      cell: ({ mentoring }) =>
        mentoring && (
          <Status tone={mentoringTones[mentoring]}>{t(`pairings.overview.mentoring.${mentoring}`)}</Status>
        ),
    })
  return columns
}
