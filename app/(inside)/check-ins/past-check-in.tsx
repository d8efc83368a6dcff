import type { ReactNode } from 'react'
import { LinkButton } from '@/app/_ui/button'
import type { FormState } from '@/app/_ui/form-state'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Soft } from '@/app/_ui/page'
import { Status, Tag } from '@/app/_ui/status'
import type { PastCheckIn, PromiseMade, Said } from '@/lib/check-ins/past'
import { dateOf, formatDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import styles from './check-ins.module.css'

type KeepAction = (state: FormState, form: FormData) => Promise<FormState>

interface PastProps {
  checkIn: PastCheckIn
  /** Which of the two is looking. */
  self: 'supervisor' | 'resident'
  keep: KeepAction
  /** Where she corrects it, and the form once it is open. */
  correctHref?: string
  panel?: ReactNode
  locale: Locale
  t: Words
  today: string
}

/** One check-in as the two people see it: the day, what it was about, what was added since, and the promise. */
export function PastTalk({ checkIn, self, keep, correctHref, panel, locale, t, today }: PastProps) {
  const written = (on: string) => formatDate(on, locale, today)
  const correctWords = t(
    checkIn.correcting === 'in-place' ? 'checkIns.correct.openNow' : 'checkIns.correct.openLater',
  )
  // Its own page has no heading between the title and the talks.
  const Heading = self === 'supervisor' ? 'h2' : 'h3'
  return (
    <li id={`talk-${checkIn.id}`}>
      <Panel>
        <Line>
          <Heading className={styles.day}>{written(checkIn.happenedOn)}</Heading>
          <Tag>{t(`checkIns.outcome.${checkIn.outcome}`)}</Tag>
        </Line>
        <Topics said={checkIn} t={t} />
        {checkIn.corrections.map((added) => (
          <div key={added.id} className={styles.promise}>
            <Line>
              <Soft>{t('checkIns.correct.added', { date: written(dateOf(added.correctedAt)) })}</Soft>
              <Tag>{t(`checkIns.outcome.${added.outcome}`)}</Tag>
            </Line>
            <p>{t('checkIns.correct.said', { date: written(added.happenedOn) })}</p>
            <Topics said={added} t={t} />
          </div>
        ))}
        {checkIn.promises.map((promise) => (
          <PromiseItem
            key={promise.id}
            promise={promise}
            isOwn={promise.owner === self}
            otherName={checkIn.otherName}
            {...{ keep, locale, t, today }}
          />
        ))}
        {panel}
        {!panel && correctHref && (
          <LinkButton
            href={correctHref}
            label={`${correctWords}: ${t('checkIns.correct.about', { date: written(checkIn.happenedOn) })}`}
            tone="quiet"
            size="small"
            prefetch={false}
          >
            {correctWords}
          </LinkButton>
        )}
        {self === 'resident' && <Soft>{t('checkIns.mine.readers', { name: checkIn.otherName })}</Soft>}
      </Panel>
    </li>
  )
}

function Topics({ said, t }: { said: Said; t: Words }) {
  if (said.topics.length === 0) return null
  return <p>{said.topics.map((topic) => t(`checkIns.topic.${topic}`)).join(' · ')}</p>
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

const marks = {
  yes: 'checkIns.promise.keep',
  no: 'checkIns.promise.miss',
  open: 'checkIns.promise.reopen',
} as const

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
        ) : promise.notKeptAt ? (
          <Status tone="neutral">
            {t('checkIns.promise.notKept', { date: written(dateOf(promise.notKeptAt)) })}
          </Status>
        ) : (
          <Status tone="neutral">{t('checkIns.promise.open')}</Status>
        )}
        {(promise.keptAt || promise.notKeptAt ? (['open'] as const) : (['yes', 'no'] as const)).map(
          (kept) => (
            <OneButton
              key={kept}
              action={keep}
              fields={{ promiseId: promise.id, kept }}
              tone={kept === 'yes' ? 'secondary' : 'quiet'}
              size="small"
              about={promise.text}
            >
              {t(marks[kept])}
            </OneButton>
          ),
        )}
      </Line>
    </div>
  )
}
