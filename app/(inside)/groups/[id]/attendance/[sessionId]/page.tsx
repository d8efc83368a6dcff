import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { loadMeetingAttendance } from '@/lib/groups/queries'
import { refuseAttendance } from '@/lib/groups/rules'
import { idInput } from '@/lib/input'
import { formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { note } from '../../../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groups.attendance.title') }
}

/** Who was at one meeting, for whoever leads it: present or absent, nothing else. Nothing is chosen beforehand. */
export default async function AttendancePage(props: { params: Promise<{ id: string; sessionId: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { id, sessionId } = await props.params
  const areIds = idInput.safeParse(id).success && idInput.safeParse(sessionId).success
  const page = areIds ? await loadMeetingAttendance(viewer, id, sessionId) : null
  if (!page) notFound()
  const { meeting, members } = page
  const when = formatRange(meeting.startsAt, meeting.endsAt, locale, todayOn(now))
  const refusal = refuseAttendance(meeting, now)
  return (
    <>
      <PageHeader
        title={t('groups.attendance.title')}
        lead={`${page.name} · ${when}`}
        actions={
          <LinkButton href={`/groups/${id}`} tone="quiet" icon="back">
            {t('groups.backOne')}
          </LinkButton>
        }
      />
      {refusal ? (
        <Notice
          title={refusal === 'not-begun' ? t('groups.attendance.early', { when }) : t(`refusals.${refusal}`)}
        />
      ) : (
        <ActionForm action={note} label={t('groups.attendance.title')}>
          <HiddenFields fields={{ sessionId }} />
          <Panel>
            <Stack gap={5}>
              <p>{t('groups.attendance.lead')}</p>
              {members.map(({ id: personId, name, isExpected, outcome }) => (
                <ChoiceGroup
                  key={personId}
                  name={`who-${personId}`}
                  legend={name}
                  hint={isExpected ? undefined : t('groups.attendance.away')}
                  defaultValue={outcome ? [outcome] : []}
                  choices={[
                    { value: 'present', label: t('groups.attendance.present') },
                    { value: 'absent', label: t('groups.attendance.absent') },
                  ]}
                />
              ))}
              <Line>
                <SubmitButton tone="primary" wide>
                  {t('groups.attendance.save')}
                </SubmitButton>
              </Line>
            </Stack>
          </Panel>
        </ActionForm>
      )}
    </>
  )
}
