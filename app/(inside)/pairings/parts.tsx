import type { FormAction } from '@/app/_ui/action-form'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { Notice } from '@/app/_ui/notice'
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

const doneKeys = [
  'asked',
  'withdrawn',
  'accepted',
  'declined',
  'ended',
  'given',
  'proposed',
  'proposalWithdrawn',
  'proposedAll',
  'proposedBefore',
  'wished',
  'unwished',
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

interface EndProps {
  action: FormAction
  pairing: { id: string; name: string }
  /** Named when somebody ends the pairing of two others. */
  resident?: string
  back: string
  t: Words
}

export function ConfirmEnd({ action, pairing, resident, back, t }: EndProps) {
  const { name } = pairing
  return (
    <ConfirmSheet
      title={t('pairings.end.title', { name })}
      closeHref={back}
      closeLabel={t('common.close')}
      keep={t('pairings.end.keep')}
      confirm={t('pairings.end.confirm')}
      action={action}
      fields={{ pairingId: pairing.id }}
    >
      <p>{resident ? t('pairings.end.textBoth', { resident, name }) : t('pairings.end.text', { name })}</p>
    </ConfirmSheet>
  )
}
