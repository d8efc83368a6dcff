import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import type { Board } from '@/lib/groups/board'
import { loadPlan } from '@/lib/groups/plan-queries'
import { idInput } from '@/lib/input'
import { words, type Words } from '@/lib/words/words'
import { publish } from '../../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groupPlans.publish.title') }
}

interface Told {
  id: string
  name: string
  what: string
}

/** Who gets which message, before anything goes; then one button. */
export default async function PublishPage({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, t, now } = await pageContext()
  const { id } = await params
  const page = idInput.safeParse(id).success ? await loadPlan(viewer, id, now) : null
  if (!page) notFound()
  const { plan, board } = page
  if (!board || board.draft.groups.length === 0) redirect(`/groups/plan/${id}`)
  const told = messagesOf(t, board).filter((each) => each.id !== viewer.id)
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
            {t('groupPlans.publish.counts', {
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

/** Facilitators first, then everybody by group: each with the one message that she gets. */
function messagesOf(t: Words, board: Board): Told[] {
  const { groups } = board.draft
  const guideIds = [...new Set(groups.map(({ facilitatorId }) => facilitatorId))]
  const leads = guideIds.map((id) => ({
    id,
    name: board.nameOf(id),
    what: t('groupPlans.publish.facilitator', {
      groups: groups
        .filter(({ facilitatorId }) => facilitatorId === id)
        .map(({ name }) => name)
        .join(', '),
    }),
  }))
  const members = groups.flatMap((group) => {
    const anyway = new Set(group.meetings.flatMap((meeting) => meeting.anyway?.members ?? []))
    return group.members.map((id) => ({
      id,
      name: board.nameOf(id),
      what: [
        t('groupPlans.publish.member', { group: group.name, count: board.shareOf(id, group).present }),
        anyway.has(id) ? t('groupPlans.publish.anyway') : '',
      ]
        .filter(Boolean)
        .join(', '),
    }))
  })
  return [...leads, ...members]
}
