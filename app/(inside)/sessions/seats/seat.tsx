import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { OneButton } from '@/app/_ui/one-button'
import { Status } from '@/app/_ui/status'
import type { OpenSeat } from '@/lib/sessions/seats'
import { StopForm } from '../wait/wait-form'
import { take, waitSeat } from './actions'

/** How it stands for her, as word and shape: hers, kept for her, waiting, how many are left, or full. */
export async function SeatState({ seat }: { seat: OpenSeat }) {
  const { t } = await pageContext()
  if (seat.isOffered) return <Status tone="soon">{t('waiting.seats.offered')}</Status>
  if (seat.isIn) return <Status tone="good">{t('waiting.seats.yours')}</Status>
  if (seat.waitingId) return <Status tone="hold">{t('waiting.seats.waiting')}</Status>
  if (seat.why) return <Status tone="neutral">{t('waiting.seats.unfit')}</Status>
  return (
    <Status tone={seat.free > 0 ? 'soon' : 'neutral'}>{t('waiting.seats.free', { count: seat.free })}</Status>
  )
}

/** The one thing she can do with it now; nothing when it does not fit. */
export async function SeatAction({ seat, what }: { seat: OpenSeat; what: string }) {
  const { t } = await pageContext()
  if (seat.isIn)
    return (
      <LinkButton
        href={`/sessions/${seat.id}`}
        tone={seat.isOffered ? 'primary' : 'secondary'}
        label={t('waiting.seats.openFor', { what })}
      >
        {t('waiting.seats.open')}
      </LinkButton>
    )
  if (seat.waitingId) return <StopForm waitingId={seat.waitingId} about={what} />
  if (seat.why) return null
  const isFree = seat.free > 0
  return (
    <OneButton
      action={isFree ? take : waitSeat}
      fields={{ sessionId: seat.id }}
      tone={isFree ? 'primary' : 'secondary'}
      about={what}
    >
      {t(isFree ? 'waiting.seats.take' : 'waiting.seats.wait')}
    </OneButton>
  )
}
