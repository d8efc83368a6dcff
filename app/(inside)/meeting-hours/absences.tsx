import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import { endAbsence } from './actions'
import type { Hours } from './week'

/** Stretches of dates on which nobody can book her. */
export async function Absences({ hours }: { hours: Hours }) {
  const { locale, t, now } = await pageContext()
  const today = todayOn(now)
  return (
    <Section title={t('meetingHours.absences.title')} lead={t('meetingHours.absences.lead')}>
      <Stack>
        {hours.absences.length === 0 ? (
          <Soft>{t('meetingHours.absences.none')}</Soft>
        ) : (
          <Rows>
            {hours.absences.map(({ id, fromOn, untilOn }) => {
              const lastOn = addDaysOn(untilOn, -1)
              const from = formatDate(fromOn, locale, today)
              return (
                <Row
                  key={id}
                  title={
                    lastOn === fromOn
                      ? from
                      : t('meetingHours.absences.range', { from, until: formatDate(lastOn, locale, today) })
                  }
                  action={
                    <OneButton
                      action={endAbsence}
                      fields={{ guideId: hours.guideId, id }}
                      size="small"
                      about={from}
                    >
                      {t('meetingHours.absences.remove')}
                    </OneButton>
                  }
                />
              )
            })}
          </Rows>
        )}
        <Line>
          <LinkButton href={`/meeting-hours/absence?guide=${hours.guideId}`}>
            {t('meetingHours.absences.add')}
          </LinkButton>
        </Line>
      </Stack>
    </Section>
  )
}
