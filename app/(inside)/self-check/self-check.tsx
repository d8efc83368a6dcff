'use client'

import { useEffect, useRef, useState, type ChangeEvent } from 'react'
import { buttonClass } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Disclosure } from '@/app/_ui/disclosure'
import { CheckField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Line, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { useIsReady } from '@/app/_ui/use-browser'
import {
  frequencies,
  lastBefore,
  outcomeOf,
  statements,
  withCheck,
  withoutDay,
  workItems,
  type Answers,
  type KeptCheck,
} from '@/lib/self-check/rules'
import type { CalendarDate, Locale } from '@/lib/time'
import { Kept } from './kept-list'
import { loadKept, storeKept } from './kept'
import { OutcomeView } from './outcome'
import type { SelfCheckWords } from './said'

interface SelfCheckProps {
  viewerId: string
  today: CalendarDate
  locale: Locale
  said: SelfCheckWords
}

/** The questions stand there once the script works: before it there is nothing that a browser could send. */
export function SelfCheck(props: SelfCheckProps) {
  if (useIsReady()) return <Check {...props} />
  return <Notice title={props.said.script}>{props.said.scriptText}</Notice>
}

function Check({ viewerId, today, locale, said }: SelfCheckProps) {
  const [answers, setAnswers] = useState<Answers>({ work: {} })
  const [isShown, setShown] = useState(false)
  const [kept, setKept] = useState<KeptCheck[]>(() => loadKept(viewerId, today))
  const [told, setTold] = useState('')
  /** Counts how often it began again: the questions are then drawn anew, with nothing chosen. */
  const [round, setRound] = useState(0)
  const outcomeAt = useRef<HTMLDivElement>(null)
  const questionsAt = useRef<HTMLDivElement>(null)
  const outcome = isShown ? outcomeOf(answers) : null

  useEffect(() => {
    if (isShown) outcomeAt.current?.focus()
  }, [isShown])

  function answer({ target }: ChangeEvent<HTMLInputElement>) {
    const item = workItems.find((each) => each === target.name)
    const frequency = frequencies.find((each) => each === target.value)
    const statement = statements.find((each) => String(each) === target.value)
    if (item && frequency) setAnswers({ ...answers, work: { ...answers.work, [item]: frequency } })
    else if (statement) setAnswers({ ...answers, statement })
    // An outcome of other answers than those that stand there would be wrong.
    setShown(false)
    setTold('')
  }

  function show() {
    const isAnswered = outcomeOf(answers) !== null
    setShown(isAnswered)
    setTold(isAnswered ? '' : said.choose)
  }

  function keep({ target }: ChangeEvent<HTMLInputElement>) {
    // Another tab may have kept or erased something since.
    const stored = loadKept(viewerId, today)
    const next = target.checked ? withCheck(stored, { on: today, ...answers }) : withoutDay(stored, today)
    if (!storeKept(viewerId, next)) {
      setTold(said.cannotKeep)
      return
    }
    setKept(next)
    setTold(target.checked ? said.isKept : said.isNotKept)
  }

  function beginAgain() {
    setAnswers({ work: {} })
    setShown(false)
    setTold('')
    setRound(round + 1)
    questionsAt.current?.focus()
  }

  function forget() {
    storeKept(viewerId, [])
    setKept([])
    beginAgain()
    setTold(said.forgotten)
  }

  return (
    <>
      <div ref={questionsAt} tabIndex={-1}>
        <Questions key={round} said={said} onChange={answer} />
      </div>
      <Section title={said.outcome} lead={said.outcomeLead}>
        <Stack gap={4}>
          <Line>
            <button type="button" onClick={show} className={buttonClass({ tone: 'primary' })}>
              {said.show}
            </button>
            <button type="button" onClick={beginAgain} className={buttonClass({ tone: 'quiet' })}>
              {said.again}
            </button>
          </Line>
          <div ref={outcomeAt} tabIndex={-1} role="group" aria-label={said.outcome}>
            {outcome && (
              <Stack gap={5}>
                <OutcomeView
                  outcome={outcome}
                  answers={answers}
                  earlier={lastBefore(kept, today)}
                  today={today}
                  locale={locale}
                  said={said}
                />
                <div onChange={keep}>
                  <CheckField name="keep" label={said.keepHere} hint={said.keepHint} />
                </div>
              </Stack>
            )}
          </div>
          <div role="status">{told && <strong>{told}</strong>}</div>
        </Stack>
      </Section>
      {kept.length > 0 && <Kept kept={kept} today={today} locale={locale} said={said} onForget={forget} />}
    </>
  )
}

function Questions({
  said,
  onChange,
}: {
  said: SelfCheckWords
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}) {
  return (
    <div onChange={onChange}>
      <Section title={said.workTitle} lead={said.workLead}>
        <Panel>
          <Stack gap={5}>
            {workItems.map((item) => (
              <ChoiceGroup
                key={item}
                name={item}
                legend={said.asks[item]}
                choices={frequencies.map((value) => ({ value, label: said.frequency[value] }))}
              />
            ))}
          </Stack>
        </Panel>
      </Section>
      <Section title={said.burnOutTitle} lead={said.burnOutLead}>
        <Panel>
          <Stack gap={4}>
            <ChoiceGroup
              name="statement"
              legend={said.burnOutAsk}
              choices={statements.map((each) => ({ value: String(each), label: said.statement[each] }))}
            />
            <Disclosure title={said.source}>
              <Soft>{said.sourceText}</Soft>
            </Disclosure>
          </Stack>
        </Panel>
      </Section>
    </div>
  )
}
