import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { TimeField } from '@/app/_ui/field'
import { Line, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { formatTime } from '@/lib/time'
import { noteEnd } from '../actions'

interface NoteEndProps {
  shift: { id: string; endsAt: Date; endedAt: Date | null }
}

/** It ran late, or ended early: when it really ended, so that rest is counted from then. */
export async function NoteEnd({ shift }: NoteEndProps) {
  const { locale, t } = await pageContext()
  return (
    <Section title={t('rosters.shift.late')} lead={t('rosters.shift.lateText')}>
      <ActionForm action={noteEnd} label={t('rosters.shift.late')}>
        <Stack>
          <input type="hidden" name="shiftId" value={shift.id} />
          <TimeField
            name="endedTime"
            label={t('rosters.shift.ended')}
            hint={t('rosters.shift.endedHint', { time: formatTime(shift.endsAt, locale) })}
            defaultValue={formatTime(shift.endedAt ?? shift.endsAt, locale)}
          />
          <Line>
            <SubmitButton tone="primary">{t('rosters.shift.noteEnd')}</SubmitButton>
          </Line>
        </Stack>
      </ActionForm>
    </Section>
  )
}
