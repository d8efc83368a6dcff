import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { peopleColumns, type PeopleColumn } from '@/lib/imports/people-rows'
import { mayImport } from '@/lib/imports/policy'
import { Upload } from '../../_imports/upload'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('imports.people.title') }
}

const example = [
  [
    'number',
    'given_name',
    'family_name',
    'email',
    'role',
    'department',
    'from',
    'until',
    'kind',
    'fte',
    'supervisor',
  ],
  [
    'K2001',
    'Maud',
    'Rijpkema',
    'm.rijpkema@ziekenhuis.nl',
    'resident',
    'CHI',
    '2027-01-04',
    '2028-01-01',
    'anios',
    '0,8',
    'K1102',
  ],
  ['K1102', 'Omar', 'Haddad', 'o.haddad@ziekenhuis.nl', 'supervisor', 'CHI', '2027-01-04', '', '', '', ''],
]

/** Where the coordinator chooses a file of people. */
export default async function ImportPeoplePage({
  searchParams,
}: {
  searchParams: Promise<{ done?: string }>
}) {
  const { viewer, t } = await pageContext()
  if (!mayImport(viewer, 'people')) notFound()
  const columns = (Object.keys(peopleColumns) as PeopleColumn[]).map((name) => ({
    name,
    also: peopleColumns[name].names,
    isRequired: peopleColumns[name].required === true,
    about: t(`imports.people.column.${name}`),
  }))
  const { done } = await searchParams
  return <Upload kind="people" t={t} columns={columns} example={example} isDiscarded={done === 'discarded'} />
}
