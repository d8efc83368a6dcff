import { Button, LinkButton } from '@/app/_ui/button'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { EmptyState } from '@/app/_ui/empty-state'
import { DateField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Line, Panel, Section, Stack } from '@/app/_ui/page'
import { PersonPicker } from '@/app/_ui/person-picker'
import { Row, Rows } from '@/app/_ui/rows'
import { Sheet } from '@/app/_ui/sheet'
import { Status } from '@/app/_ui/status'
import type { loadResidentPairings, previewSupervisor } from '@/lib/pairings/overview'
import { addDaysOn, formatDate, type CalendarDate } from '@/lib/time'
import { give } from '../actions'
import { periodWords, type Speech } from '../parts'

export type Resident = NonNullable<Awaited<ReturnType<typeof loadResidentPairings>>>
type Preview = NonNullable<Awaited<ReturnType<typeof previewSupervisor>>>

interface SupervisorsProps extends Speech {
  resident: Resident
  fromOn: CalendarDate
  /** The form was sent without a supervisor or a date. */
  isIncomplete: boolean
}

/** Her supervisors over time, and the form that gives her another one. */
export function HerSupervisors({ resident, fromOn, isIncomplete, ...speech }: SupervisorsProps) {
  const { t } = speech
  const { supervisions, choices } = resident
  const isStanding = supervisions.some((each) => each.state !== 'ended')
  return (
    <Section title={t('pairings.resident.supervisors')}>
      <Stack gap={4}>
        {supervisions.length === 0 ? (
          <EmptyState title={t('pairings.resident.none')}>{t('pairings.resident.noneText')}</EmptyState>
        ) : (
          <Rows>
            {supervisions.map((each) => (
              <Row
                key={each.id}
                title={each.name}
                about={periodWords(speech, each)}
                status={<StateWord state={each.state} {...speech} />}
                action={
                  each.state !== 'ended' && (
                    <LinkButton
                      href={`/pairings/${resident.id}?end=${each.id}`}
                      size="small"
                      tone="quiet"
                      label={t('pairings.end.label', { name: each.name })}
                    >
                      {t('pairings.end.action')}
                    </LinkButton>
                  )
                }
              />
            ))}
          </Rows>
        )}
        <Panel>
          <form method="get" action={`/pairings/${resident.id}`}>
            <Stack gap={4}>
              <h3>{t(isStanding ? 'pairings.resident.transfer' : 'pairings.resident.give')}</h3>
              {isIncomplete && (
                <Notice tone="refusal" live>
                  {t('pairings.resident.choose')}
                </Notice>
              )}
              <PersonPicker
                name="guide"
                label={t('pairings.resident.who')}
                hint={t('pairings.resident.whoHint')}
                empty={t('pairings.resident.whoEmpty')}
                nobody={t('pairings.resident.whoNobody')}
                openLabel={t('pairings.resident.whoOpen')}
                people={[...choices.near, ...choices.elsewhere].map((each) => ({
                  value: each.id,
                  label: each.name,
                  about: each.departments.join(' · '),
                }))}
              />
              <DateField
                name="from"
                label={t('pairings.resident.fromOn')}
                hint={t('pairings.resident.fromHint')}
                defaultValue={fromOn}
              />
              <Line>
                <Button tone="primary">{t('pairings.resident.check')}</Button>
              </Line>
            </Stack>
          </form>
        </Panel>
      </Stack>
    </Section>
  )
}

function StateWord({ state, t }: Speech & { state: Resident['supervisions'][number]['state'] }) {
  const tone = { active: 'good', coming: 'soon' } as const
  return (
    <Status tone={state === 'active' || state === 'coming' ? tone[state] : 'neutral'}>
      {t(`pairings.state.${state}`)}
    </Status>
  )
}

interface ConfirmProps extends Speech {
  resident: Resident
  choice: { guideId: string; fromOn: CalendarDate }
  preview: Preview
  back: string
}

/** What giving this supervisor does, in sentences, before it is done. */
export function ConfirmSupervisor({ resident, choice, preview, back, ...speech }: ConfirmProps) {
  const { t, locale, today } = speech
  const title = t('pairings.resident.sheet', { name: preview.name, resident: resident.name })
  const date = formatDate(choice.fromOn, locale, today)
  if (preview.refusal)
    return (
      <Sheet title={title} closeHref={back} closeLabel={t('common.close')}>
        <Notice tone="refusal" live>
          {t(`refusals.${preview.refusal}`, { date, first: formatDate(preview.firstDay, locale, today) })}
        </Notice>
        <Line>
          <LinkButton href={back}>{t('common.back')}</LinkButton>
        </Line>
      </Sheet>
    )
  // Whoever has yet to begin has held no check-in.
  const former = resident.supervisions.filter((each) => each.fromOn <= today)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const unique = (names: string[]) => list.format([...new Set(names)])
  const ended = preview.ended.map((each) => each.name)
  return (
    <ConfirmSheet
      title={title}
      closeHref={back}
      closeLabel={t('common.close')}
      keep={t('pairings.resident.cancel')}
      confirm={t('pairings.resident.confirm')}
      action={give}
      fields={{ residentId: resident.id, ...choice }}
      tone="primary"
    >
      <ul>
        {preview.ended.map((each) => (
          <li key={each.name + each.untilOn}>
            {each.neverHeld
              ? t('pairings.resident.lapses', { name: each.name })
              : t('pairings.resident.ends', {
                  name: each.name,
                  date: formatDate(addDaysOn(each.untilOn, -1), locale, today),
                })}
          </li>
        ))}
        <li>{t('pairings.resident.begins', { name: preview.name, date })}</li>
        {former.length > 0 && (
          <li>
            {t('pairings.resident.closed', {
              resident: resident.name,
              names: unique(former.map((each) => each.name)),
            })}
          </li>
        )}
        {ended.length > 0 && <li>{t('pairings.resident.cancelled', { names: unique(ended) })}</li>}
        <li>{t('pairings.resident.told', { names: unique([resident.name, preview.name, ...ended]) })}</li>
      </ul>
    </ConfirmSheet>
  )
}
