import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { CheckField, TextField } from '@/app/_ui/field'
import { Line, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { savePool } from './actions'

/** How many residents a mentor has room for, and whether others may meet her too. */
export async function Pool({ pool }: { pool: { places: number; pooledAt: Date | null } }) {
  const { t } = await pageContext()
  return (
    <Section title={t('meetingHours.pool.title')}>
      <Panel>
        <ActionForm action={savePool} label={t('meetingHours.pool.title')}>
          <Stack>
            <TextField
              name="places"
              label={t('meetingHours.pool.places')}
              inputMode="numeric"
              width="short"
              defaultValue={String(pool.places)}
            />
            <CheckField
              name="pooled"
              label={t('meetingHours.pool.pooled')}
              hint={t('meetingHours.pool.pooledHint')}
              defaultChecked={pool.pooledAt !== null}
            />
            <Line>
              <SubmitButton tone="primary">{t('meetingHours.pool.save')}</SubmitButton>
            </Line>
          </Stack>
        </ActionForm>
      </Panel>
    </Section>
  )
}
