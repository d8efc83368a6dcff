import type { Metadata } from 'next'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { plansGroups } from '@/lib/groups/policy'
import { listGroups } from '@/lib/groups/queries'
import { groupForms } from '@/lib/groups/rules'
import { dateOf, formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groups.title') }
}

/** The groups of the viewer: those she plans, facilitates or is in. */
export default async function GroupsPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { done } = await searchParams
  const groups = await listGroups(viewer)
  const plans = plansGroups(viewer)
  const makes = plans && (
    <LinkButton href="/groups/new" tone="primary" icon="plus">
      {t('groups.new')}
    </LinkButton>
  )
  type Listed = (typeof groups)[number]
  const about = (group: Listed) =>
    [
      t('groups.size', { count: group.members }),
      t('groups.ledBy', { name: group.facilitator }),
      group.department,
      group.nextAt
        ? t('groups.next', { when: formatDate(dateOf(group.nextAt), locale, todayOn(now)) })
        : t('groups.noNext'),
    ].join(' · ')
  return (
    <>
      <PageHeader
        title={t('groups.title')}
        lead={t(plans ? 'groups.lead' : 'groups.leadOwn')}
        actions={
          <>
            {plans && <LinkButton href="/groups/plan">{t('groupPlans.link')}</LinkButton>}
            {groups.length > 0 && makes}
          </>
        }
      />
      {done === 'ended' && <Notice tone="done" live title={t('groups.done.ended')} />}
      {groups.length === 0 && (
        <EmptyState title={t(plans ? 'groups.none' : 'groups.noneOwn')} action={makes}>
          {t(plans ? 'groups.noneText' : 'groups.noneOwnText')}
        </EmptyState>
      )}
      {groupForms.map((form) => {
        const those = groups.filter((group) => group.form === form)
        if (those.length === 0) return null
        return (
          <Section key={form} title={t(`common.form.${form}`)} count={those.length}>
            <Rows label={t(`common.form.${form}`)}>
              {those.map((group) => (
                <Row
                  key={group.id}
                  title={group.name}
                  about={about(group)}
                  status={
                    group.conflicts > 0 && (
                      <Status tone="late">{t('groups.conflicts', { count: group.conflicts })}</Status>
                    )
                  }
                  action={
                    <LinkButton href={`/groups/${group.id}`} label={`${t('groups.open')}: ${group.name}`}>
                      {t('groups.open')}
                    </LinkButton>
                  }
                />
              ))}
            </Rows>
          </Section>
        )
      })}
    </>
  )
}
