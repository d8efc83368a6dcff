import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SlotChoices } from '@/app/_ui/slot-grid'
import { SubmitButton } from '@/app/_ui/submit-button'
import { addressOf, forms, type BookableForm } from '@/lib/sessions/forms'
import { loadConfirmation } from '@/lib/sessions/queries'
import { listFreeRooms } from '@/lib/sessions/rooms'
import { addMinutes, formatRange, todayOn } from '@/lib/time'
import { book, move, moveAll } from './actions'
import { PlaceFields } from './place-fields'
import { ScopeChoice } from './scope-choice'
import { slotChoices } from './slots'

/** The session that goes to another time; one of a series may take the others with it. */
export interface Moving {
  id: string
  sequence: number
  startsAt: Date
  endsAt: Date
  seriesId: string | null
  othersToCome: number
}

interface BookingSheetProps {
  form: BookableForm
  otherId: string
  startsAt: Date
  closeHref: string
  /** The page with another time chosen. */
  hrefAt: (startsAt: Date) => string
  /** The session that is moved to this time, instead of a new one. */
  moving?: Moving
}

/** The second tap: what, with whom, when, who is told. When the time has gone meanwhile it says so and offers the next three. */
export async function BookingSheet({
  form,
  otherId,
  startsAt,
  closeHref,
  hrefAt,
  moving,
}: BookingSheetProps) {
  const { viewer, locale, t, now } = await pageContext()
  const confirmation = await loadConfirmation(viewer, { form, otherId, startsAt, moving }, now)
  if (!confirmation) return null
  const { other, warnings, isUnknown, why, next } = confirmation
  const name = `${other.givenName} ${other.familyName}`
  const endsAt = addMinutes(startsAt, forms[form].minutes)
  const rooms = why || moving ? [] : await listFreeRooms(viewer, 2, { startsAt, endsAt })
  const seriesHref = `/sessions/book/series?${new URLSearchParams({ form: addressOf(form), with: otherId, at: startsAt.toISOString() })}`
  const title = t(moving ? 'sessions.move.confirm' : 'sessions.book.confirm')
  return (
    <Sheet
      title={why ? t('sessions.book.notAnyMore') : title}
      closeHref={closeHref}
      closeLabel={t('common.close')}
    >
      <Facts
        facts={[
          {
            name: t('sessions.when'),
            value: <strong>{formatRange(startsAt, endsAt, locale, todayOn(now))}</strong>,
          },
          { name: t('sessions.what'), value: t(`common.form.${form}`) },
          { name: t('sessions.who'), value: name },
        ]}
      />
      {why && (
        <>
          <Notice tone="attention" title={why} live />
          {next.length > 0 && <p>{t('sessions.book.next')}</p>}
          <SlotChoices choices={slotChoices(next, locale, now, hrefAt)} />
        </>
      )}
      {!why && isUnknown && <Notice tone="attention" title={t('sessions.series.unknown')} />}
      {!why &&
        warnings.map((warning) => (
          <Notice key={warning} tone="attention" title={t(`availability.warning.${warning}`)} />
        ))}
      {!why && (
        <ActionForm action={actionFor(moving)} label={title}>
          <input type="hidden" name="startsAt" value={startsAt.toISOString()} />
          {moving ? (
            <>
              <input type="hidden" name="sessionId" value={moving.id} />
              <input type="hidden" name="seen" value={moving.sequence} />
              {moving.othersToCome > 0 && <ScopeChoice planned={moving} />}
            </>
          ) : (
            <>
              <input type="hidden" name="form" value={form} />
              <input type="hidden" name="otherId" value={otherId} />
              <input type="hidden" name="requestKey" value={crypto.randomUUID()} />
              <PlaceFields rooms={rooms} />
            </>
          )}
          <p>{t('sessions.book.told', { name })}</p>
          <Line>
            <SubmitButton tone="primary" wide>
              {t(moving ? 'sessions.move.button' : 'sessions.book.button')}
            </SubmitButton>
            <LinkButton href={closeHref} tone="quiet" wide>
              {t('sessions.book.other')}
            </LinkButton>
          </Line>
          {!moving && !forms[form].onShift && (
            <Line>
              <LinkButton href={seriesHref} tone="quiet" icon="agenda">
                {t('sessions.series.go')}
              </LinkButton>
            </Line>
          )}
        </ActionForm>
      )}
    </Sheet>
  )
}

function actionFor(moving: Moving | undefined) {
  if (!moving) return book
  return moving.othersToCome > 0 ? moveAll : move
}
