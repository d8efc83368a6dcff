import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedSession } from '@/lib/sessions/listing'
import { listFreeRooms } from '@/lib/sessions/rooms'
import { place } from '../actions'
import { PlaceFields } from '../place-fields'

/** Another room, place or link for a session of two; the other gets a message. */
export async function PlaceSheet({ session, name }: { session: PlannedSession; name: string }) {
  const { viewer, t } = await pageContext()
  const here = `/sessions/${session.id}`
  return (
    <Sheet title={t('planning.session.place')} closeHref={here} closeLabel={t('common.close')}>
      <ActionForm action={place} label={t('planning.session.place')}>
        <HiddenFields fields={{ sessionId: session.id, seen: session.sequence }} />
        <PlaceFields rooms={await listFreeRooms(viewer, 2, session)} now={session} />
        <p>{t('sessions.book.told', { name })}</p>
        <Line>
          <SubmitButton tone="primary" wide>
            {t('planning.session.placeButton')}
          </SubmitButton>
          <LinkButton href={here} tone="quiet" wide>
            {t('sessions.keepPlace')}
          </LinkButton>
        </Line>
      </ActionForm>
    </Sheet>
  )
}
