import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { DateField } from '@/app/_ui/field'
import { Soft } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PastCheckIn } from '@/lib/check-ins/past'
import { formatDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { correct } from './actions'
import styles from './check-ins.module.css'
import { TalkFields } from './talk-fields'

interface CorrectionProps {
  checkIn: PastCheckIn
  residentId: string
  locale: Locale
  t: Words
  today: string
}

/** The form in which the supervisor corrects what she wrote: in place for a day, and beside it afterwards. */
export function CorrectionPanel({ checkIn, residentId, locale, t, today }: CorrectionProps) {
  const isInPlace = checkIn.correcting === 'in-place'
  const said = checkIn.corrections[0] ?? checkIn
  const date = formatDate(said.happenedOn, locale, today)
  const title = t(isInPlace ? 'checkIns.correct.titleNow' : 'checkIns.correct.titleLater', { date })
  const nextOn = checkIn.nextOn ?? undefined
  return (
    <ActionForm action={correct} label={title}>
      <input type="hidden" name="checkInId" value={checkIn.id} />
      <input type="hidden" name="requestKey" value={crypto.randomUUID()} />
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.fields}>
        <Soft>{t(isInPlace ? 'checkIns.correct.introNow' : 'checkIns.correct.introLater')}</Soft>
        <TalkFields
          promise={isInPlace ? checkIn.promises[0] : undefined}
          promiseTitle={isInPlace ? undefined : t('checkIns.correct.newPromise')}
          name={checkIn.otherName}
          {...{ said, t, today }}
        />
        <DateField
          name="happenedOn"
          label={t('checkIns.correct.happenedOn')}
          defaultValue={said.happenedOn}
          max={today}
        />
        {isInPlace && (
          <DateField
            name="nextOn"
            label={t('checkIns.panel.next')}
            optional
            min={nextOn && nextOn < today ? nextOn : today}
            defaultValue={nextOn}
          />
        )}
        <div className={styles.save}>
          <SubmitButton tone="primary" wide>
            {t('checkIns.correct.save')}
          </SubmitButton>
          <LinkButton href={`/check-ins/with/${residentId}#talk-${checkIn.id}`} tone="quiet" prefetch={false}>
            {t('checkIns.correct.close')}
          </LinkButton>
        </div>
      </div>
    </ActionForm>
  )
}
