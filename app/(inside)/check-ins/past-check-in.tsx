import type { FormState } from '@/app/_ui/form-state'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Soft } from '@/app/_ui/page'
import { Status, Tag } from '@/app/_ui/status'
import type { PastCheckIn, PromiseMade } from '@/lib/check-ins/queries'
import { dateOf, formatDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import styles from './check-ins.module.css'

type KeepAction = (state: FormState, form: FormData) => Promise<FormState>

interface PastProps {
  checkIn: PastCheckIn
  /** Which of the two is looking. */
  self: 'supervisor' | 'resident'
  keep: KeepAction
  locale: Locale
  t: Words
  today: string
}

/** One check-in as the two people see it: the day, what it was about, and the promise. */
export function PastTalk({ checkIn, self, keep, locale, t, today }: PastProps) {
  // Its own page has no heading between the title and the talks.
  const Heading = self === 'supervisor' ? 'h2' : 'h3'
  return (
    <li>
      <Panel>
        <Line>
          <Heading className={styles.day}>{formatDate(checkIn.happenedOn, locale, today)}</Heading>
          <Tag>{t(`checkIns.outcome.${checkIn.outcome}`)}</Tag>
        </Line>
        {checkIn.topics.length > 0 && (
          <p>{checkIn.topics.map((topic) => t(`checkIns.topic.${topic}`)).join(' · ')}</p>
        )}
        {checkIn.promises.map((promise) => (
          <PromiseItem
            key={promise.id}
            promise={promise}
            isOwn={promise.owner === self}
            otherName={checkIn.otherName}
            {...{ keep, locale, t, today }}
          />
        ))}
        {self === 'resident' && <Soft>{t('checkIns.mine.readers', { name: checkIn.otherName })}</Soft>}
      </Panel>
    </li>
  )
}

interface PromiseProps {
  promise: PromiseMade
  isOwn: boolean
  otherName: string
  keep: KeepAction
  locale: Locale
  t: Words
  today: string
}

function PromiseItem({ promise, isOwn, otherName, keep, locale, t, today }: PromiseProps) {
  const written = (on: string) => formatDate(on, locale, today)
  const who = isOwn ? t('checkIns.promise.bySelf') : t('checkIns.promise.byOther', { name: otherName })
  const due = promise.dueOn && t('checkIns.promise.dueBy', { date: written(promise.dueOn) })
  return (
    <div className={styles.promise}>
      <p className={styles.promiseText}>{promise.text}</p>
      <Soft>{[who, due].filter(Boolean).join(' · ')}</Soft>
      <Line>
        {promise.keptAt ? (
          <Status tone="good">{t('checkIns.promise.kept', { date: written(dateOf(promise.keptAt)) })}</Status>
        ) : (
          <Status tone="neutral">{t('checkIns.promise.open')}</Status>
        )}
        <OneButton
          action={keep}
          fields={{ promiseId: promise.id, kept: promise.keptAt ? 'no' : 'yes' }}
          tone={promise.keptAt ? 'quiet' : 'secondary'}
          size="small"
          about={promise.text}
        >
          {t(promise.keptAt ? 'checkIns.promise.unkeep' : 'checkIns.promise.keep')}
        </OneButton>
      </Line>
    </div>
  )
}
