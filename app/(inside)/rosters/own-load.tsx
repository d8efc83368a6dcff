import { pageContext } from '@/app/_server/session'
import { Panel, Section } from '@/app/_ui/page'
import { loadOwnLoad } from '@/lib/load/queries'
import { todayOn } from '@/lib/time'
import { LoadFacts } from '../load-facts'

/** What her roster asked of her in the last weeks; nothing for whoever is no resident. */
export async function OwnLoad() {
  const { viewer, t, now } = await pageContext()
  const load = await loadOwnLoad(viewer, now)
  if (!load) return null
  return (
    <Section title={t('load.title')} lead={t('load.lead', { weeks: load.weeks.length })} id="load">
      <Panel>
        <LoadFacts load={load} today={todayOn(now)} />
      </Panel>
    </Section>
  )
}
