import type { ReactNode } from 'react'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { DateField, SelectField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Columns, Line, Section, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { GroupPage, loadGroupChoices } from '@/lib/groups/queries'
import { formsOfGroup } from '@/lib/groups/rules'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import { leave, transfer } from '../actions'

export type Choices = NonNullable<Awaited<ReturnType<typeof loadGroupChoices>>>
type Member = GroupPage['members'][number]

interface MembersProps {
  group: GroupPage
  /** Null for whoever changes nothing. */
  choices: Choices | null
  /** The member whose row is open. */
  openId: string | undefined
  /** How somebody comes into it, below the list. */
  children?: ReactNode
}

/** Who is in the group, since when, and to how many meetings she came: that only for herself and who facilitates. */
export async function Members({ group, choices, openId, children }: MembersProps) {
  const { viewer, t, locale, now } = await pageContext()
  const today = todayOn(now)
  const period = commonPeriod(group.members)
  const total = formsOfGroup[group.form].meetings
  const counter = ({ attended, isCounted }: Member) => {
    if (!isCounted) return null
    return total
      ? t('groups.members.counterOf', { count: attended, total })
      : t('groups.members.counter', { count: attended })
  }
  const about = (member: Member) =>
    [
      member.department,
      !period &&
        member.fromOn > today &&
        t('groups.members.from', { date: formatDate(member.fromOn, locale, today) }),
      !period &&
        member.untilOn &&
        t('groups.members.until', { date: formatDate(addDaysOn(member.untilOn, -1), locale, today) }),
      counter(member),
    ]
      .filter(Boolean)
      .join(' · ')
  const page = `/groups/${group.id}`
  return (
    <Section title={t('groups.members.title')} count={group.members.length}>
      <Stack gap={4}>
        {group.members.length === 0 ? (
          <EmptyState title={t('groups.members.none')}>{choices && t('groups.members.noneText')}</EmptyState>
        ) : (
          <Rows label={t('groups.members.title')}>
            {group.members.map((member) => {
              const isOpen = choices !== null && openId === member.id
              const isHerself = member.personId === viewer.id
              return (
                <Row
                  key={member.id}
                  id={`member-${member.id}`}
                  title={isHerself ? `${member.name} (${t('groups.members.you')})` : member.name}
                  about={about(member)}
                  action={
                    choices &&
                    !isOpen && (
                      <LinkButton
                        href={`${page}?member=${member.id}#member-${member.id}`}
                        size="small"
                        tone="quiet"
                        prefetch={false}
                        label={`${t('groups.members.change')}: ${member.name}`}
                      >
                        {t('groups.members.change')}
                      </LinkButton>
                    )
                  }
                  panel={isOpen && <ChangeMember group={group} choices={choices} member={member} />}
                />
              )
            })}
          </Rows>
        )}
        {children}
      </Stack>
    </Section>
  )
}

/** From when until when all of them are in it; null when one of them differs, or when it has no end. */
export function commonPeriod(members: readonly Pick<Member, 'fromOn' | 'untilOn'>[]) {
  const [first] = members
  const isOne = members.every(({ fromOn, untilOn }) => fromOn === first?.fromOn && untilOn === first.untilOn)
  return first?.untilOn && isOne ? { fromOn: first.fromOn, lastOn: addDaysOn(first.untilOn, -1) } : null
}

async function ChangeMember({
  group,
  choices,
  member,
}: {
  group: GroupPage
  choices: Choices
  member: Member
}) {
  const { t, now } = await pageContext()
  const today = todayOn(now)
  return (
    <Stack gap={5}>
      <Columns>
        {choices.others.length > 0 && (
          <ActionForm action={transfer} label={`${t('groups.members.transfer')}: ${member.name}`}>
            <HiddenFields fields={{ memberId: member.id }} />
            <Stack gap={4}>
              <h3>{t('groups.members.transfer')}</h3>
              <SelectField
                name="toGroupId"
                label={t('groups.members.transferTo')}
                hint={t('groups.members.transferHint')}
                empty={t('groups.members.transferEmpty')}
                options={choices.others.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <DateField
                name="fromOn"
                label={t('groups.members.transferDay')}
                min={today}
                defaultValue={today}
              />
              <Line>
                <SubmitButton>{t('groups.members.transferButton')}</SubmitButton>
              </Line>
            </Stack>
          </ActionForm>
        )}
        <ActionForm action={leave} label={`${t('groups.members.leave')}: ${member.name}`}>
          <HiddenFields fields={{ memberId: member.id }} />
          <Stack gap={4}>
            <h3>{t('groups.members.leave')}</h3>
            <DateField name="untilOn" label={t('groups.members.leaveDay')} min={today} defaultValue={today} />
            <Line>
              <SubmitButton tone="danger">{t('groups.members.leaveButton')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Columns>
      <Line>
        <LinkButton href={`/groups/${group.id}`} tone="quiet">
          {t('groups.members.close')}
        </LinkButton>
      </Line>
    </Stack>
  )
}
