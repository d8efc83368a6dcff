import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { CheckField, TextField } from '@/app/_ui/field'
import { Line, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import {
  cancelWindowHours,
  forms,
  isBookableForm,
  type BookableForm,
  type GuidedForm,
} from '@/lib/sessions/forms'
import { saveRules } from './actions'
import type { Hours } from './week'

/** What she wants of sessions of one form. */
export async function Rules({ hours, form }: { hours: Hours; form: BookableForm | GuidedForm }) {
  const { t } = await pageContext()
  const rules = hours.rules.find((each) => each.form === form)
  const isForTwo = isBookableForm(form)
  const inHours = (minutes: number) => String(Math.round(minutes / 60))
  const number = { inputMode: 'numeric', width: 'short' } as const
  return (
    <Section title={t('meetingHours.rules.title')} lead={t('meetingHours.rules.lead')}>
      <Panel>
        <ActionForm action={saveRules} label={t('meetingHours.rules.title')}>
          <Stack>
            <input type="hidden" name="guideId" value={hours.guideId} />
            <input type="hidden" name="form" value={form} />
            <TextField
              {...number}
              name="noticeHours"
              label={t('meetingHours.rules.notice')}
              hint={t('meetingHours.rules.noticeHint')}
              defaultValue={inHours(rules?.noticeMinutes ?? (isForTwo ? forms[form].noticeMinutes : 0))}
            />
            <TextField
              {...number}
              name="cancelHours"
              label={t('meetingHours.rules.cancel')}
              hint={t('meetingHours.rules.cancelHint')}
              defaultValue={inHours(rules?.cancelMinutes ?? cancelWindowHours * 60)}
            />
            <TextField
              {...number}
              name="bufferMinutes"
              label={t('meetingHours.rules.buffer')}
              defaultValue={String(rules?.bufferMinutes ?? 0)}
            />
            <TextField
              {...number}
              name="mostPerDay"
              label={t('meetingHours.rules.perDay')}
              hint={t('meetingHours.rules.noMost')}
              optional
              defaultValue={rules?.mostPerDay?.toString()}
            />
            <TextField
              {...number}
              name="mostPerWeek"
              label={t('meetingHours.rules.perWeek')}
              optional
              defaultValue={rules?.mostPerWeek?.toString()}
            />
            {isForTwo && (
              <CheckField
                name="confirms"
                label={t('meetingHours.rules.confirms')}
                hint={t('meetingHours.rules.confirmsHint')}
                defaultChecked={rules?.confirmsAt != null}
              />
            )}
            <Line>
              <SubmitButton tone="primary">{t('meetingHours.rules.save')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Panel>
    </Section>
  )
}
