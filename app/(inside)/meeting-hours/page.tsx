import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Columns, Line, PageHeader, Stack } from '@/app/_ui/page'
import { guideRoles } from '@/lib/meeting-hours/policy'
import { listKeptGuides, loadMeetingHours } from '@/lib/meeting-hours/queries'
import { bookableForms, forms, guidedForms, type GuidedForm } from '@/lib/sessions/forms'
import { countOpenTimes } from '@/lib/sessions/queries'
import { todayOn } from '@/lib/time'
import { holds } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { Absences } from './absences'
import { Exceptions } from './exceptions'
import { Pool } from './pool'
import { Rules } from './rules'
import { Week } from './week'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('meetingHours.title') }
}

interface Search {
  guide?: string
  form?: string
  done?: string
}

/** When somebody can be met: her week, other dates, absence, and what she wants of a session. */
export default async function MeetingHoursPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, t, now } = await pageContext()
  const search = await searchParams
  const kept = await listKeptGuides(viewer)
  const guideId = search.guide ?? (holds(viewer, ...guideRoles) ? viewer.id : kept[0]?.id)
  if (!guideId) redirect('/')
  const hours = /^[0-9a-f-]{36}$/i.test(guideId) ? await loadMeetingHours(viewer, guideId, now) : null
  if (!hours) notFound()
  const forTwo = bookableForms.filter((form) => hours.roles.includes(forms[form].pairing))
  const forMore = (Object.keys(guidedForms) as GuidedForm[]).filter(
    (form) => guideId === viewer.id && guidedForms[form].some((role) => hours.roles.includes(role)),
  )
  const own = [...forTwo, ...forMore]
  const form = own.find((each) => each === search.form)
  const href = (wanted?: string) => `/meeting-hours?guide=${guideId}${wanted ? `&form=${wanted}` : ''}`
  const others = kept.filter((guide) => guide.id !== guideId)
  const counted = forTwo.find((each) => each === form) ?? forTwo[0]
  const openTimes = counted
    ? await countOpenTimes(viewer, { form: counted, guideId, fromOn: todayOn(now) }, now)
    : 0
  return (
    <>
      <PageHeader
        title={t('meetingHours.title')}
        lead={
          guideId === viewer.id ? t('meetingHours.lead') : t('meetingHours.leadOther', { name: hours.name })
        }
      />
      {search.done && (
        <Notice
          tone="done"
          title={t(search.done === 'absence' ? 'meetingHours.doneAbsence' : 'meetingHours.done')}
          live
        />
      )}
      <Stack>
        {others.length > 0 && (
          <nav aria-label={t('meetingHours.whose')}>
            <Line>
              {others.map((guide) => (
                <LinkButton key={guide.id} href={`/meeting-hours?guide=${guide.id}`} size="small">
                  {guide.name}
                </LinkButton>
              ))}
            </Line>
          </nav>
        )}
        <nav aria-label={t('meetingHours.form.label')}>
          <Line>
            <LinkButton href={href()} size="small" current={!form}>
              {t('meetingHours.form.every')}
            </LinkButton>
            {own.map((each) => (
              <LinkButton key={each} href={href(each)} size="small" current={each === form}>
                {t(`common.form.${each}`)}
              </LinkButton>
            ))}
          </Line>
        </nav>
        {(!form || form === counted) && <Notice title={t('meetingHours.open', { count: openTimes })} />}
      </Stack>
      <Week hours={hours} form={form} />
      {form && <Rules hours={hours} form={form} />}
      {!form && (
        <Columns>
          <Exceptions hours={hours} />
          <Absences hours={hours} />
        </Columns>
      )}
      {!form && hours.pool && <Pool pool={hours.pool} />}
    </>
  )
}
