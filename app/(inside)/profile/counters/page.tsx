import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Button } from '@/app/_ui/button'
import { Disclosure } from '@/app/_ui/disclosure'
import { CheckField, FileField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { fileMostBytes } from '@/lib/counters/file'
import { mayKeepCounters } from '@/lib/counters/policy'
import { loadCounters } from '@/lib/counters/queries'
import { words } from '@/lib/words/words'
import { FileLimit } from '../../_imports/file-limit'
import { bring } from './actions'
import { Correction, OneCounter } from './one-counter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('counters.title') }
}

const dones = ['saved', 'brought', 'removed'] as const

/** The counters that a resident keeps herself and takes along. That of learning therapy is folded: it is hers alone. */
export default async function CountersPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, t, now } = await pageContext()
  const search = await searchParams
  const own = await loadCounters(viewer, now)
  if (!own) notFound()
  const done = dones.find((each) => each === search.done)
  const keeps = mayKeepCounters(viewer)
  return (
    <>
      <PageHeader title={t('counters.title')} lead={t('counters.lead')} />
      {done && <Notice tone="done" live title={t(`counters.${done}`)} />}
      {own.counters.map((counter) =>
        counter.form === 'learning-therapy' ? (
          <Section key={counter.form} title={t('counters.folded')}>
            <Stack gap={2}>
              <Disclosure title={t('counters.show')}>
                <OneCounter counter={counter} keeps={keeps} />
              </Disclosure>
              {keeps && <Correction counter={counter} folded={t('counters.correct')} />}
            </Stack>
          </Section>
        ) : (
          <Section key={counter.form} title={t(`common.form.${counter.form}`)}>
            <Stack>
              <OneCounter counter={counter} keeps={keeps} />
              {keeps && <Correction counter={counter} />}
            </Stack>
          </Section>
        ),
      )}
      <Section title={t('counters.export.title')} lead={t('counters.export.lead')}>
        <Panel>
          <form method="get" action="/profile/counters/file" aria-label={t('counters.export.title')}>
            <Stack>
              <CheckField
                name="whole"
                label={t('counters.export.therapy')}
                hint={t('counters.export.therapyHint')}
              />
              <Line>
                <Button tone="primary" icon="download">
                  {t('counters.export.button')}
                </Button>
              </Line>
            </Stack>
          </form>
        </Panel>
      </Section>
      {keeps && (
        <Section title={t('counters.import.title')} lead={t('counters.import.lead')}>
          <Panel>
            <ActionForm action={bring} label={t('counters.import.title')}>
              <Stack>
                <FileLimit mostBytes={fileMostBytes} text={t('issues.counters-file-large')}>
                  <FileField
                    name="file"
                    label={t('counters.import.file')}
                    hint={t('counters.import.fileHint')}
                    accept=".json,application/json"
                  />
                </FileLimit>
                <Line>
                  <SubmitButton icon="upload">{t('counters.import.button')}</SubmitButton>
                </Line>
              </Stack>
            </ActionForm>
          </Panel>
        </Section>
      )}
    </>
  )
}
