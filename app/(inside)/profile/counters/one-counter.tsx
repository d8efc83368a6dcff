import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Disclosure } from '@/app/_ui/disclosure'
import { Facts } from '@/app/_ui/facts'
import { TextField } from '@/app/_ui/field'
import { Meter } from '@/app/_ui/meter'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Counter } from '@/lib/counters/queries'
import { dateOf, formatDate, todayOn } from '@/lib/time'
import { correct, remove } from './actions'

/** How far a counter is, and of what it is made. */
export async function OneCounter({ counter, keeps }: { counter: Counter; keeps: boolean }) {
  const { locale, t, now } = await pageContext()
  const { form, here, added, brought, total, times } = counter
  const name = t(`common.form.${form}`)
  return (
    <Panel>
      <Stack gap={5}>
        <Meter value={total} target={times} label={name} words={t('counters.of', { total, of: times })} />
        <Facts
          facts={[
            { name: t('counters.here'), value: here },
            { name: t('counters.own'), value: added },
          ]}
        />
        {brought.length > 0 && (
          <Rows label={`${t('counters.elsewhere')}: ${name}`}>
            {brought.map(({ source, hospital, held, added: noted, countedAt }) => {
              const from = t('counters.fromPlace', { hospital, count: held + noted })
              const date = formatDate(dateOf(countedAt), locale, todayOn(now))
              return (
                <Row
                  key={source}
                  title={from}
                  about={t('counters.countedOn', { date })}
                  action={
                    keeps && (
                      <OneButton action={remove} fields={{ source, form }} tone="quiet" about={from}>
                        {t('counters.remove')}
                      </OneButton>
                    )
                  }
                />
              )
            })}
          </Rows>
        )}
      </Stack>
    </Panel>
  )
}

/** What she adds to a counter or takes away; `folded` has the words under which it is out of sight. */
export async function Correction({
  counter: { form, added },
  folded,
}: {
  counter: Counter
  folded?: string
}) {
  const { t } = await pageContext()
  const fields = (
    <Stack>
      <TextField
        name={form}
        label={t('counters.correction')}
        hint={t('counters.correctionHint')}
        width="short"
        maxLength={5}
        defaultValue={String(added)}
      />
      <Line>
        <SubmitButton>{t('counters.save')}</SubmitButton>
      </Line>
    </Stack>
  )
  return (
    <ActionForm action={correct} label={`${t('counters.correct')}: ${t(`common.form.${form}`)}`}>
      <HiddenFields fields={{ form }} />
      {folded ? <Disclosure title={folded}>{fields}</Disclosure> : <Panel>{fields}</Panel>}
    </ActionForm>
  )
}
