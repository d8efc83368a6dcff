import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import type { GroupPage } from '@/lib/groups/queries'
import { formatRange, todayOn } from '@/lib/time'
import { levelTones } from '../plan/said'

type Coming = GroupPage['coming'][number]

/** The meetings to come: when, where, how many can; by name for who plans or leads them. */
export async function Meetings({ group }: { group: GroupPage }) {
  const { viewer, t, locale, now } = await pageContext()
  const today = todayOn(now)
  const isOpen = group.mayPlan && !group.endedAt
  const plan = isOpen && (
    <LinkButton href={`/groups/${group.id}/meetings`} icon="plus">
      {t('groups.meetings.plan')}
    </LinkButton>
  )
  const about = (meeting: Coming) =>
    [
      [meeting.room, meeting.place, meeting.link].filter(Boolean).join(', '),
      meeting.cannot.length > 0 && t('groups.meetings.cannot', { names: meeting.cannot.join(', ') }),
      meeting.unknown > 0 && t('groups.meetings.unknown', { count: meeting.unknown }),
      meeting.memberIds.includes(viewer.id) &&
        !meeting.expectedIds.includes(viewer.id) &&
        t('groups.meetings.notYou'),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Section
      title={t('groups.meetings.title')}
      count={group.coming.length}
      action={group.coming.length > 0 && plan}
    >
      {group.coming.length === 0 ? (
        <EmptyState title={t('groups.meetings.none')} action={plan}>
          {t(isOpen ? 'groups.meetings.noneText' : 'groups.meetings.noneOther')}
        </EmptyState>
      ) : (
        <Rows label={t('groups.meetings.title')}>
          {group.coming.map((meeting) => {
            const when = formatRange(meeting.startsAt, meeting.endsAt, locale, today)
            const said = t('groups.meetings.can', {
              count: meeting.canIds.length,
              all: meeting.memberIds.length,
            })
            return (
              <Row
                key={meeting.id}
                title={when}
                about={about(meeting)}
                status={
                  <Status tone={levelTones[meeting.level]}>
                    {`${said}, ${t(`groups.level.${meeting.level}`)}`}
                  </Status>
                }
                action={
                  group.mayLead &&
                  (meeting.level === 'few' && !group.endedAt ? (
                    <LinkButton
                      href={`/groups/${group.id}/quorum/${meeting.id}`}
                      size="small"
                      icon="move"
                      label={`${t('attendance.quorum.open')}: ${when}`}
                    >
                      {t('attendance.quorum.open')}
                    </LinkButton>
                  ) : (
                    <LinkButton
                      href={`/sessions/plan/${meeting.id}`}
                      size="small"
                      tone="quiet"
                      label={`${t('groups.meetings.open')}: ${when}`}
                    >
                      {t('groups.meetings.open')}
                    </LinkButton>
                  ))
                }
              />
            )
          })}
        </Rows>
      )}
    </Section>
  )
}

/** The meetings that have begun: a member reads of herself, who leads them notes, an office reads a number. */
export async function PastMeetings({ group }: { group: GroupPage }) {
  const { t, locale, now } = await pageContext()
  if (group.past.length === 0) return null
  const today = todayOn(now)
  const about = ({ mine, present }: GroupPage['past'][number]) => {
    if (mine) return t(mine === 'present' ? 'groups.meetings.minePresent' : 'groups.meetings.mineAbsent')
    if (!group.mayLead) return undefined
    return present === null ? t('groups.meetings.noted') : t('groups.meetings.present', { count: present })
  }
  return (
    <Section
      title={t('groups.meetings.past')}
      count={group.past.length}
      action={
        group.isFacilitator && (
          <LinkButton href={`/groups/${group.id}/sheet`} icon="print" size="small">
            {t('attendance.sheet.open')}
          </LinkButton>
        )
      }
    >
      <Rows label={t('groups.meetings.past')}>
        {group.past.map((meeting) => {
          const when = formatRange(meeting.startsAt, meeting.endsAt, locale, today)
          return (
            <Row
              key={meeting.id}
              title={when}
              about={about(meeting)}
              action={
                group.isFacilitator && (
                  <LinkButton
                    href={`/groups/${group.id}/attendance/${meeting.id}`}
                    tone={meeting.present === null ? 'primary' : 'secondary'}
                    label={`${t('groups.meetings.note')} ${when}`}
                  >
                    {t('groups.meetings.note')}
                  </LinkButton>
                )
              }
            />
          )
        })}
      </Rows>
    </Section>
  )
}
