import { Facts } from '@/app/_ui/facts'
import { Panel, Soft, Stack } from '@/app/_ui/page'
import { changesSince, manners, type Answers, type KeptCheck, type Outcome } from '@/lib/self-check/rules'
import { formatDate, type CalendarDate, type Locale } from '@/lib/time'
import type { SelfCheckWords } from './said'

interface OutcomeViewProps {
  outcome: Outcome
  answers: Answers
  /** The last one that she kept. */
  earlier: KeptCheck | undefined
  today: CalendarDate
  locale: Locale
  said: SelfCheckWords
}

/** What her answers come to, in words: no number, no colour. */
export function OutcomeView({ outcome, answers, earlier, today, locale, said }: OutcomeViewProps) {
  const { work, burnOut } = outcome
  const named = manners.filter((manner) => work[manner].length > 0)
  const changes = earlier ? changesSince(earlier, answers) : null
  const list = (items: Outcome['work']['well']) => items.map((item) => said.names[item]).join(' · ')
  return (
    <>
      <Panel tone="accent">
        <Stack gap={4}>
          {burnOut && <p>{said.burnOut[burnOut]}</p>}
          {named.length > 0 && (
            <Facts
              facts={named.map((manner) => ({ name: said.manner[manner], value: list(work[manner]) }))}
            />
          )}
          {work.missing.length > 0 && <p>{said.notYou}</p>}
        </Stack>
      </Panel>
      {earlier && changes && (
        <Panel>
          <Stack gap={3}>
            <h3>{said.since.join(formatDate(earlier.on, locale, today))}</h3>
            <Facts
              facts={[
                { name: said.better, value: list(changes.better) },
                { name: said.less, value: list(changes.less) },
              ].filter(({ value }) => value)}
            />
            {changes.better.length + changes.less.length === 0 && <Soft>{said.sameWork}</Soft>}
            {changes.statement && <p>{said.change[changes.statement]}</p>}
          </Stack>
        </Panel>
      )}
    </>
  )
}
