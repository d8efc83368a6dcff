import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Disclosure } from '@/app/_ui/disclosure'
import { SelectField, TextField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Soft } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedPage } from '@/lib/sessions/planned-queries'
import { place, swap } from '../actions'
import { ScopeChoice } from '../../scope-choice'
import { seenOf } from './seen'

/** Another guide for this one, the following or all; or back to an earlier one. */
export async function GuideChange({ planned }: { planned: PlannedPage }) {
  const { t } = await pageContext()
  if (planned.guideChoices.length === 0) return null
  return (
    <Disclosure title={t('planning.session.guide')}>
      <ActionForm action={swap} label={t('planning.session.guide')}>
        <Soft>{t('planning.session.guideText')}</Soft>
        <HiddenFields fields={seenOf(planned)} />
        <SelectField
          name="guideId"
          label={t('planning.guide')}
          empty={t('planning.guideChoose')}
          options={planned.guideChoices.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ScopeChoice planned={planned} />
        <Line>
          <SubmitButton>{t('planning.session.guideButton')}</SubmitButton>
        </Line>
      </ActionForm>
    </Disclosure>
  )
}

/** Another room, place or link for this one. */
export async function PlaceChange({ planned }: { planned: PlannedPage }) {
  const { t } = await pageContext()
  const own = planned.roomId && planned.room ? [{ value: planned.roomId, label: planned.room }] : []
  const free = planned.rooms
    .filter(({ id }) => id !== planned.roomId)
    .map((room) => ({ value: room.id, label: t('planning.where.roomChoice', { ...room }) }))
  const rooms = [...own, ...free]
  return (
    <Disclosure title={t('planning.session.place')}>
      <ActionForm action={place} label={t('planning.session.place')}>
        <HiddenFields fields={seenOf(planned)} />
        {rooms.length > 0 && (
          <SelectField
            name="roomId"
            label={t('planning.where.room')}
            hint={t('planning.where.roomHint')}
            empty={t('planning.where.roomNone')}
            defaultValue={planned.roomId ?? undefined}
            options={rooms}
          />
        )}
        <TextField
          name="place"
          label={t('planning.where.place')}
          optional
          maxLength={120}
          defaultValue={planned.place ?? undefined}
        />
        <TextField
          name="link"
          label={t('planning.where.link')}
          hint={t('planning.where.linkHint')}
          optional
          maxLength={500}
          defaultValue={planned.link ?? undefined}
        />
        <Line>
          <SubmitButton>{t('planning.session.placeButton')}</SubmitButton>
        </Line>
      </ActionForm>
    </Disclosure>
  )
}
