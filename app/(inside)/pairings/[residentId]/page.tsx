import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page'
import { idInput } from '@/lib/input'
import { loadResidentPairings, previewSupervisor } from '@/lib/pairings/overview'
import { isCalendarDate, todayOn } from '@/lib/time'
import { endHers } from '../actions'
import { ConfirmEnd, Done, one, type Query } from '../parts'
import { ConfirmSupervisor, HerSupervisors } from './supervisor'
import { ConfirmProposal, HerMentor } from './mentor'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('pairings.title') }
}

interface PageProps {
  params: Promise<{ residentId: string }>
  searchParams: Promise<Query>
}

/** The pairings of one resident, for the coordinator and the secretary of her department. */
export default async function ResidentPage({ params, searchParams }: PageProps) {
  const { viewer, locale, t, now } = await pageContext()
  const { residentId } = await params
  const query = await searchParams
  if (!idInput.safeParse(residentId).success) notFound()
  const today = todayOn(now)
  const guideId = one(query, 'guide')
  const from = one(query, 'from')
  const fromOn = from && isCalendarDate(from) ? from : today
  const resident = await loadResidentPairings(viewer, residentId, fromOn, now)
  if (!resident) notFound()

  const speech = { t, locale, today }
  const back = `/pairings/${residentId}`
  const isChosen = idInput.safeParse(guideId).success && fromOn === from
  const preview =
    guideId && isChosen ? await previewSupervisor(viewer, { residentId, guideId, fromOn }, now) : null
  const ending = [...resident.supervisions, resident.mentoring?.mentor].find(
    (pairing) => pairing && pairing.state !== 'ended' && pairing.id === one(query, 'end'),
  )
  return (
    <>
      <PageHeader
        title={resident.name}
        lead={resident.departments.join(' · ')}
        actions={
          <LinkButton href="/pairings" tone="quiet" icon="back">
            {t('pairings.resident.back')}
          </LinkButton>
        }
      />
      <Done query={query} t={t} />
      <HerSupervisors
        resident={resident}
        fromOn={fromOn}
        isIncomplete={from !== undefined && !preview}
        {...speech}
      />
      {resident.mentoring && <HerMentor resident={resident} mentoring={resident.mentoring} {...speech} />}
      {preview && guideId && (
        <ConfirmSupervisor
          resident={resident}
          choice={{ guideId, fromOn }}
          preview={preview}
          back={back}
          {...speech}
        />
      )}
      {resident.mentoring && (
        <ConfirmProposal
          resident={resident}
          choice={resident.mentoring.available.find((mentor) => mentor.id === one(query, 'mentor'))}
          back={back}
          {...speech}
        />
      )}
      {ending && <ConfirmEnd action={endHers} pairing={ending} resident={resident.name} back={back} t={t} />}
    </>
  )
}
