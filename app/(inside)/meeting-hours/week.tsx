import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { TimeField } from '@/app/_ui/field'
import { Line, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { weekdays, windowNames } from '@/lib/meeting-hours/input'
import type { loadMeetingHours } from '@/lib/meeting-hours/queries'
import { saveWeek } from './actions'
import styles from './meeting-hours.module.css'

export type Hours = NonNullable<Awaited<ReturnType<typeof loadMeetingHours>>>

/** A week, a line per day, with room for two windows on each. */
export async function Week({ hours, form }: { hours: Hours; form?: string }) {
  const { t } = await pageContext()
  const own = hours.weekly.filter((window) => window.form === (form ?? 'every'))
  return (
    <Section
      title={t('meetingHours.week.title')}
      lead={t(form ? 'meetingHours.week.leadForm' : 'meetingHours.week.lead')}
    >
      <Panel>
        <ActionForm action={saveWeek} label={t('meetingHours.week.title')}>
          <input type="hidden" name="guideId" value={hours.guideId} />
          <input type="hidden" name="form" value={form ?? 'every'} />
          <Stack>
            {weekdays.map((weekday) => {
              const day = t(`meetingHours.day.${weekday}`)
              const [first, second] = own.filter((window) => window.weekday === weekday)
              const [from, until] = windowNames(weekday, 0)
              const [from2, until2] = windowNames(weekday, 1)
              return (
                <div key={weekday} className={styles.day} role="group" aria-label={day}>
                  <TimeField
                    name={from}
                    label={t('meetingHours.week.from', { day })}
                    defaultValue={first?.from}
                  />
                  <TimeField
                    name={until}
                    label={t('meetingHours.week.until', { day })}
                    defaultValue={first?.until}
                  />
                  <TimeField
                    name={from2}
                    label={t('meetingHours.week.from2', { day })}
                    defaultValue={second?.from}
                  />
                  <TimeField
                    name={until2}
                    label={t('meetingHours.week.until2', { day })}
                    defaultValue={second?.until}
                  />
                </div>
              )
            })}
            <Line>
              <SubmitButton tone="primary">{t('meetingHours.week.save')}</SubmitButton>
              <SubmitButton name="copy" value="1">
                {t('meetingHours.week.copy')}
              </SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Panel>
    </Section>
  )
}
