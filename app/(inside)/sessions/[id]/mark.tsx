import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { TimeField } from '@/app/_ui/field'
import { Line, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedSession } from '@/lib/sessions/listing'
import { formatTime } from '@/lib/time'
import { mark } from '../actions'

/** From the start on: did it take place, and when did it really end? What was noted can be noted again. */
export async function Mark({ session, isOpen }: { session: PlannedSession; isOpen: boolean }) {
  const { locale, t } = await pageContext()
  const isNoted = session.heldAt !== null || session.missedAt !== null
  if (isNoted && !isOpen)
    return (
      <Line>
        <p>{t(session.heldAt ? 'sessions.mark.isHeld' : 'sessions.mark.isMissed')}</p>
        <LinkButton href={`/sessions/${session.id}?mark=1`} size="small">
          {t('sessions.mark.change')}
        </LinkButton>
      </Line>
    )
  return (
    <Section title={t('sessions.mark.title')}>
      <Panel>
        <ActionForm action={mark} label={t('sessions.mark.title')}>
          <Stack>
            <input type="hidden" name="sessionId" value={session.id} />
            <ChoiceGroup
              name="outcome"
              legend={t('sessions.mark.title')}
              choices={[
                { value: 'held', label: t('sessions.mark.held') },
                { value: 'missed', label: t('sessions.mark.missed') },
              ]}
            />
            <TimeField
              name="endedTime"
              label={t('sessions.mark.endedAt')}
              hint={t('sessions.mark.endedHint')}
              optional
              defaultValue={session.endedAt ? formatTime(session.endedAt, locale) : undefined}
            />
            <Line>
              <SubmitButton tone="primary">{t('sessions.mark.button')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Panel>
    </Section>
  )
}
