import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { mayImport } from '@/lib/imports/policy'
import { rosterColumns, type RosterColumn } from '@/lib/imports/roster-rows'
import { Upload } from '../../_imports/upload'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('imports.roster.title') }
}

const example = [
  ['person', 'start', 'end', 'kind'],
  ['K1403', '2027-01-04 08:00', '2027-01-04 17:00', 'dag'],
  ['K1403', '5-1-2027 22:00', '6-1-2027 7:30', 'nacht'],
  ['K1403', '7-1-2027 22:00', '8-1-2027 7:30', 'N1'],
]

/** Where a secretary chooses a roster of her departments. */
export default async function ImportRosterPage({
  searchParams,
}: {
  searchParams: Promise<{ done?: string }>
}) {
  const { viewer, t } = await pageContext()
  if (!mayImport(viewer, 'roster')) notFound()
  const columns = (Object.keys(rosterColumns) as RosterColumn[]).map((name) => ({
    name,
    also: rosterColumns[name].names,
    isRequired: rosterColumns[name].required === true,
    about: t(`imports.roster.column.${name}`),
  }))
  const { done } = await searchParams
  return (
    <Upload
      kind="roster"
      t={t}
      columns={columns}
      example={example}
      isDiscarded={done === 'discarded'}
      actions={<LinkButton href="/rosters/codes">{t('imports.codes.title')}</LinkButton>}
    />
  )
}
