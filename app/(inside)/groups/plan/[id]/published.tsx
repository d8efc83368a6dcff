import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { DateField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Beside, Panel, Section, Soft } from '@/app/_ui/page'
import { Refresh } from '@/app/_ui/refresh'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Proposals } from '@/lib/groups/plan-queries'
import { addDaysOn, formatDate, mondayOf, todayOn } from '@/lib/time'
import { planAnew } from '../actions'
import { percent } from '../said'

type Proposal = Proposals['proposals'][number]

/** A plan that is published: its groups can be planned again, as three proposals to choose from. */
export async function Published({ found, done }: { found: Proposals; done: boolean }) {
  const { t, locale, now } = await pageContext()
  const { base, fromOn, proposals, stays } = found
  const next = fromOn ?? addDaysOn(mondayOf(todayOn(now)), 14)
  return (
    <>
      <Notice
        tone="done"
        live={done}
        title={t(done ? 'groupPlans.done.published' : 'groupPlans.again.isPublished')}
        action={<LinkButton href="/groups">{t('groups.back')}</LinkButton>}
      />
      {proposals.length > 0 && fromOn && (
        <Section
          title={t('groupPlans.again.proposals')}
          lead={t('groupPlans.again.proposalsText', { date: formatDate(fromOn, locale, todayOn(now)) })}
        >
          <Compared proposals={proposals} />
          {stays.length > 0 && (
            <Soft>
              {stays
                .map(({ name, stays: why }) =>
                  t('groupPlans.again.stays', { name, why: t(`groupPlans.again.why.${why}`) }),
                )
                .join(' ')}
            </Soft>
          )}
        </Section>
      )}
      <Section title={t('groupPlans.again.title')} lead={t('groupPlans.again.lead')}>
        <Panel>
          <ActionForm action={planAnew} label={t('groupPlans.again.title')}>
            <HiddenFields fields={{ planId: base.id }} />
            <Beside>
              <DateField
                name="fromOn"
                label={t('groupPlans.again.fromOn')}
                hint={t('groupPlans.again.fromOnHint')}
                defaultValue={next}
              />
              <SubmitButton tone={proposals.length > 0 ? undefined : 'primary'}>
                {t(proposals.length > 0 ? 'groupPlans.again.buttonMore' : 'groupPlans.again.button')}
              </SubmitButton>
            </Beside>
          </ActionForm>
        </Panel>
      </Section>
    </>
  )
}

/** The proposals beside each other: how well they suit, and how much of what people know they change. */
async function Compared({ proposals }: { proposals: Proposal[] }) {
  const { t, locale } = await pageContext()
  const isMaking = ({ progress }: Proposal) => progress !== null && progress.state !== 'failed'
  const number = (key: 'moved' | 'meetings' | 'joined'): Column<Proposal> => ({
    key,
    title: t(`groupPlans.again.columns.${key}`),
    align: 'end',
    cell: ({ counts }) => counts?.[key] ?? '–',
  })
  const columns: Column<Proposal>[] = [
    {
      key: 'restraint',
      title: t('groupPlans.again.columns.proposal'),
      isRowHeader: true,
      cell: ({ restraint }) => t(`groupPlans.again.restraint.${restraint}`),
    },
    {
      key: 'about',
      title: t('groupPlans.again.columns.about'),
      standsAlone: true,
      cell: ({ restraint }) => t(`groupPlans.again.about.${restraint}`),
    },
    {
      key: 'mean',
      title: t('groupPlans.again.columns.mean'),
      align: 'end',
      cell: ({ plan }) => (plan.standing ? percent(plan.standing.mean, locale) : '–'),
    },
    {
      key: 'lowest',
      title: t('groupPlans.again.columns.lowest'),
      align: 'end',
      cell: ({ plan }) => (plan.standing ? percent(plan.standing.lowest, locale) : '–'),
    },
    number('moved'),
    number('meetings'),
    number('joined'),
    {
      key: 'unplaced',
      title: t('groupPlans.again.columns.unplaced'),
      align: 'end',
      cell: ({ plan }) => plan.standing?.unplaced ?? '–',
    },
    {
      key: 'open',
      title: t('groupPlans.open'),
      standsAlone: true,
      cell: (proposal) =>
        isMaking(proposal) ? (
          <Status tone="hold">{t('groupPlans.state.making')}</Status>
        ) : (
          <LinkButton
            href={`/groups/plan/${proposal.plan.id}`}
            label={`${t('groupPlans.open')}: ${t(`groupPlans.again.restraint.${proposal.restraint}`)}`}
          >
            {t('groupPlans.open')}
          </LinkButton>
        ),
    },
  ]
  return (
    <>
      <DataTable<Proposal>
        caption={t('groupPlans.again.proposals')}
        captionUnseen
        columns={columns}
        rows={proposals}
        rowKey={({ plan }) => plan.id}
      />
      {proposals.some(isMaking) && <Refresh everyMs={1000} />}
    </>
  )
}
