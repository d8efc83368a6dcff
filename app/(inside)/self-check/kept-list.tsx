import { buttonClass } from '@/app/_ui/button'
import { Disclosure } from '@/app/_ui/disclosure'
import { Facts } from '@/app/_ui/facts'
import { Line, Section, Stack } from '@/app/_ui/page'
import { manners, outcomeOf, type KeptCheck } from '@/lib/self-check/rules'
import { formatDate, type CalendarDate, type Locale } from '@/lib/time'
import type { SelfCheckWords } from './said'

interface KeptProps {
  kept: KeptCheck[]
  today: CalendarDate
  locale: Locale
  said: SelfCheckWords
  onForget: () => void
}

/** What this device keeps, folded away from whoever looks along, and the button that erases it. */
export function Kept({ kept, today, locale, said, onForget }: KeptProps) {
  return (
    <Section title={said.keptTitle} lead={said.keptLead}>
      <Stack gap={3}>
        {kept.toReversed().map((check) => (
          <Disclosure key={check.on} title={formatDate(check.on, locale, today)}>
            <KeptOutcome check={check} said={said} />
          </Disclosure>
        ))}
        <Line>
          <button type="button" onClick={onForget} className={buttonClass({})}>
            {said.forget}
          </button>
        </Line>
      </Stack>
    </Section>
  )
}

function KeptOutcome({ check, said }: { check: KeptCheck; said: SelfCheckWords }) {
  const outcome = outcomeOf(check)
  if (!outcome) return null
  const facts = manners
    .map((manner) => ({
      name: said.manner[manner],
      value: outcome.work[manner].map((item) => said.names[item]).join(' · '),
    }))
    .filter(({ value }) => value)
  return (
    <Stack gap={3}>
      {outcome.burnOut && <p>{said.keptBurnOut[outcome.burnOut]}</p>}
      {facts.length > 0 && <Facts facts={facts} />}
    </Stack>
  )
}
