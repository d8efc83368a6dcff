import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Disclosure } from '@/app/_ui/disclosure'
import { SelectField } from '@/app/_ui/field'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, Soft } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedPage } from '@/lib/sessions/planned-queries'
import { place, swap } from '../actions'
import { PlaceFields } from '../../place-fields'
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
  return (
    <Disclosure title={t('planning.session.place')}>
      <ActionForm action={place} label={t('planning.session.place')}>
        <HiddenFields fields={seenOf(planned)} />
        <PlaceFields rooms={planned.rooms} now={planned} />
        <Line>
          <SubmitButton>{t('planning.session.placeButton')}</SubmitButton>
        </Line>
      </ActionForm>
    </Disclosure>
  )
}
