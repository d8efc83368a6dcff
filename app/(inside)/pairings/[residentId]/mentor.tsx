import { Button, LinkButton } from '@/app/_ui/button'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { PersonPicker } from '@/app/_ui/person-picker'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import type { MentorChoice } from '@/lib/pairings/choices'
import { formatDate } from '@/lib/time'
import { propose, takeBack } from '../actions'
import { periodWords, type Speech } from '../parts'
import type { Resident } from './supervisor'

type Mentoring = NonNullable<Resident['mentoring']>

/** Her mentor as the coordinator sees it, and whom to propose. */
export function HerMentor({
  resident,
  mentoring,
  ...speech
}: Speech & { resident: Resident; mentoring: Mentoring }) {
  const { t, locale, today } = speech
  const { mentor, open, refused } = mentoring
  return (
    <Section title={t('pairings.resident.mentor')}>
      <Stack gap={4}>
        {mentor?.conflict && (
          <Notice tone="attention" title={t('pairings.overview.conflicts')}>
            {`${mentor.name}: ${t(`pairings.reason.${mentor.conflict}`)}.`}
          </Notice>
        )}
        {!mentor && !open && (
          <EmptyState title={t('pairings.resident.noMentor')}>
            {t('pairings.resident.noMentorText')}
          </EmptyState>
        )}
        {(mentor || open || refused.length > 0) && (
          <Rows>
            {mentor && (
              <Row
                title={mentor.name}
                about={periodWords(speech, { fromOn: mentor.fromOn, untilOn: null })}
                status={<Status tone="good">{t('pairings.state.active')}</Status>}
                action={
                  <LinkButton
                    href={`/pairings/${resident.id}?end=${mentor.id}`}
                    size="small"
                    tone="quiet"
                    label={t('pairings.end.label', { name: mentor.name })}
                  >
                    {t('pairings.end.action')}
                  </LinkButton>
                }
              />
            )}
            {open && (
              <Row
                title={t(
                  open.state === 'asked' ? 'pairings.resident.question' : 'pairings.resident.proposal',
                  {
                    name: open.name,
                  },
                )}
                about={
                  open.waitingSince &&
                  t('pairings.resident.waitingSince', { date: formatDate(open.waitingSince, locale, today) })
                }
                status={<Status tone="hold">{t('pairings.state.asked')}</Status>}
                action={
                  open.state === 'proposed' && (
                    <OneButton action={takeBack} fields={{ pairingId: open.id }} size="small" tone="quiet">
                      {t('pairings.overview.withdraw')}
                    </OneButton>
                  )
                }
              />
            )}
            {refused.map((each) => (
              <Row
                key={each.id}
                title={t('pairings.resident.refused', { name: each.name })}
                about={
                  each.declinedOn &&
                  t('pairings.resident.refusedOn', { date: formatDate(each.declinedOn, locale, today) })
                }
              />
            ))}
          </Rows>
        )}
        {!open && <Propose resident={resident} mentoring={mentoring} {...speech} />}
      </Stack>
    </Section>
  )
}

function Propose({ resident, mentoring, t }: Speech & { resident: Resident; mentoring: Mentoring }) {
  const { available, unavailable } = mentoring
  const unavailableCount = unavailable.reduce((sum, each) => sum + each.count, 0)
  return (
    <Panel>
      <form method="get" action={`/pairings/${resident.id}`}>
        <Stack gap={4}>
          <div>
            <h3>{t('pairings.resident.propose')}</h3>
            <Soft>{t('pairings.resident.proposeLead')}</Soft>
          </div>
          {available.length === 0 ? (
            <Notice>{t('pairings.resident.proposeNone')}</Notice>
          ) : (
            <>
              <PersonPicker
                name="mentor"
                label={t('pairings.resident.proposeWho')}
                empty={t('pairings.resident.proposeEmpty')}
                nobody={t('pairings.resident.proposeNobody')}
                openLabel={t('pairings.resident.proposeOpen')}
                people={available.map((mentor) => ({
                  value: mentor.id,
                  label: mentor.name,
                  about: [...mentor.departments, t('pairings.choose.room', { count: mentor.room })].join(
                    ' · ',
                  ),
                }))}
              />
              <Line>
                <Button>{t('pairings.resident.proposeCheck')}</Button>
              </Line>
            </>
          )}
          {unavailableCount > 0 && (
            <Soft>{t('pairings.resident.unavailable', { count: unavailableCount })}</Soft>
          )}
        </Stack>
      </form>
    </Panel>
  )
}

interface ProposalProps extends Speech {
  resident: Resident
  choice: MentorChoice | undefined
  back: string
}

export function ConfirmProposal({ resident, choice, back, t }: ProposalProps) {
  if (!choice || resident.mentoring?.open) return null
  const names = { name: choice.name, resident: resident.name }
  return (
    <ConfirmSheet
      title={t('pairings.resident.proposeSheet', names)}
      closeHref={back}
      closeLabel={t('common.close')}
      keep={t('pairings.resident.proposeCancel')}
      confirm={t('pairings.resident.proposeConfirm')}
      action={propose}
      fields={{ residentId: resident.id, guideId: choice.id }}
      tone="primary"
    >
      <p>{t('pairings.resident.proposeText', names)}</p>
    </ConfirmSheet>
  )
}
