import { Button } from '@/app/_ui/button'
import { SelectField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Panel, Stack } from '@/app/_ui/page'
import type { Words } from '@/lib/words/words'

interface WhoseProps {
  people: readonly { staffNumber: string; name: string }[]
  /** The staff number that was chosen. */
  person: string | undefined
  calendar: { unplaced: number; isNobodys: boolean }
  t: Words
}

/** Asks whose a calendar is: one person's, or as each of its entries says. The preview follows from it. */
export function Whose({ people, person, calendar, t }: WhoseProps) {
  return (
    <Panel>
      <form method="get" aria-label={t('imports.roster.calendar.who')}>
        <Stack>
          {calendar.isNobodys && <Notice tone="attention">{t('imports.roster.calendar.ask')}</Notice>}
          {calendar.unplaced > 0 && (
            <Notice>{t('imports.roster.calendar.unplaced', { count: calendar.unplaced })}</Notice>
          )}
          <SelectField
            name="person"
            label={t('imports.roster.calendar.who')}
            hint={t('imports.roster.calendar.whoHint')}
            empty={t('imports.roster.calendar.whoEach')}
            options={people.map(({ staffNumber, name }) => ({ value: staffNumber, label: name }))}
            defaultValue={person}
          />
          <div>
            <Button tone={calendar.isNobodys ? 'primary' : undefined}>
              {t('imports.roster.calendar.show')}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  )
}
