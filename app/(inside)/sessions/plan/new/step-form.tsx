import type { ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Line, Panel, Stack } from '@/app/_ui/page'
import { keptFields, type Draft, type Step } from './draft'

interface StepFormProps {
  draft: Draft
  /** The answers that this form asks itself. */
  asks: string[]
  next: Step
  button: string
  label: string
  children: ReactNode
  beside?: ReactNode
}

/** One question of planning: a plain form that adds its answer to the address and goes on. Nothing is stored. */
export function StepForm({ draft, asks, next, button, label, children, beside }: StepFormProps) {
  return (
    <form method="get" action="/sessions/plan/new" aria-label={label}>
      {keptFields(draft, [...asks, 'step']).map(({ name, value }) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="step" value={next} />
      <Panel>
        <Stack gap={5}>
          {children}
          <Line>
            <Button tone="primary" wide>
              {button}
            </Button>
            {beside}
          </Line>
        </Stack>
      </Panel>
    </form>
  )
}
