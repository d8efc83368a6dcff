import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { DateField } from '@/app/_ui/field'
import { Icon } from '@/app/_ui/icon'
import { Soft } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ListedResident } from '@/lib/check-ins/queries'
import { aheadOf } from '@/lib/check-ins/rules'
import type { Load } from '@/lib/load/load'
import { addDaysOn, type CalendarDate, dateOf, formatRange, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { loadWords } from '../load-facts'
import { log } from './actions'
import styles from './check-ins.module.css'
import { Draft } from './draft'
import { Keys } from './keys'
import { TalkFields } from './talk-fields'

interface PanelProps {
  viewerId: string
  resident: ListedResident
  freeTimes: { startAt: Date; endAt: Date }[]
  /** The day of the talk: today, unless the way here says another. */
  happenedOn: CalendarDate
  /** What the roster asked of her: null when it is not hers to see. */
  load: Load | null
  locale: Locale
  t: Words
  now: Date
}

const formId = 'check-in-form'
const titleId = 'check-in-title'
const closeId = 'check-in-close'

/** The form of one check-in, opened in place. Nothing is chosen beforehand, and nothing asks how somebody feels. */
export function CheckInPanel({
  viewerId,
  resident,
  freeTimes,
  happenedOn,
  load,
  locale,
  t,
  now,
}: PanelProps) {
  const today = todayOn(now)
  const name = `${resident.givenName} ${resident.familyName}`
  const times = freeTimes.map(({ startAt, endAt }) => {
    const { unit, count } = aheadOf(dateOf(startAt), today)
    return {
      value: startAt.toISOString(),
      label: formatRange(startAt, endAt, locale, today),
      hint: t(`checkIns.panel.ahead.${unit}`, { count }),
    }
  })
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} tabIndex={-1} className={styles.title}>
        {t('checkIns.panel.title', { name })}
      </h3>
      <p className={styles.private}>
        <Icon name="lock" size={18} />
        {t('checkIns.panel.private', { name })}
      </p>
      {load && <Soft>{loadWords(t, locale, load)}</Soft>}
      <ActionForm action={log} id={formId} label={t('checkIns.panel.title', { name })}>
        <input type="hidden" name="residentId" value={resident.id} />
        <input type="hidden" name="requestKey" value={crypto.randomUUID()} />
        <div className={styles.fields}>
          <Draft
            viewerId={viewerId}
            residentId={resident.id}
            restored={t('checkIns.panel.draftBack')}
            closeId={closeId}
          />
          <TalkFields givenName={resident.givenName} withKeys {...{ name, t, today }} />
          <fieldset className={styles.part}>
            <legend className={styles.legend}>{t('checkIns.panel.next')}</legend>
            {times.length === 0 ? (
              <p>{t('checkIns.panel.noTimes')}</p>
            ) : (
              <ChoiceGroup
                name="nextStartsAt"
                legend={t('checkIns.panel.nextHint', { name: resident.givenName })}
                choices={[...times, { value: '', label: t('checkIns.panel.noTime') }]}
              />
            )}
            <DateField name="nextOn" label={t('checkIns.panel.nextOn')} optional min={addDaysOn(today, 1)} />
          </fieldset>
          <DateField
            name="happenedOn"
            label={t('checkIns.panel.happenedOn')}
            defaultValue={happenedOn}
            max={today}
          />
          <div className={styles.save}>
            <SubmitButton tone="primary" wide>
              {t('checkIns.panel.save')}
            </SubmitButton>
            <LinkButton
              id={closeId}
              href={`/check-ins#resident-${resident.id}`}
              tone="quiet"
              prefetch={false}
            >
              {t('checkIns.panel.close')}
            </LinkButton>
          </div>
        </div>
      </ActionForm>
      <Keys formId={formId} hint={t('checkIns.panel.keys')} titleId={titleId} />
    </section>
  )
}
