import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { CopyField } from '@/app/_ui/copy-field'
import { EmptyState } from '@/app/_ui/empty-state'
import { TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import { loadHospitals } from '@/lib/counters/queries'
import { dateOf, formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { distrust, name, trust } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('counters.hospitals.title') }
}

const dones = ['saved', 'added', 'removed'] as const

/** Which hospitals' files of counters count here, and the key that they need of this one. */
export default async function HospitalsPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const search = await searchParams
  const hospitals = await loadHospitals(viewer)
  if (!hospitals) notFound()
  const done = dones.find((each) => each === search.done)
  return (
    <>
      <PageHeader title={t('counters.hospitals.title')} lead={t('counters.hospitals.lead')} />
      {done && <Notice tone="done" live title={t(`counters.hospitals.${done}`)} />}
      <Section title={t('counters.hospitals.trusted')}>
        {hospitals.trusted.length === 0 ? (
          <EmptyState title={t('counters.hospitals.none')}>{t('counters.hospitals.noneText')}</EmptyState>
        ) : (
          <Rows>
            {hospitals.trusted.map((each) => {
              const since = formatDate(dateOf(each.addedAt), locale, todayOn(now))
              return (
                <Row
                  key={each.id}
                  title={each.name}
                  about={`${t('counters.hospitals.since', { date: since })} ${grouped(each.publicKey)}`}
                  action={
                    <OneButton
                      action={distrust}
                      fields={{ hospitalId: each.id }}
                      tone="quiet"
                      about={each.name}
                    >
                      {t('counters.hospitals.remove')}
                    </OneButton>
                  }
                />
              )
            })}
          </Rows>
        )}
      </Section>
      <Section title={t('counters.hospitals.add')}>
        <Panel>
          <ActionForm action={trust} label={t('counters.hospitals.add')}>
            <Stack gap={5}>
              <TextField name="name" label={t('counters.hospitals.otherName')} maxLength={120} />
              <TextField
                name="publicKey"
                label={t('counters.hospitals.otherKey')}
                hint={t('counters.hospitals.otherKeyHint')}
                autoComplete="off"
                maxLength={200}
              />
              <Line>
                <SubmitButton tone="primary">{t('counters.hospitals.addButton')}</SubmitButton>
              </Line>
            </Stack>
          </ActionForm>
        </Panel>
      </Section>
      <Section title={t('counters.hospitals.own')}>
        <Panel>
          <Stack gap={5}>
            <CopyField
              label={t('counters.hospitals.key')}
              value={hospitals.publicKey}
              copy={t('counters.hospitals.copy')}
              copied={t('counters.hospitals.copied')}
            />
            <Soft>{t('counters.hospitals.keyLead')}</Soft>
            <ActionForm action={name} label={t('counters.hospitals.name')}>
              <Stack>
                <TextField
                  name="ownName"
                  label={t('counters.hospitals.name')}
                  hint={t('counters.hospitals.nameHint')}
                  maxLength={120}
                  defaultValue={hospitals.name}
                />
                <Line>
                  <SubmitButton>{t('counters.hospitals.save')}</SubmitButton>
                </Line>
              </Stack>
            </ActionForm>
          </Stack>
        </Panel>
      </Section>
    </>
  )
}

/** In fours, as one reads them to somebody on the telephone. */
const grouped = (key: string) => key.replaceAll(/(.{4})(?=.)/g, '$1 ')
