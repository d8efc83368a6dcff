import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { loadRescue } from '@/lib/groups/quorum-queries'
import { levelOf } from '@/lib/groups/rules'
import { idInput } from '@/lib/input'
import { formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { levelTones } from '../../../plan/said'
import { move } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('attendance.quorum.title') }
}

interface Props {
  params: Promise<{ id: string; sessionId: string }>
  searchParams: Promise<{ done?: string; can?: string; of?: string }>
}

/** A meeting for which too few can come, with the two dates at which most can: one tap moves it. */
export default async function QuorumPage(props: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const { id, sessionId } = await props.params
  const { done, can = '', of = '' } = await props.searchParams
  const areIds = idInput.safeParse(id).success && idInput.safeParse(sessionId).success
  const page = areIds ? await loadRescue(viewer, id, sessionId, now) : null
  if (!page) notFound()
  const today = todayOn(now)
  const when = formatRange(page.startsAt, page.endsAt, locale, today)
  const own = (
    <Line>
      <LinkButton href={`/sessions/plan/${sessionId}/move`}>{t('attendance.quorum.own')}</LinkButton>
      <LinkButton href={`/sessions/plan/${sessionId}`} tone="quiet">
        {t('groups.meetings.open')}
      </LinkButton>
    </Line>
  )
  return (
    <>
      <PageHeader
        title={t(page.isFew ? 'attendance.quorum.title' : 'attendance.quorum.open')}
        lead={`${page.name} · ${when}`}
        actions={
          <LinkButton href={`/groups/${id}`} tone="quiet" icon="back">
            {t('groups.backOne')}
          </LinkButton>
        }
      />
      {done === 'moved' && <Notice tone="done" live title={t('attendance.quorum.moved', { can, of })} />}
      {page.isFew ? (
        <Notice
          tone="attention"
          title={t('attendance.quorum.few', { count: page.can, all: page.members, needed: page.needed })}
        >
          {page.cannot.length > 0 && (
            <p>{t('attendance.quorum.cannot', { names: page.cannot.join(', ') })}</p>
          )}
          {page.isLost && <p>{t('attendance.quorum.why')}</p>}
        </Notice>
      ) : (
        done !== 'moved' && (
          <Notice title={t('attendance.quorum.enough', { count: page.can, all: page.members })} />
        )
      )}
      {page.isFew && page.dates.length > 0 && (
        <Section title={t('attendance.quorum.dates')}>
          <Stack>
            <Soft>{t('attendance.quorum.told')}</Soft>
            <Rows label={t('attendance.quorum.dates')}>
              {page.dates.map((date) => {
                const range = formatRange(date.startsAt, date.endsAt, locale, today)
                const level = levelOf(date.can, date.members, page.needed)
                return (
                  <Row
                    key={date.startsAt.toISOString()}
                    title={range}
                    about={
                      date.unknown > 0 ? t('attendance.quorum.unknown', { count: date.unknown }) : undefined
                    }
                    status={
                      <Status tone={levelTones[level]}>
                        {`${t('attendance.quorum.date', { count: date.can, all: date.members })}, ${t(`groups.level.${level}`)}`}
                      </Status>
                    }
                    action={
                      <OneButton
                        action={move}
                        tone="primary"
                        icon="move"
                        about={range}
                        fields={{ sessionId, seen: page.sequence, startsAt: date.startsAt.toISOString() }}
                      >
                        {t('attendance.quorum.move')}
                      </OneButton>
                    }
                  />
                )
              })}
            </Rows>
            {own}
          </Stack>
        </Section>
      )}
      {page.isFew && page.dates.length === 0 && (
        <EmptyState title={t('attendance.quorum.none')} action={own}>
          {t('attendance.quorum.noneText')}
        </EmptyState>
      )}
    </>
  )
}
