import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Section, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import type { loadMyPairings, MyPairing } from '@/lib/pairings/queries'
import { formatDate } from '@/lib/time'
import { accept, decline } from './actions'
import { periodWords, type Speech } from './parts'

type Mine = Awaited<ReturnType<typeof loadMyPairings>>

/** What waits for the viewer's answer as a mentor. */
export function Questions({ questions, ...speech }: Speech & { questions: MyPairing[] }) {
  const { t, locale, today } = speech
  if (questions.length === 0) return null
  return (
    <Section
      title={t('pairings.mentees.questions')}
      count={questions.length}
      lead={t('pairings.mentees.questionLead')}
    >
      <Rows>
        {questions.map((question) => (
          <Row
            key={question.id}
            title={question.name}
            about={t('pairings.mentees.questionAbout', {
              departments: question.departments.join(' · ') || t('common.role.resident'),
              date: formatDate(question.waitingSince ?? question.fromOn, locale, today),
            })}
            action={
              <Line>
                <OneButton
                  action={accept}
                  fields={{ pairingId: question.id }}
                  tone="primary"
                  size="small"
                  about={question.name}
                >
                  {t('pairings.mentees.accept')}
                </OneButton>
                <OneButton
                  action={decline}
                  fields={{ pairingId: question.id }}
                  size="small"
                  about={question.name}
                >
                  {t('pairings.mentees.decline')}
                </OneButton>
              </Line>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

/** Whom the viewer guides as a mentor, and how many places are left. */
export function Mentees({ mine, ...speech }: Speech & { mine: NonNullable<Mine['mentor']> }) {
  const { t } = speech
  return (
    <Section
      title={t('pairings.mentees.title')}
      count={mine.residents.length}
      lead={t('pairings.mentees.room', { count: mine.room })}
    >
      {mine.residents.length === 0 ? (
        <EmptyState title={t('pairings.mentees.none')}>{t('pairings.mentees.noneText')}</EmptyState>
      ) : (
        <Stack gap={3}>
          {mine.residents.map(
            ({ id, name, conflict }) =>
              conflict && (
                <Notice key={id} tone="attention">
                  {t('pairings.mentees.conflict', { name, reason: t(`pairings.reason.${conflict}`) })}
                </Notice>
              ),
          )}
          <Residents residents={mine.residents} canEnd {...speech} />
        </Stack>
      )}
    </Section>
  )
}

/** Whom the viewer guides as a supervisor: recorded by others. */
export function Supervised({ mine, ...speech }: Speech & { mine: NonNullable<Mine['supervisor']> }) {
  const { t } = speech
  return (
    <Section
      title={t('pairings.supervised.title')}
      count={mine.residents.length}
      lead={t('pairings.supervised.lead')}
    >
      {mine.residents.length === 0 ? (
        <EmptyState title={t('pairings.supervised.none')}>{t('pairings.supervised.noneText')}</EmptyState>
      ) : (
        <Residents residents={mine.residents} {...speech} />
      )}
    </Section>
  )
}

function Residents({ residents, canEnd, ...speech }: Speech & { residents: MyPairing[]; canEnd?: boolean }) {
  return (
    <Rows>
      {residents.map((pairing) => (
        <Row
          key={pairing.id}
          title={pairing.name}
          about={[...pairing.departments, periodWords(speech, pairing)].join(' · ')}
          status={
            pairing.state === 'coming' && <Status tone="soon">{speech.t('pairings.state.coming')}</Status>
          }
          action={
            canEnd && (
              <LinkButton
                href={`/pairings?end=${pairing.id}`}
                size="small"
                tone="quiet"
                label={speech.t('pairings.end.label', { name: pairing.name })}
              >
                {speech.t('pairings.end.action')}
              </LinkButton>
            )
          }
        />
      ))}
    </Rows>
  )
}
