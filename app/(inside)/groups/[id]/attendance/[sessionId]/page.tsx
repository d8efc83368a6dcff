import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { correctedUntil } from '@/lib/groups/attendance'
import { loadMeetingAttendance } from '@/lib/groups/queries'
import { refuseAttendance } from '@/lib/groups/rules'
import { idInput } from '@/lib/input'
import { dateOf, formatDate, formatRange, formatTime, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { note, noteEverybody } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groups.attendance.title') }
}

interface Props {
  params: Promise<{ id: string; sessionId: string }>
  searchParams: Promise<{ done?: string }>
}

/** Who was at one meeting, for whoever leads it: present or absent, nothing else. Nothing is chosen beforehand. */
export default async function AttendancePage(props: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const { id, sessionId } = await props.params
  const { done } = await props.searchParams
  const areIds = idInput.safeParse(id).success && idInput.safeParse(sessionId).success
  const page = areIds ? await loadMeetingAttendance(viewer, id, sessionId) : null
  if (!page) notFound()
  const { meeting, members, notedAt } = page
  const today = todayOn(now)
  const when = formatRange(meeting.startsAt, meeting.endsAt, locale, today)
  const momentOf = (at: Date) => `${formatDate(dateOf(at), locale, today)}, ${formatTime(at, locale)}`
  const refusal = refuseAttendance(meeting, now)
  const until = notedAt && correctedUntil(notedAt)
  /** What is to know about her: why she was not expected, and what was noted before. */
  const hintOf = ({ isExpected, earlier }: (typeof members)[number]) =>
    [
      isExpected ? '' : t('groups.attendance.away'),
      ...earlier.map(({ outcome, notedAt: at }) =>
        t('attendance.earlier', { outcome: t(`attendance.outcome.${outcome}`), when: momentOf(at) }),
      ),
    ]
      .filter(Boolean)
      .join(' · ') || undefined
  return (
    <>
      <PageHeader
        title={t('groups.attendance.title')}
        lead={`${page.name} · ${when}`}
        actions={
          <LinkButton href={page.isStandIn ? '/' : `/groups/${id}`} tone="quiet" icon="back">
            {t(page.isStandIn ? 'attendance.toToday' : 'groups.backOne')}
          </LinkButton>
        }
      />
      {done === 'noted' && <Notice tone="done" live title={t('groups.done.noted')} />}
      {done === 'everybody' && <Notice tone="done" live title={t('attendance.everybodyDone')} />}
      {refusal ? (
        <Notice
          title={refusal === 'not-begun' ? t('groups.attendance.early', { when }) : t(`refusals.${refusal}`)}
        />
      ) : (
        <Stack gap={5}>
          <p>{t('groups.attendance.lead')}</p>
          {notedAt === null && members.length > 0 && (
            <OneButton
              action={noteEverybody}
              tone="primary"
              icon="check"
              wide
              fields={{
                sessionId,
                ...Object.fromEntries(members.map((member) => [`who-${member.id}`, 'present'])),
              }}
            >
              {t('attendance.everybody')}
            </OneButton>
          )}
          {until && (
            <p>{until > now ? t('attendance.until', { when: momentOf(until) }) : t('attendance.late')}</p>
          )}
          {/* A form that is there already keeps its old defaults: what was noted meanwhile makes a new one. */}
          <ActionForm
            key={members.map(({ outcome }) => outcome).join(' ')}
            action={note}
            label={t('groups.attendance.title')}
          >
            <HiddenFields fields={{ sessionId }} />
            <Panel>
              <Stack gap={5}>
                {members.map((member) => (
                  <ChoiceGroup
                    key={member.id}
                    name={`who-${member.id}`}
                    legend={member.name}
                    hint={hintOf(member)}
                    defaultValue={member.outcome ? [member.outcome] : []}
                    choices={[
                      { value: 'present', label: t('groups.attendance.present') },
                      { value: 'absent', label: t('groups.attendance.absent') },
                    ]}
                  />
                ))}
                <Line>
                  <SubmitButton tone={notedAt === null ? 'secondary' : 'primary'} wide>
                    {t('groups.attendance.save')}
                  </SubmitButton>
                </Line>
              </Stack>
            </Panel>
          </ActionForm>
        </Stack>
      )}
    </>
  )
}
