import type { ReactNode } from 'react'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton, type ButtonLook } from '@/app/_ui/button'
import type { FormState } from '@/app/_ui/form-state'
import { Notice } from '@/app/_ui/notice'
import { Line } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import { addDaysOn, formatDate, type CalendarDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'

/** What every part of these pages needs to speak. */
export interface Speech {
  t: Words
  locale: Locale
  today: CalendarDate
}

export type Query = Record<string, string | string[] | undefined>

/** The one value of a name in the address; a repeated one counts as absent. */
export const one = (query: Query, name: string) => {
  const value = query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Since when, from when, or between which days somebody is paired. People name the last day with, not the first without. */
export function periodWords(
  { t, locale, today }: Speech,
  { fromOn, untilOn }: { fromOn: CalendarDate; untilOn: CalendarDate | null },
): string {
  const from = formatDate(fromOn, locale, today)
  if (untilOn !== null)
    return t('pairings.between', { from, until: formatDate(addDaysOn(untilOn, -1), locale, today) })
  return fromOn <= today ? t('pairings.since', { date: from }) : t('pairings.from', { date: from })
}

type Action = (state: FormState, form: FormData) => Promise<FormState>

interface OneButtonProps extends ButtonLook {
  action: Action
  /** The hidden fields. */
  fields: Record<string, string>
  t: Words
  children: string
  /** Whom it is about, for the ear, where several buttons say the same. */
  about?: string
}

/** A form of one button: it works before the script has loaded, and shows a refusal above itself. */
export function OneButton({ action, fields, t, children, about, ...look }: OneButtonProps) {
  return (
    <ActionForm
      action={action}
      mistakesTitle={t('common.errorSummary')}
      label={about ? `${children}: ${about}` : children}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton working={t('common.working')} {...look}>
        {children}
        {about && <span className="unseen">: {about}</span>}
      </SubmitButton>
    </ActionForm>
  )
}

const doneKeys = [
  'asked',
  'withdrawn',
  'accepted',
  'declined',
  'ended',
  'given',
  'proposed',
  'proposalWithdrawn',
] as const

/** What was just done, as the address says. */
export function Done({ query, t }: { query: Query; t: Words }) {
  const done = doneKeys.find((key) => key === one(query, 'done'))
  return done ? (
    <Notice tone="done" live>
      {t(`pairings.done.${done}`)}
    </Notice>
  ) : null
}

interface ConfirmProps extends Omit<OneButtonProps, 'children'> {
  title: string
  back: string
  keep: string
  confirm: string
  children: ReactNode
}

/** Asks once more, because somebody else gets a message. */
export function Confirm({ title, back, keep, confirm, children, ...form }: ConfirmProps) {
  return (
    <Sheet title={title} closeHref={back} closeLabel={form.t('common.close')}>
      {children}
      <Line>
        <OneButton {...form}>{confirm}</OneButton>
        <LinkButton href={back} tone="quiet">
          {keep}
        </LinkButton>
      </Line>
    </Sheet>
  )
}

interface EndProps {
  action: Action
  pairing: { id: string; name: string }
  /** Named when somebody ends the pairing of two others. */
  resident?: string
  back: string
  t: Words
}

export function ConfirmEnd({ action, pairing, resident, back, t }: EndProps) {
  const { name } = pairing
  return (
    <Confirm
      title={t('pairings.end.title', { name })}
      back={back}
      keep={t('pairings.end.keep')}
      confirm={t('pairings.end.confirm')}
      action={action}
      fields={{ pairingId: pairing.id }}
      tone="danger"
      t={t}
    >
      <p>{resident ? t('pairings.end.textBoth', { resident, name }) : t('pairings.end.text', { name })}</p>
    </Confirm>
  )
}
