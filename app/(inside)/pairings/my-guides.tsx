import { LinkButton } from '@/app/_ui/button'
import { Disclosure } from '@/app/_ui/disclosure'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import type { loadMyPairings, MyPairing } from '@/lib/pairings/queries'
import { formatDate } from '@/lib/time'
import { decline, takeUp, withdraw } from './actions'
import { periodWords, type Speech } from './parts'

type Mine = NonNullable<Awaited<ReturnType<typeof loadMyPairings>>['resident']>

const aboutWords = (speech: Speech, pairing: MyPairing) =>
  [...pairing.departments, periodWords(speech, pairing)].join(' · ')

/** Who supervises the viewer, now and next; the earlier ones folded away. */
export function MySupervisors({ mine, ...speech }: Speech & { mine: Mine }) {
  const { t } = speech
  const standing = mine.supervisors.filter((each) => each.state !== 'ended')
  const former = mine.supervisors.filter((each) => each.state === 'ended')
  return (
    <Section title={t('pairings.supervisor.title')}>
      <Stack gap={3}>
        {standing.length === 0 ? (
          <EmptyState title={t('pairings.supervisor.none')}>{t('pairings.supervisor.noneText')}</EmptyState>
        ) : (
          <Rows>
            {standing.map((pairing) => (
              <Row
                key={pairing.id}
                title={pairing.name}
                about={aboutWords(speech, pairing)}
                status={
                  pairing.state === 'coming' ? (
                    <Status tone="soon">{t('pairings.state.coming')}</Status>
                  ) : (
                    <Status tone="good">{t('pairings.state.active')}</Status>
                  )
                }
              />
            ))}
          </Rows>
        )}
        <Former
          pairings={former}
          title={t('pairings.supervisor.former', { count: former.length })}
          {...speech}
        />
      </Stack>
    </Section>
  )
}

function Former({ pairings, title, ...speech }: Speech & { pairings: MyPairing[]; title: string }) {
  if (pairings.length === 0) return null
  return (
    <Disclosure title={title}>
      <Rows>
        {pairings.map((pairing) => (
          <Row key={pairing.id} title={pairing.name} about={aboutWords(speech, pairing)} />
        ))}
      </Rows>
    </Disclosure>
  )
}

/** The viewer's mentor, the question or proposal that waits, or the way to a first one. */
export function MyMentor({ mine, ...speech }: Speech & { mine: Mine }) {
  const { t } = speech
  const { mentor, question, formerMentors } = mine
  return (
    <Section title={t('pairings.mentor.title')}>
      <Stack gap={3}>
        {mentor?.conflict && (
          <Notice tone="attention">
            {t('pairings.mentor.conflict', {
              name: mentor.name,
              reason: t(`pairings.reasonOwn.${mentor.conflict}`),
            })}
          </Notice>
        )}
        {mentor && (
          <Rows>
            <Row
              title={mentor.name}
              about={aboutWords(speech, mentor)}
              status={<Status tone="good">{t('pairings.state.active')}</Status>}
              action={
                <Line>
                  <LinkButton href={`/sessions/book?form=mentor-session&with=${mentor.otherId}`} size="small">
                    {t('pairings.mentor.plan')}
                  </LinkButton>
                  <LinkButton
                    href={`/pairings?end=${mentor.id}`}
                    size="small"
                    tone="quiet"
                    label={t('pairings.end.label', { name: mentor.name })}
                  >
                    {t('pairings.end.action')}
                  </LinkButton>
                </Line>
              }
            />
          </Rows>
        )}
        {question?.state === 'proposed' && <Proposal proposal={question} mentor={mentor} {...speech} />}
        {question?.state === 'asked' && <Question question={question} {...speech} />}
        {!mentor && !question && (
          <EmptyState
            title={t('pairings.mentor.none')}
            action={
              <LinkButton href="/pairings/mentors" tone="primary">
                {t('pairings.mentor.choose')}
              </LinkButton>
            }
          >
            {t('pairings.mentor.noneText')}
          </EmptyState>
        )}
        {mentor && !question && (
          <Line>
            <LinkButton href="/pairings/mentors" tone="quiet" icon="arrow">
              {t('pairings.mentor.another')}
            </LinkButton>
          </Line>
        )}
        <Former
          pairings={formerMentors}
          title={t('pairings.mentor.former', { count: formerMentors.length })}
          {...speech}
        />
      </Stack>
    </Section>
  )
}

function Question({ question, t, locale, today }: Speech & { question: MyPairing }) {
  const { name, waitingSince, fromOn } = question
  return (
    <Rows>
      <Row
        title={t('pairings.mentor.question', { name })}
        about={t('pairings.mentor.questionAbout', {
          name,
          date: formatDate(waitingSince ?? fromOn, locale, today),
        })}
        status={<Status tone="hold">{t('pairings.state.asked')}</Status>}
        action={
          <OneButton action={withdraw} fields={{ pairingId: question.id }} size="small" tone="quiet">
            {t('pairings.mentor.withdraw')}
          </OneButton>
        }
      />
    </Rows>
  )
}

function Proposal({ proposal, mentor, t }: Speech & { proposal: MyPairing; mentor: MyPairing | null }) {
  const { id, name, departments } = proposal
  return (
    <Panel tone="accent">
      <Stack gap={3}>
        <div>
          <h3>{t('pairings.mentor.proposal', { name })}</h3>
          {departments.length > 0 && <Soft>{departments.join(' · ')}</Soft>}
        </div>
        <p>{t('pairings.mentor.proposalText', { name })}</p>
        {mentor && <p>{t('pairings.mentor.proposalReplaces', { name, mentor: mentor.name })}</p>}
        <Line>
          <OneButton action={takeUp} fields={{ pairingId: id }} tone="primary">
            {t('pairings.mentor.takeUp', { name })}
          </OneButton>
          <OneButton action={decline} fields={{ pairingId: id }}>
            {t('pairings.mentor.refuse')}
          </OneButton>
        </Line>
      </Stack>
    </Panel>
  )
}
