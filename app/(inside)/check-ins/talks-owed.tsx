import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { Notice } from '@/app/_ui/notice'
import { Section } from '@/app/_ui/page'
import type { Words } from '@/lib/words/words'

/** For the coordinator: what each supervisor owes, as a number. Nobody's own state. */
export function TalksOwed({ owed, t }: { owed: { name: string; owed: number }[]; t: Words }) {
  const title = t('checkIns.owed.title')
  return (
    <Section
      title={title}
      lead={t('checkIns.owed.intro')}
      action={
        <LinkButton href="/figures" tone="quiet" size="small">
          {t('figures.title')}
        </LinkButton>
      }
    >
      {owed.length === 0 ? (
        <Notice tone="done">{t('checkIns.owed.none')}</Notice>
      ) : (
        <DataTable
          caption={title}
          captionUnseen
          rows={owed.map((supervisor, index) => ({ ...supervisor, key: String(index) }))}
          rowKey={(row) => row.key}
          columns={[
            { key: 'name', title: t('checkIns.owed.supervisor'), cell: (row) => row.name, isRowHeader: true },
            { key: 'owed', title: t('checkIns.owed.talks'), cell: (row) => row.owed, align: 'end' },
          ]}
        />
      )}
    </Section>
  )
}
