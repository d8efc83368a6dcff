import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Meter } from '@/app/_ui/meter'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Stack } from '@/app/_ui/page'
import { Refresh } from '@/app/_ui/refresh'
import type { progressOf } from '@/lib/groups/running'
import { stop } from '../actions'
import { percent } from '../said'

/** How far the search is and the best so far; the page looks again by itself, and has a link for it. */
export async function Searching({
  planId,
  progress,
}: {
  planId: string
  progress: NonNullable<ReturnType<typeof progressOf>>
}) {
  const { t, locale } = await pageContext()
  const { state, spent, bound, standing } = progress
  const done = percent(Math.min(1, Math.round(spent * 100) / 100), locale)
  return (
    <Panel tone="accent">
      <Stack gap={4}>
        <p role="status">
          {t(state === 'waiting' ? 'groupPlans.search.waiting' : 'groupPlans.search.working')}
        </p>
        <Meter value={spent} target={1} words={done} label={t('groupPlans.search.bar')} />
        {standing && (
          <p>
            {t('groupPlans.search.best', {
              mean: percent(standing.mean, locale),
              lowest: percent(standing.lowest, locale),
            })}{' '}
            {bound !== null && t('groupPlans.bound', { bound: percent(bound, locale) })}
          </p>
        )}
        <Line>
          <OneButton action={stop} fields={{ planId }}>
            {t('groupPlans.search.stop')}
          </OneButton>
          <LinkButton href={`/groups/plan/${planId}`} tone="quiet" prefetch={false}>
            {t('groupPlans.search.refresh')}
          </LinkButton>
        </Line>
        <Refresh everyMs={1000} />
      </Stack>
    </Panel>
  )
}
