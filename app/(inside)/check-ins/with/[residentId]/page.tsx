import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Panel, Section } from '@/app/_ui/page'
import { loadCheckInsWith } from '@/lib/check-ins/queries'
import { loadResidentLoad } from '@/lib/load/queries'
import { todayOn } from '@/lib/time'
import { keepWith } from '../../actions'
import { LoadFacts } from '../../../load-facts'
import styles from '../../check-ins.module.css'
import { CorrectionPanel } from '../../correction-panel'
import { PastTalk } from '../../past-check-in'

interface Props {
  params: Promise<{ residentId: string }>
  searchParams: Promise<{ done?: string | string[]; correct?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('checkIns.title') }
}

/** What this supervisor herself wrote about one resident; nothing of an earlier supervisor's. */
export default async function CheckInsWithPage({ params, searchParams }: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const { residentId } = await params
  const found = await loadCheckInsWith(viewer, residentId, now)
  if (!found) notFound()
  const { name } = found
  const { done, correct } = await searchParams
  const load = await loadResidentLoad(viewer, residentId, now)
  const today = todayOn(now)
  const canLog = found.standing && found.standing.state !== 'on-hold'
  const open = canLog ? (
    <LinkButton href={`/check-ins?open=${residentId}#resident-${residentId}`} tone="primary" prefetch={false}>
      {t('checkIns.list.open')}
    </LinkButton>
  ) : undefined
  return (
    <>
      <LinkButton href="/check-ins" tone="quiet" icon="back" prefetch={false}>
        {t('checkIns.title')}
      </LinkButton>
      <PageHeader
        title={t('checkIns.with.title', { name })}
        lead={t('checkIns.with.private', { name })}
        actions={open}
      />
      {(done === 'marked' || done === 'corrected') && (
        <Notice tone="done" live>
          {t(done === 'marked' ? 'checkIns.promise.marked' : 'checkIns.correct.done')}
        </Notice>
      )}
      {load && (
        <Section title={t('load.of', { name })} lead={t('load.ofLead', { weeks: load.weeks.length })}>
          <Panel>
            <LoadFacts load={load} today={today} />
          </Panel>
        </Section>
      )}
      {found.checkIns.length === 0 ? (
        <EmptyState title={t('checkIns.with.empty', { name })}>{t('checkIns.with.emptyOlder')}</EmptyState>
      ) : (
        <ul className={styles.talks}>
          {found.checkIns.map((checkIn) => (
            <PastTalk
              key={checkIn.id}
              self="supervisor"
              keep={keepWith}
              correctHref={
                checkIn.correcting
                  ? `/check-ins/with/${residentId}?correct=${checkIn.id}#talk-${checkIn.id}`
                  : undefined
              }
              panel={
                correct === checkIn.id && checkIn.correcting ? (
                  <CorrectionPanel {...{ checkIn, residentId, locale, t, today }} />
                ) : undefined
              }
              {...{ checkIn, locale, t, today }}
            />
          ))}
        </ul>
      )}
    </>
  )
}
