import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { DateField, TimeField } from '@/app/_ui/field'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import { formatDate, todayOn } from '@/lib/time'
import { addDate, removeDate } from './actions'
import type { Hours } from './week'

/** Dates with other hours than their weekday's, and one more. */
export async function Exceptions({ hours }: { hours: Hours }) {
  const { locale, t, now } = await pageContext()
  const today = todayOn(now)
  return (
    <Section title={t('meetingHours.exceptions.title')} lead={t('meetingHours.exceptions.lead')}>
      <Stack>
        {hours.exceptions.length === 0 ? (
          <Soft>{t('meetingHours.exceptions.none')}</Soft>
        ) : (
          <Rows>
            {hours.exceptions.map(({ id, on, window }) => (
              <Row
                key={id}
                title={formatDate(on, locale, today)}
                about={window ? `${window.from}–${window.until}` : t('meetingHours.exceptions.notThere')}
                action={
                  <OneButton
                    action={removeDate}
                    fields={{ guideId: hours.guideId, id }}
                    size="small"
                    about={formatDate(on, locale, today)}
                  >
                    {t('meetingHours.exceptions.remove')}
                  </OneButton>
                }
              />
            ))}
          </Rows>
        )}
        <Panel>
          <ActionForm action={addDate} label={t('meetingHours.exceptions.add')}>
            <Stack>
              <input type="hidden" name="guideId" value={hours.guideId} />
              <DateField name="on" label={t('meetingHours.exceptions.on')} min={today} />
              <TimeField
                name="from"
                label={t('meetingHours.exceptions.from')}
                hint={t('meetingHours.exceptions.hint')}
                optional
              />
              <TimeField name="until" label={t('meetingHours.exceptions.until')} optional />
              <Line>
                <SubmitButton>{t('meetingHours.exceptions.add')}</SubmitButton>
              </Line>
            </Stack>
          </ActionForm>
        </Panel>
      </Stack>
    </Section>
  )
}
