import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Button, LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { EmptyState } from '@/app/_ui/empty-state'
import { CheckField } from '@/app/_ui/field'
import { Line, PageHeader, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { SubmitButton } from '@/app/_ui/submit-button'
import { loadProposal } from '@/lib/pairings/proposals'
import type { Words } from '@/lib/words/words'
import { proposeAll } from '../../actions'
import { one, type Query } from '../../parts'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('pairings.proposal.title') }
}

/** A mentor for every resident without one, to look at and to send. Nothing is stored before that. */
export default async function ProposalPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { viewer, t, now } = await pageContext()
  const isApart = one(await searchParams, 'apart') === '1'
  const found = await loadProposal(viewer, { isApart }, now)
  if (!found) notFound()
  const { proposed, unplaced } = found
  const isEmpty = proposed.length + unplaced.length === 0
  return (
    <>
      <PageHeader
        title={t('pairings.proposal.title')}
        lead={t('pairings.proposal.lead', { count: proposed.length + unplaced.length })}
        actions={
          <LinkButton href="/pairings" tone="quiet" icon="back">
            {t('pairings.title')}
          </LinkButton>
        }
      />
      {isEmpty ? (
        <EmptyState title={t('pairings.proposal.nobody')}>{t('pairings.proposal.nobodyText')}</EmptyState>
      ) : (
        <form method="get" action="/pairings/mentors/proposal">
          <Stack gap={3}>
            <Soft>{t('pairings.proposal.order')}</Soft>
            <CheckField
              name="apart"
              value="1"
              label={t('pairings.proposal.apart')}
              defaultChecked={isApart}
            />
            <Line>
              <Button>{t('pairings.proposal.again')}</Button>
            </Line>
          </Stack>
        </form>
      )}
      {proposed.length > 0 && (
        <Section title={t('pairings.proposal.pairs')} count={proposed.length}>
          <ActionForm action={proposeAll} label={t('pairings.proposal.pairs')}>
            <Stack gap={4}>
              <ChoiceGroup
                name="pairs"
                legend={t('pairings.proposal.who')}
                hint={t('pairings.proposal.whoHint')}
                many
                look="lines"
                choices={proposed.map((pair) => ({
                  value: `${pair.residentId} ${pair.mentorId}`,
                  label: t('pairings.proposal.pair', { resident: pair.resident, mentor: pair.mentor }),
                  hint: [...pair.departments, ...reasonsOf(pair, t)].join(' · '),
                }))}
                defaultValue={proposed.map((pair) => `${pair.residentId} ${pair.mentorId}`)}
              />
              <Panel>
                <Stack gap={3}>
                  <h3>{t('pairings.proposal.told')}</h3>
                  <ul>
                    <li>{t('pairings.proposal.toldHer')}</li>
                    <li>{t('pairings.proposal.toldMentor')}</li>
                    <li>{t('pairings.proposal.toldAll')}</li>
                  </ul>
                  <Line>
                    <SubmitButton tone="primary" wide>
                      {t('pairings.proposal.send')}
                    </SubmitButton>
                    <LinkButton href="/pairings" tone="quiet" wide>
                      {t('pairings.proposal.keep')}
                    </LinkButton>
                  </Line>
                </Stack>
              </Panel>
            </Stack>
          </ActionForm>
        </Section>
      )}
      {unplaced.length > 0 && (
        <Section
          title={t('pairings.proposal.unplaced')}
          count={unplaced.length}
          lead={t('pairings.proposal.unplacedLead')}
        >
          <Rows>
            {unplaced.map((each) => (
              <Row
                key={each.residentId}
                title={each.resident}
                about={[...each.departments, ...obstaclesOf(each, t)].join(' · ')}
                action={
                  <LinkButton
                    href={`/pairings/${each.residentId}`}
                    size="small"
                    label={t('pairings.overview.openLabel', { name: each.resident })}
                  >
                    {t('pairings.overview.open')}
                  </LinkButton>
                }
              />
            ))}
          </Rows>
        </Section>
      )}
    </>
  )
}

type Proposal = NonNullable<Awaited<ReturnType<typeof loadProposal>>>

/** Everything that counted for this pair, what weighs most first. */
function reasonsOf(pair: Proposal['proposed'][number], t: Words): string[] {
  const { wish, guided, places } = pair
  return [
    wish !== undefined &&
      (wish === null ? t('pairings.proposal.noWish') : t('pairings.proposal.wish', { place: wish })),
    pair.wasBefore && t('pairings.proposal.wasBefore'),
    t(pair.isSameLanguage ? 'pairings.proposal.sameLanguage' : 'pairings.proposal.otherLanguage'),
    t('pairings.proposal.load', { guided, places }),
  ].filter((reason) => reason !== false)
}

function obstaclesOf({ obstacles }: Proposal['unplaced'][number], t: Words): string[] {
  if (obstacles.length === 0) return [t('pairings.proposal.noMentors')]
  return obstacles.map(({ reason, count }) =>
    t('pairings.proposal.obstacle', {
      count,
      reason:
        reason === 'no-room' || reason === 'declined-before' || reason === 'same-department'
          ? t(`pairings.proposal.reason.${reason}`)
          : t(`pairings.reason.${reason}`),
    }),
  )
}
