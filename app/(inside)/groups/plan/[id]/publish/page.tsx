import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { previewAgain } from '@/lib/groups/again-told'
import { loadPlan } from '@/lib/groups/plan-queries'
import { idInput } from '@/lib/input'
import { words } from '@/lib/words/words'
import { publish } from '../../actions'
import { messagesAgain, messagesOf, type Told } from './told'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groupPlans.publish.title') }
}

/** Who gets which message, before anything goes; then one button. */
export default async function PublishPage({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, t, now } = await pageContext()
  const { id } = await params
  const page = idInput.safeParse(id).success ? await loadPlan(viewer, id, now) : null
  if (!page) notFound()
  const { plan, board } = page
  if (!board || board.draft.groups.length === 0) redirect(`/groups/plan/${id}`)
  const isAgain = board.ground.published !== null
  const told = isAgain
    ? messagesAgain(t, board, previewAgain(viewer, board, now))
    : messagesOf(t, board).filter((each) => each.id !== viewer.id)
  const { groups, unplaced } = board.draft
  const columns: Column<Told>[] = [
    { key: 'who', title: t('groupPlans.publish.who'), isRowHeader: true, cell: ({ name }) => name },
    { key: 'what', title: t('groupPlans.publish.what'), cell: ({ what }) => what },
  ]
  return (
    <>
      <PageHeader
        title={t('groupPlans.publish.title')}
        lead={plan.name}
        actions={
          <LinkButton href={`/groups/plan/${id}`} tone="quiet" icon="back">
            {t('groupPlans.backOne')}
          </LinkButton>
        }
      />
      <Panel tone="accent">
        <Stack gap={3}>
          <p>
            {isAgain
              ? t('groupPlans.publish.countsAgain', { people: told.length })
              : t('groupPlans.publish.counts', {
                  groups: groups.length,
                  meetings: groups.reduce((sum, { meetings }) => sum + meetings.length, 0),
                  people: told.length,
                })}
          </p>
          <p>{t('groupPlans.publish.lead')}</p>
          {unplaced.length > 0 && (
            <Soft>
              {t('groupPlans.publish.nothing', {
                names: unplaced.map((each) => board.nameOf(each)).join(', '),
              })}
            </Soft>
          )}
          <Line>
            <OneButton action={publish} fields={{ planId: id, seen: plan.version }} tone="primary" wide>
              {t('groupPlans.publish.button')}
            </OneButton>
            <LinkButton href={`/groups/plan/${id}`} tone="quiet" wide>
              {t('groupPlans.publish.keep')}
            </LinkButton>
          </Line>
        </Stack>
      </Panel>
      <Section title={t('groupPlans.publish.table')} count={told.length}>
        <DataTable<Told>
          caption={t('groupPlans.publish.table')}
          captionUnseen
          columns={columns}
          rows={told}
          rowKey={(each) => each.id}
        />
      </Section>
    </>
  )
}
