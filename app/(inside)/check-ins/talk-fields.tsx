import { ChoiceGroup } from '@/app/_ui/choice-group'
import { DateField, TextArea } from '@/app/_ui/field'
import type { PromiseMade, Said } from '@/lib/check-ins/past'
import { outcomes, promiseMost, topics } from '@/lib/check-ins/rules'
import type { Words } from '@/lib/words/words'
import styles from './check-ins.module.css'

interface TalkProps {
  /** The resident, as she is called in full and in short. */
  name: string
  givenName?: string
  /** What stands so far, where it is corrected. */
  said?: Pick<Said, 'outcome' | 'topics'>
  promise?: PromiseMade
  /** How the promise is called: the only one, or one that comes beside others. */
  promiseTitle?: string
  /** A digit picks the outcome. */
  withKeys?: boolean
  t: Words
  today: string
}

/** The outcome, the topics and one promise, in the form that logs a check-in and in the one that corrects it. */
export function TalkFields({
  name,
  givenName = name,
  said,
  promise,
  promiseTitle,
  withKeys,
  t,
  today,
}: TalkProps) {
  const hints = {
    held: t('checkIns.panel.heldHint'),
    offered: t('checkIns.panel.offeredHint'),
    declined: t('checkIns.panel.declinedHint', { name: givenName }),
  }
  const dueOn = promise?.dueOn ?? undefined
  return (
    <>
      <ChoiceGroup
        name="outcome"
        legend={t('checkIns.panel.outcome')}
        look="cards"
        defaultValue={said && [said.outcome]}
        choices={outcomes.map((value, index) => ({
          value,
          label: t(`checkIns.outcome.${value}`),
          hint: hints[value],
          keyHint: withKeys ? String(index + 1) : undefined,
        }))}
      />
      <div className={styles.talk}>
        <ChoiceGroup
          name="topics"
          legend={t('checkIns.panel.topics')}
          optional
          many
          defaultValue={said?.topics}
          choices={topics.map((value) => ({ value, label: t(`checkIns.topic.${value}`) }))}
        />
      </div>
      <fieldset className={`${styles.part} ${styles.talk}`}>
        <legend className={styles.legend}>{promiseTitle ?? t('checkIns.panel.promise')}</legend>
        <TextArea
          name="promiseText"
          label={t('checkIns.panel.promiseText')}
          hint={t('checkIns.panel.promiseHint')}
          optional
          rows={2}
          maxLength={promiseMost}
          defaultValue={promise?.text}
        />
        <ChoiceGroup
          name="promiseOwner"
          legend={t('checkIns.panel.promiseOwner')}
          defaultValue={promise && [promise.owner]}
          choices={[
            { value: 'supervisor', label: t('checkIns.panel.ownerSelf') },
            { value: 'resident', label: name },
          ]}
        />
        <DateField
          name="promiseDueOn"
          label={t('checkIns.panel.promiseDueOn')}
          min={dueOn && dueOn < today ? dueOn : today}
          defaultValue={dueOn}
        />
      </fieldset>
    </>
  )
}
