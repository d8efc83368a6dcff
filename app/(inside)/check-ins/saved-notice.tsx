import { ActionForm } from '@/app/_ui/action-form'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
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
          <ActionForm action={undo} mistakesTitle={t('common.errorSummary')} label={t('checkIns.saved.undo')}>
            <input type="hidden" name="checkInId" value={saved.id} />
            <SubmitButton icon="undo" working={t('common.working')}>
              {t('checkIns.saved.undo')}
            </SubmitButton>
          </ActionForm>
        </UndoWindow>
      }
    >
      {t('checkIns.saved.text', { time: formatTime(saved.loggedAt, locale) })}
      <ForgetDraft viewerId={viewerId} residentId={saved.residentId} />
    </Notice>
  )
}
