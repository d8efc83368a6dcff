import { ActionForm } from '@/app/_ui/action-form'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Disclosure } from '@/app/_ui/disclosure'
import { Soft, Stack } from '@/app/_ui/page'
import { Row } from '@/app/_ui/rows'
import { Status, type StatusTone } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { loadFeeds } from '@/lib/feeds/queries'
import { isDoubt } from '@/lib/feeds/rules'
import { dateOf, formatDate, formatTime, type CalendarDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { accept, end } from './actions'

type Feed = NonNullable<Awaited<ReturnType<typeof loadFeeds>>>['feeds'][number]

interface Speech {
  t: Words
  locale: Locale
  today: CalendarDate
}

type State = 'first' | 'good' | 'skipped' | 'problem' | 'accepted'
const tones: Record<State, StatusTone> = {
  first: 'neutral',
  good: 'good',
  skipped: 'soon',
  problem: 'late',
  accepted: 'neutral',
}

function stateOf(feed: Feed): State {
  const isAccepted = feed.acceptedDropAt && feed.problemSince && feed.acceptedDropAt >= feed.problemSince
  if (feed.problem) return isAccepted ? 'accepted' : 'problem'
  if (!feed.goodAt) return 'first'
  return feed.skippedCount > 0 ? 'skipped' : 'good'
}

/** One calendar that is read: whose roster it fills, how it fares, and what can be done about it. */
export function FeedRow({ feed, speech }: { feed: Feed; speech: Speech }) {
  const { t, locale, today } = speech
  const state = stateOf(feed)
  const name = feed.isOwn ? t('feeds.own') : feed.name
  const when =
    feed.goodAt && `${formatDate(dateOf(feed.goodAt), locale, today)}, ${formatTime(feed.goodAt, locale)}`
  const isDoubted = state === 'problem' && isDoubt(feed.problem)
  return (
    <Row
      title={name}
      about={`${t('feeds.from', { host: feed.host })} · ${t('feeds.shifts', { count: feed.shiftCount })}`}
      status={<Status tone={tones[state]}>{t(`feeds.state.${state}`)}</Status>}
      panel={
        <Stack gap={3}>
          {feed.problem && (
            <p>
              {t(`feeds.problem.${feed.problem}`)} {t('feeds.kept')}
            </p>
          )}
          {!feed.problem && feed.skippedCount > 0 && (
            <p>
              {t(feed.departmentId ? 'feeds.skippedDepartment' : 'feeds.skipped', {
                count: feed.skippedCount,
              })}
            </p>
          )}
          {(when || !feed.problem) && <Soft>{when ? t('feeds.good', { when }) : t('feeds.never')}</Soft>}
          {isDoubted && feed.mayChange && (
            <ActionForm action={accept} label={`${t('feeds.accept')}: ${name}`}>
              <Stack gap={3}>
                <p>{t('feeds.drop', { before: feed.goodCount, now: feed.doubtedCount ?? 0 })}</p>
                <input type="hidden" name="feedId" value={feed.id} />
                <div>
                  <SubmitButton>
                    {t('feeds.accept')}
                    <span className="unseen">: {name}</span>
                  </SubmitButton>
                </div>
              </Stack>
            </ActionForm>
          )}
          {feed.mayChange ? <EndFeed feed={feed} name={name} t={t} /> : <Soft>{t('feeds.byOffice')}</Soft>}
        </Stack>
      }
    />
  )
}

function EndFeed({ feed, name, t }: { feed: Feed; name: string; t: Words }) {
  return (
    <Disclosure
      title={
        <>
          {t('feeds.stopTitle')}
          <span className="unseen">: {name}</span>
        </>
      }
    >
      <ActionForm action={end} label={`${t('feeds.stopTitle')}: ${name}`}>
        <Stack>
          <input type="hidden" name="feedId" value={feed.id} />
          <ChoiceGroup
            name="shifts"
            legend={t('feeds.stopShifts')}
            defaultValue={['go']}
            choices={[
              { value: 'go', label: t('feeds.go'), hint: t('feeds.goHint') },
              { value: 'stay', label: t('feeds.stay') },
            ]}
          />
          <div>
            <SubmitButton tone="danger">
              {t('feeds.stop')}
              <span className="unseen">: {name}</span>
            </SubmitButton>
          </div>
        </Stack>
      </ActionForm>
    </Disclosure>
  )
}
