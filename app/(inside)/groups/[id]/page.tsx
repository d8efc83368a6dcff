import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Panel, Section } from '@/app/_ui/page'
import { loadGroup, loadGroupChoices, type GroupPage } from '@/lib/groups/queries'
import { idInput } from '@/lib/input'
import { formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { AddMember } from './add-member'
import { ChangeGroup, EndGroup } from './change'
import { Meetings, PastMeetings } from './meetings'
import { commonPeriod, Members } from './members'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groups.title') }
}

interface Search {
  done?: string
  can?: string
  of?: string
  member?: string
  end?: string
}

const plainDone = ['made', 'changed', 'left', 'planned', 'facilitator', 'noted'] as const

/** One group: who is in it, when it meets, who leads it, and for an office what may change. */
export default async function GroupDetailPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<Search>
}) {
  const { viewer, t, locale, now } = await pageContext()
  const { id } = await props.params
  const { done, can = '', of = '', member, end } = await props.searchParams
  const group = idInput.safeParse(id).success ? await loadGroup(viewer, id, now) : null
  if (!group) notFound()
  const changes = group.mayPlan && !group.endedAt ? await loadGroupChoices(viewer, id, now) : null
  const period = commonPeriod(group.members)
  const plain = plainDone.find((word) => word === done)
  return (
    <>
      <PageHeader
        title={group.name}
        lead={`${t(`common.form.${group.form}`)} · ${group.department}`}
        actions={
          <LinkButton href="/groups" tone="quiet" icon="back">
            {t('groups.back')}
          </LinkButton>
        }
      />
      {plain && <Notice tone="done" live title={t(`groups.done.${plain}`)} />}
      {(done === 'joined' || done === 'transferred') && (
        <Notice tone="done" live title={t(`groups.done.${done}`, { can, of })} />
      )}
      {group.endedAt && <Notice title={t('refusals.group-ended')} />}
      <Conflicts group={group} />
      <Panel>
        <Facts
          facts={[
            { name: t('groups.facts.facilitator'), value: group.names.get(group.facilitatorId) ?? '–' },
            { name: t('groups.facts.room'), value: group.room ?? t('groups.facts.noRoom') },
            {
              name: t('groups.facts.quorum'),
              value: t('groups.facts.quorumValue', { count: group.quorum }),
            },
            ...(period
              ? [
                  {
                    name: t('groups.facts.period'),
                    value: t('groups.facts.periodOf', {
                      from: formatDate(period.fromOn, locale, todayOn(now)),
                      until: formatDate(period.lastOn, locale, todayOn(now)),
                    }),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      <Meetings group={group} />
      <Members group={group} choices={changes} openId={member}>
        {changes && <AddMember group={group} choices={changes} />}
      </Members>
      <PastMeetings group={group} />
      {changes && (
        <Section title={t('groups.change.title')}>
          <ChangeGroup group={group} choices={changes} />
        </Section>
      )}
      {changes && end && <EndGroup group={group} />}
    </>
  )
}

/** What is not right any more, in sentences, until it is solved. */
async function Conflicts({ group }: { group: GroupPage }) {
  const { t, locale, now } = await pageContext()
  if (group.conflicts.length === 0) return null
  const name = (id: string | null) => (id && group.names.get(id)) || '–'
  return (
    <Notice tone="attention" title={t('groups.conflict.title')}>
      <ul>
        {group.conflicts.map(({ kind, personId, otherId, on }) => (
          <li key={`${kind} ${personId} ${otherId}`}>
            {t(`groups.conflict.${kind}`, {
              name: name(personId),
              other: name(otherId),
              date: on ? formatDate(on, locale, todayOn(now)) : '',
            })}
          </li>
        ))}
      </ul>
      <p>{t('groups.conflict.text')}</p>
    </Notice>
  )
}
