import { pageContext } from '@/app/_server/session'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { DateField, SelectField, TextField } from '@/app/_ui/field'
import { Columns } from '@/app/_ui/page'
import { monthlyNths } from '@/lib/sessions/series-rules'
import { addDaysOn, type CalendarDate } from '@/lib/time'
import { nthWord, type RhythmDraft } from './rhythm'
import styles from './rhythm-fields.module.css'

interface RhythmFieldsProps {
  /** The first date. */
  on: CalendarDate
  draft: RhythmDraft
  choices: readonly ('once' | 'weeks' | 'month')[]
}

/** How often, and until when or how many times. */
export async function RhythmFields({ on, draft, choices }: RhythmFieldsProps) {
  const { t } = await pageContext()
  return (
    <div className={styles.rhythm}>
      <ChoiceGroup
        name="every"
        legend={t('planning.where.every')}
        look="cards"
        defaultValue={[draft.every ?? choices[0]!]}
        choices={choices.map((value) => ({ value, label: t(`planning.where.${value}`) }))}
      />
      <div className={styles.weekly}>
        <TextField
          name="everyWeeks"
          type="number"
          inputMode="numeric"
          width="short"
          label={t('planning.where.everyWeeks')}
          hint={t('planning.where.everyWeeksHint')}
          defaultValue={draft.everyWeeks ?? '1'}
        />
      </div>
      <div className={styles.monthly}>
        <SelectField
          name="nth"
          label={t('planning.where.nth')}
          defaultValue={draft.nth ?? String(Math.min(4, Math.ceil(Number(on.slice(8)) / 7)))}
          options={monthlyNths.map((nth) => ({ value: String(nth), label: nthWord(t, nth) }))}
        />
      </div>
      <div className={styles.end}>
        <Columns>
          <TextField
            name="count"
            type="number"
            inputMode="numeric"
            width="short"
            label={t('planning.where.count')}
            hint={t('planning.where.countHint')}
            defaultValue={draft.count}
          />
          <DateField
            name="lastOn"
            label={t('planning.where.lastOn')}
            min={on}
            max={addDaysOn(on, 1100)}
            defaultValue={draft.lastOn}
          />
        </Columns>
      </div>
    </div>
  )
}
