import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { schoolRegion } from '@/app/_server/settings'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { schoolHolidaysBetween } from '@/lib/availability/school-holidays'
import { absencesAtOnce, absencesInput } from '@/lib/meeting-hours/input'
import { listPlannedIn, loadMeetingHours } from '@/lib/meeting-hours/queries'
import { addDaysOn, dateOf, formatDate, formatRange, mondayOf, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { saveAbsences } from '../actions'
import styles from '../meeting-hours.module.css'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('meetingHours.absences.title2') }
}

type Search = Record<string, string | undefined>

/** First the dates, then what is planned in them already, then the absence. */
export default async function AbsencePage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, locale, t, now } = await pageContext()
  const search = await searchParams
  const guideId = search.guide ?? viewer.id
  const hours = /^[0-9a-f-]{36}$/i.test(guideId) ? await loadMeetingHours(viewer, guideId, now) : null
  if (!hours) notFound()
  const filled = Object.fromEntries(Object.entries(search).filter(([, value]) => value))
  const asked = search.from0 ? absencesInput.safeParse({ ...filled, guideId }) : null
  const stretches = asked?.data?.stretches ?? []
  const planned = await listPlannedIn(viewer, guideId, stretches)
  const today = todayOn(now)
  const isOwn = guideId === viewer.id
  const isAsked = asked?.success === true
  return (
    <>
      <PageHeader title={t('meetingHours.absences.title2')} lead={t('meetingHours.absences.lead2')} />
      {isAsked && (
        <Notice
          tone={planned.length > 0 ? 'attention' : 'info'}
          title={
            planned.length > 0
              ? t('meetingHours.absences.planned', { count: planned.length })
              : t('meetingHours.absences.nothing')
          }
          live
        >
          {planned.length > 0 && (
            <>
              <Soft>
                {t('meetingHours.absences.plannedText')} {isOwn && t('meetingHours.absences.plannedOwn')}
              </Soft>
              <ul>
                {planned.map(({ startsAt, endsAt }) => (
                  <li key={startsAt.toISOString()}>
                    {formatRange(startsAt, endsAt, locale, today)}: {t('meetingHours.absences.busy')}
                  </li>
                ))}
              </ul>
              {isOwn && (
                <LinkButton href={`/agenda?week=${mondayOf(dateOf(planned[0]!.startsAt))}`} size="small">
                  {t('meetingHours.absences.agenda')}
                </LinkButton>
              )}
            </>
          )}
        </Notice>
      )}
      <Panel>
        {isAsked ? (
          <ActionForm action={saveAbsences} label={t('meetingHours.absences.title2')}>
            <Stack>
              <input type="hidden" name="guideId" value={guideId} />
              {stretches.map(({ fromOn, lastOn }, n) => (
                <p key={fromOn}>
                  <input type="hidden" name={`from${n}`} value={fromOn} />
                  <input type="hidden" name={`until${n}`} value={lastOn} />
                  <strong>
                    {t('meetingHours.absences.range', {
                      from: formatDate(fromOn, locale, today),
                      until: formatDate(lastOn, locale, today),
                    })}
                  </strong>
                </p>
              ))}
              <Line>
                <SubmitButton tone="primary">{t('meetingHours.absences.save')}</SubmitButton>
                <LinkButton href={`/meeting-hours/absence?guide=${guideId}`} tone="quiet">
                  {t('meetingHours.absences.back')}
                </LinkButton>
              </Line>
            </Stack>
          </ActionForm>
        ) : (
          <form method="get" aria-label={t('meetingHours.absences.title2')}>
            <Stack>
              {asked && <Notice tone="refusal" title={t('issues.until-before-from')} live />}
              <input type="hidden" name="guide" value={guideId} />
              {absencesAtOnce.map((n) => (
                <div
                  key={n}
                  className={styles.day}
                  role="group"
                  aria-label={t('meetingHours.absences.nth', { n: n + 1 })}
                >
                  <DateField
                    name={`from${n}`}
                    label={t('meetingHours.absences.from')}
                    defaultValue={search[`from${n}`]}
                    min={today}
                  />
                  <DateField
                    name={`until${n}`}
                    label={t('meetingHours.absences.until')}
                    defaultValue={search[`until${n}`]}
                    min={today}
                  />
                </div>
              ))}
              <Soft>{t('meetingHours.absences.untilHint')}</Soft>
              <Line>
                <SubmitButton tone="primary">{t('meetingHours.absences.check')}</SubmitButton>
              </Line>
            </Stack>
          </form>
        )}
      </Panel>
      {!isAsked && <SchoolHolidays guideId={guideId} />}
    </>
  )
}

/** The school holidays of the coming year: one tap fills in the dates. */
async function SchoolHolidays({ guideId }: { guideId: string }) {
  const { locale, t, now } = await pageContext()
  const today = todayOn(now)
  const holidays = schoolHolidaysBetween(today, addDaysOn(today, 300), schoolRegion)
  if (holidays.length === 0) return null
  return (
    <Section title={t('meetingHours.absences.schoolHolidays')}>
      <Line>
        {holidays.map(({ name, fromOn, untilOn }) => {
          const lastOn = addDaysOn(untilOn, -1)
          return (
            <LinkButton
              key={fromOn}
              href={`/meeting-hours/absence?guide=${guideId}&from0=${fromOn}&until0=${lastOn}`}
              size="small"
            >
              {t('meetingHours.absences.schoolHoliday', {
                name: t(`availability.schoolHoliday.${name}`),
                from: formatDate(fromOn, locale, today),
                until: formatDate(lastOn, locale, today),
              })}
            </LinkButton>
          )
        })}
      </Line>
    </Section>
  )
}
