import type { Metadata } from 'next'
import Link from 'next/link'
import { currentLocale, pageContext } from '@/app/_server/session'
import { Button, LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { SelectField, TextField } from '@/app/_ui/field'
import { PageHeader, Panel, Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { mayKeepHospitals } from '@/lib/counters/policy'
import { mayImportPeople, mayKeepPeople } from '@/lib/people/policy'
import { listPeople, peoplePerPage, type DirectoryEntry } from '@/lib/people/queries'
import { allRoles, type Role } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import styles from './people.module.css'

interface Search {
  search?: string
  department?: string
  role?: string
  page?: string
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('people.title') }
}

/** The directory: who works here, and in which role. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, t } = await pageContext()
  const search = await searchParams
  const role = allRoles.find((each) => each === search.role)
  const departmentId = /^[0-9a-f-]{36}$/.test(search.department ?? '') ? search.department : undefined
  const found = await listPeople(viewer, {
    search: search.search,
    departmentId,
    role,
    page: Number(search.page) || 1,
  })
  const pages = Math.max(1, Math.ceil(found.count / peoplePerPage))
  const hrefOf = (page: number) =>
    `/people?${new URLSearchParams({ ...definedOnly({ search: search.search, department: departmentId, role }), page: String(page) })}`
  const rolesOf = (person: DirectoryEntry) =>
    person.roles
      .map((held) => [t(`common.role.${held.role}`), held.department].filter(Boolean).join(', '))
      .join('; ')
  return (
    <>
      <PageHeader
        title={t('people.title')}
        lead={t('people.lead')}
        actions={
          mayKeepPeople(viewer) && (
            <>
              {mayKeepHospitals(viewer) && (
                <LinkButton href="/hospitals">{t('counters.hospitals.link')}</LinkButton>
              )}
              {mayImportPeople(viewer) && (
                <LinkButton href="/people/import" icon="upload">
                  {t('people.import')}
                </LinkButton>
              )}
              <LinkButton href="/people/new" tone="primary" icon="plus">
                {t('people.add')}
              </LinkButton>
            </>
          )
        }
      />
      <Panel>
        <form method="get" role="search" className={styles.search}>
          <TextField name="search" type="search" label={t('people.search')} defaultValue={search.search} />
          <SelectField
            name="department"
            label={t('people.department')}
            empty={t('people.allDepartments')}
            defaultValue={departmentId}
            options={found.departments.map((department) => ({
              value: department.id,
              label: `${department.name}, ${department.site}`,
            }))}
          />
          <SelectField
            name="role"
            label={t('people.role')}
            empty={t('people.allRoles')}
            defaultValue={role}
            options={allRoles.map((each: Role) => ({ value: each, label: t(`common.role.${each}`) }))}
          />
          <Button icon="search">{t('people.find')}</Button>
        </form>
      </Panel>
      <Section title={t('people.found', { count: found.count })}>
        {found.people.length === 0 ? (
          <EmptyState
            title={t('people.noneText')}
            action={<LinkButton href="/people">{t('people.clear')}</LinkButton>}
          />
        ) : (
          <DataTable<DirectoryEntry>
            caption={t('people.title')}
            captionUnseen
            rows={found.people}
            rowKey={(person) => person.id}
            columns={[
              {
                key: 'name',
                title: t('people.name'),
                isRowHeader: true,
                cell: (person) => (
                  <Link href={`/people/${person.id}`} className={styles.name}>
                    {person.givenName} {person.familyName}
                  </Link>
                ),
              },
              { key: 'roles', title: t('people.roles'), cell: rolesOf },
            ]}
          />
        )}
        {pages > 1 && (
          <Pagination
            label={t('people.pages')}
            words={t('people.page', { page: found.page, pages })}
            previous={
              found.page > 1 ? { href: hrefOf(found.page - 1), label: t('people.previous') } : undefined
            }
            next={found.page < pages ? { href: hrefOf(found.page + 1), label: t('people.next') } : undefined}
          />
        )}
      </Section>
    </>
  )
}

function definedOnly(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
