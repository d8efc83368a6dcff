import type { Metadata } from 'next'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { loadFollowing } from '@/lib/calendar-feed/queries'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { start, stop } from './actions'
import { SecretAddress } from './secret-address'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('calendarFeed.title') }
}

/** One's own agenda in one's own calendar program: make the secret address, make another, or stop. */
export default async function FollowPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { done } = await searchParams
  const feed = await loadFollowing(viewer)
  const date = (at: Date) => formatDate(dateOf(at), locale, todayOn(now))
  return (
    <>
      <PageHeader
        title={t('calendarFeed.title')}
        lead={t('calendarFeed.lead')}
        actions={<LinkButton href="/agenda">{t('calendarFeed.toAgenda')}</LinkButton>}
      />
      {done === 'stopped' && !feed && <Notice tone="done" title={t('calendarFeed.stopped')} live />}
      <Stack>
        <SecretAddress
          start={start}
          isFollowed={feed !== null}
          texts={{
            yours: t('calendarFeed.yours'),
            once: t('calendarFeed.once'),
            open: t('calendarFeed.open'),
            address: t('calendarFeed.address'),
            copy: t('calendarFeed.copy'),
            copied: t('calendarFeed.copied'),
            elsewhere: t('calendarFeed.google'),
          }}
        >
          {feed ? (
            <Panel>
              <Stack>
                <h2>{t('calendarFeed.active')}</h2>
                <Facts
                  facts={[
                    { name: t('calendarFeed.made'), value: date(feed.madeAt) },
                    {
                      name: t('calendarFeed.used'),
                      value: feed.usedAt
                        ? `${date(feed.usedAt)}, ${t('calendarFeed.about', { time: formatTime(feed.usedAt, locale) })}`
                        : t('calendarFeed.never'),
                    },
                  ]}
                />
                <Soft>{t('calendarFeed.resetText')}</Soft>
                <div>
                  <SubmitButton>{t('calendarFeed.reset')}</SubmitButton>
                </div>
              </Stack>
            </Panel>
          ) : (
            <EmptyState
              title={t('calendarFeed.none')}
              action={<SubmitButton tone="primary">{t('calendarFeed.make')}</SubmitButton>}
            >
              {t('calendarFeed.noneText')}
            </EmptyState>
          )}
        </SecretAddress>
        <Notice>{t('calendarFeed.lag')}</Notice>
      </Stack>
      <Section title={t('calendarFeed.what')}>
        <Soft>{t('calendarFeed.whatText')}</Soft>
      </Section>
      {feed && (
        <Section title={t('calendarFeed.stop')} lead={t('calendarFeed.stopText')}>
          <Line>
            <OneButton action={stop} tone="danger">
              {t('calendarFeed.stop')}
            </OneButton>
          </Line>
        </Section>
      )}
    </>
  )
}
