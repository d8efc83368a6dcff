import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { maySelfCheck } from '@/lib/self-check/policy'
import { todayOn } from '@/lib/time'
import { words, type Words } from '@/lib/words/words'
import { saidIn } from './said'
import { SelfCheck } from './self-check'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('selfCheck.title') }
}

/**
 * A resident looks for herself how her work is going. The page only brings the questions: what she answers is computed in her browser,
 * and there is no form, no action and no address by which it could come here.
 */
export default async function SelfCheckPage() {
  const { viewer, locale, t, now } = await pageContext()
  if (!maySelfCheck(viewer)) notFound()
  return (
    <>
      <PageHeader title={t('selfCheck.title')} lead={t('selfCheck.lead')} />
      <SelfCheck viewerId={viewer.id} today={todayOn(now)} locale={locale} said={saidIn(t)} />
      <WhereToGo t={t} />
    </>
  )
}

/** The same for everybody and always there: that it shows says nothing about what was answered, and nothing is fetched for it later. */
function WhereToGo({ t }: { t: Words }) {
  const place = (name: 'urgent' | 'gp' | 'occupational' | 'quiet') => ({
    name: t(`selfCheck.places.${name}`),
    value: t(`selfCheck.places.${name}Text`),
  })
  return (
    <Section title={t('selfCheck.where')} id="where" lead={t('selfCheck.whereLead')}>
      <Panel>
        <Stack gap={4}>
          <Facts facts={[place('gp'), place('occupational'), place('quiet'), place('urgent')]} />
          <Line>
            <LinkButton href="/quiet-door" prefetch={false} icon="lock">
              {t('selfCheck.toQuietDoor')}
            </LinkButton>
          </Line>
        </Stack>
      </Panel>
    </Section>
  )
}
