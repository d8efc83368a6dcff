import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Line, Panel, Soft, Stack } from '@/app/_ui/page'
import { SlotChoices } from '@/app/_ui/slot-grid'
import type { PlannedConflict } from '@/lib/sessions/roster-conflicts'
import { formatRange, todayOn } from '@/lib/time'
import { slotChoices } from '../../sessions/slots'

/** A meeting that does not fit any more: who cannot and why, the next times at which all can, and who will be told. */
export async function Proposal({ conflict }: { conflict: PlannedConflict }) {
  const { viewer, locale, t, now } = await pageContext()
  const { session, why, next } = conflict
  const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
  const told = [...session.residents, ...(session.guide ? [session.guide] : [])].filter(
    ({ id }) => id !== viewer.id,
  )
  const here = `/sessions/plan/${session.id}`
  const what = t(`common.form.${session.form}`)
  return (
    <Panel>
      <Stack gap={3}>
        <div>
          <p>
            <strong>{when}</strong>
          </p>
          <p>{[what, session.room ?? session.place].filter(Boolean).join(', ')}</p>
        </div>
        <p>{why}</p>
        {next?.length === 0 && <Soft>{t('planning.times.none')}.</Soft>}
        {next && next.length > 0 && (
          <>
            <Soft>{t('rosters.conflicts.next')}</Soft>
            <SlotChoices
              choices={slotChoices(
                next.map((startAt) => ({ startAt })),
                locale,
                now,
                (startsAt) => `${here}/move?at=${encodeURIComponent(startsAt.toISOString())}`,
              )}
            />
            <Soft>
              {t('rosters.conflicts.told', {
                count: told.length,
                names: told.map(({ name }) => name).join(', '),
              })}
            </Soft>
          </>
        )}
        <Line>
          <LinkButton href={`${here}/move`} size="small" label={`${t('rosters.conflicts.move')}: ${when}`}>
            {t('rosters.conflicts.move')}
          </LinkButton>
          <LinkButton href={here} size="small" tone="quiet" label={`${t('sessions.open')}: ${when}`}>
            {t('sessions.open')}
          </LinkButton>
        </Line>
      </Stack>
    </Panel>
  )
}
