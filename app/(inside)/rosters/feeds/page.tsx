import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { SelectField, TextField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { PersonPicker } from '@/app/_ui/person-picker'
import { Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import { loadFeeds } from '@/lib/feeds/queries'
import { todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { add, addForDepartment } from './actions'
import { FeedRow } from './feed-row'

const said = {
  added: 'feeds.added',
  accepted: 'feeds.accepted',
  go: 'feeds.stopped',
  stay: 'feeds.stoppedStay',
} as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('feeds.title') }
}

/** The calendars on the internet that fill rosters: how they fare, adding one, stopping one. */
export default async function FeedsPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { done } = await searchParams
  const kept = await loadFeeds(viewer, now)
  if (!kept) notFound()
  const { feeds, people, departments, mayAddOwn } = kept
  const choices = [
    ...(mayAddOwn ? [{ value: viewer.id, label: t('feeds.own') }] : []),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <PageHeader
        title={t('feeds.title')}
        lead={t('feeds.lead')}
        actions={
          <LinkButton href="/rosters" icon="back">
            {t('feeds.back')}
          </LinkButton>
        }
      />
      {done && Object.hasOwn(said, done) && (
        <Notice tone="done" title={t(said[done as keyof typeof said])} live />
      )}
      {feeds.length === 0 ? (
        <EmptyState title={t('feeds.none')}>{t('feeds.noneText')}</EmptyState>
      ) : (
        <Section title={t('feeds.list')} count={feeds.length}>
          <Rows label={t('feeds.list')}>
            {feeds.map((feed) => (
              <FeedRow key={feed.id} feed={feed} speech={{ t, locale, today: todayOn(now) }} />
            ))}
          </Rows>
        </Section>
      )}
      {choices.length > 0 && (
        <Section title={t('feeds.add')} lead={t('feeds.addLead')}>
          <Panel>
            <ActionForm action={add} label={t('feeds.add')}>
              <Stack gap={5}>
                {people.length > 0 ? (
                  <PersonPicker
                    name="personId"
                    label={t('feeds.who')}
                    empty={t('feeds.whoEmpty')}
                    nobody={t('feeds.whoNobody')}
                    openLabel={t('feeds.whoEmpty')}
                    people={choices}
                  />
                ) : (
                  <input type="hidden" name="personId" value={viewer.id} />
                )}
                <TextField
                  name="address"
                  label={t('feeds.address')}
                  hint={t('feeds.addressHint')}
                  autoComplete="off"
                  maxLength={1500}
                />
                <div>
                  <SubmitButton tone="primary">{t('feeds.addButton')}</SubmitButton>
                </div>
              </Stack>
            </ActionForm>
          </Panel>
        </Section>
      )}
      {departments.length > 0 && (
        <Section title={t('feeds.addDepartment')} lead={t('feeds.addDepartmentLead')}>
          <Panel>
            <ActionForm action={addForDepartment} label={t('feeds.addDepartment')}>
              <Stack gap={5}>
                <SelectField
                  name="departmentId"
                  label={t('feeds.department')}
                  options={departments.map(({ id, name }) => ({ value: id, label: name }))}
                />
                <TextField
                  name="address"
                  label={t('feeds.address')}
                  hint={t('feeds.addressHint')}
                  autoComplete="off"
                  maxLength={1500}
                />
                <div>
                  <SubmitButton>
                    {t('feeds.addButton')}
                    <span className="unseen">: {t('feeds.addDepartment')}</span>
                  </SubmitButton>
                </div>
              </Stack>
            </ActionForm>
          </Panel>
        </Section>
      )}
      <Section title={t('feeds.what')}>
        <Soft>{t('feeds.whatText')}</Soft>
      </Section>
    </>
  )
}
