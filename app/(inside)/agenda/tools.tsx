import { Button, LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Icon } from '@/app/_ui/icon'
import { PrintButton } from '@/app/_ui/print-button'
import { addressOf } from '@/lib/sessions/forms'
import type { Words } from '@/lib/words/words'
import { agendaHref, type Period } from './period'
import styles from './agenda.module.css'

/** Which forms are shown, as a plain form that changes the address. Nothing when there is nothing to choose. */
export function FormFilter({
  t,
  period,
  present,
}: {
  t: Words
  period: Period
  /** The forms that occur in these days. */
  present: readonly string[]
}) {
  const { forms, view, askedOn, isDiscreet } = period
  const choices = [...new Set([...forms, ...present])]
    .map((form) => ({ value: addressOf(form), label: t(`common.form.${form as 'check-in'}`) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  if (isDiscreet || choices.length < 2 - Math.min(forms.length, 1)) return null
  return (
    <details className={styles.filter}>
      <summary className={styles.filterTitle}>
        <Icon name="filter" />
        {forms.length > 0 ? t('agenda.filterOf', { count: forms.length }) : t('agenda.filter')}
      </summary>
      <form action="/agenda" className={styles.filterForm}>
        {view === 'month' && <input type="hidden" name="view" value="month" />}
        {askedOn && <input type="hidden" name="week" value={askedOn} />}
        <ChoiceGroup
          key={forms.join()}
          name="form"
          legend={t('agenda.filterForms')}
          hint={t('agenda.filterHint')}
          many
          defaultValue={forms.map(addressOf)}
          choices={choices}
        />
        <Button>{t('agenda.filterShow')}</Button>
      </form>
    </details>
  )
}

/** What one does with the agenda as a whole. */
export function Tools({ t, period }: { t: Words; period: Period }) {
  const { isDiscreet } = period
  return (
    <>
      <LinkButton
        href={agendaHref(period, { isDiscreet: !isDiscreet })}
        tone="quiet"
        size="small"
        icon={isDiscreet ? 'search' : 'unseen'}
        prefetch={false}
      >
        {t(isDiscreet ? 'agenda.open' : 'agenda.discreet')}
      </LinkButton>
      <span className={styles.desk}>
        <PrintButton>{t('agenda.print')}</PrintButton>
      </span>
      <LinkButton href="/agenda/follow" tone="quiet" size="small" icon="follow" prefetch={false}>
        {t('agenda.follow')}
      </LinkButton>
    </>
  )
}
