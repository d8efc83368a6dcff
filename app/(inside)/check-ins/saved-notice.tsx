import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import type { loadSavedCheckIn } from '@/lib/check-ins/queries'
import { formatTime, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { undo } from './actions'
import { ForgetDraft } from './draft'
import { UndoWindow } from './undo-window'

interface SavedProps {
  saved: NonNullable<Awaited<ReturnType<typeof loadSavedCheckIn>>>
  viewerId: string
  /** The button of whom to speak next. */
  nextId: string | null
  locale: Locale
  t: Words
}

/** What was just saved, with the way back; or that it was undone. */
export function SavedNotice({ saved, viewerId, nextId, locale, t }: SavedProps) {
  if (saved.isUndone) return <Notice tone="done" live title={t('checkIns.saved.undone')} />
  return (
    <Notice
      tone="done"
      live
      action={
        <UndoWindow nextId={nextId}>
          <OneButton action={undo} fields={{ checkInId: saved.id }} icon="undo">
            {t('checkIns.saved.undo')}
          </OneButton>
        </UndoWindow>
      }
    >
      {t('checkIns.saved.text', { time: formatTime(saved.loggedAt, locale) })}
      <ForgetDraft viewerId={viewerId} residentId={saved.residentId} />
    </Notice>
  )
}
