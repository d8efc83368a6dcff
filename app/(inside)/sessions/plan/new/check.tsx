import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line, Panel, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { clashSentence, isOnlyRest } from '@/lib/sessions/clashes'
import { loadSummary } from '@/lib/sessions/office-queries'
import { formatRange, todayOn } from '@/lib/time'
import { plan } from '../actions'
import { AnywayFields } from '../anyway-fields'
import { hrefOf, type Draft, type Wanted } from './draft'
import { summaryFacts, told } from './summary'
import { WantedFields } from './wanted-fields'

/** What is planned, with whom, when and where, and who is told; then it is stored. */
export async function Check({ draft, wanted, at }: { draft: Draft; wanted: Wanted; at: Date }) {
  const { viewer, locale, t, now } = await pageContext()
  const summary = await loadSummary(viewer, wanted, at, now)
  if (!summary) notFound()
  const { clashes, names, rooms, mayAnyway, endsAt } = summary
  const room = rooms.find(({ id }) => id === wanted.roomId)
  const isTaken = wanted.roomId !== undefined && !room
  const isRest = clashes.length > 0 && isOnlyRest(clashes)
  const cannot = isTaken || (clashes.length > 0 && !(isRest && mayAnyway))
  const otherTime = (
    <LinkButton href={hrefOf(draft, { step: 'time', at: undefined })}>
      {t('planning.check.otherTime')}
    </LinkButton>
  )
  return (
    <>
      {clashes.length > 0 && (
        <Notice
          tone="attention"
          title={t(isRest ? 'planning.check.rest' : 'planning.check.cannot')}
          action={otherTime}
          live
        >
          <p>{clashSentence(t, clashes, names)}</p>
          <p>{t(isRest && mayAnyway ? 'planning.check.restText' : 'planning.check.cannotText')}</p>
        </Notice>
      )}
      {isTaken && (
        <Notice
          tone="attention"
          title={t('planning.check.roomTaken')}
          action={
            <LinkButton href={hrefOf(draft, { step: 'where', room: undefined })}>
              {t('planning.check.otherRoom')}
            </LinkButton>
          }
          live
        />
      )}
      <Panel>
        <Stack>
          <h2>{t('planning.check.title')}</h2>
          <Facts
            facts={summaryFacts(t, wanted, names, room?.name ?? null, {
              when: formatRange(at, endsAt, locale, todayOn(now)),
            })}
          />
          <p>{told(t, wanted, names, viewer.id)}</p>
          <ActionForm action={plan} label={t('planning.check.title')}>
            <WantedFields wanted={wanted} />
            <input type="hidden" name="startsAt" value={at.toISOString()} />
            {isRest && mayAnyway && <AnywayFields />}
            <Line>
              {!cannot && (
                <SubmitButton tone="primary" wide>
                  {t('planning.check.button')}
                </SubmitButton>
              )}
              <LinkButton href={hrefOf(draft, { step: 'where' })} tone="quiet" wide>
                {t('common.back')}
              </LinkButton>
            </Line>
          </ActionForm>
        </Stack>
      </Panel>
    </>
  )
}
