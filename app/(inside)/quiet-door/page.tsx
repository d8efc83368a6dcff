import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { EmptyState } from '@/app/_ui/empty-state'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { keptTimes } from '@/lib/sessions/elsewhere'
import { bookingPath } from '@/lib/sessions/forms'
import { planWeeks } from '@/lib/sessions/queries'
import { loadQuietDoor, type QuietDoor, type QuietPairing } from '@/lib/sessions/quiet'
import { formatDate, formatRange, todayOn, type CalendarDate, type Locale } from '@/lib/time'
import { words, type Words } from '@/lib/words/words'
import { nameOfOther } from '../sessions/said'
import { end } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  // The title of a window is read by whoever passes.
  return { title: words(await currentLocale())('sessions.agenda.title') }
}

/** A resident finds a psychologist, a psychologist her residents; nobody else sees anything of it. */
export default async function QuietDoorPage({
  searchParams,
}: {
  searchParams: Promise<{ done?: string; end?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const firstTime = firstTimeIn(t, locale, now)
  const search = await searchParams
  const door = await loadQuietDoor(viewer, now)
  if (!door) notFound()
  const ending = door.pairings.find(({ pairingId }) => pairingId === search.end)
  return (
    <>
      <PageHeader
        title={t('quiet.title')}
        lead={t(door.isResident ? 'quiet.lead' : 'quiet.leadPsychologist')}
      />
      {search.done === 'ended' && <Notice tone="done" title={t('quiet.ended')} live />}
      {!door.isResident && <Questions door={door} />}
      {door.pairings.length > 0 && (
        <Section title={t(door.isResident ? 'quiet.yours' : 'quiet.residents')}>
          <Rows>
            {door.pairings.map((pairing) => (
              <Pairing key={pairing.pairingId} pairing={pairing} door={door} />
            ))}
          </Rows>
        </Section>
      )}
      {!door.isResident && door.pairings.length === 0 && <EmptyState title={t('quiet.nobody')} />}
      {door.isResident && (
        <Section title={t('quiet.choose')} lead={t('quiet.chooseText')}>
          {door.doors.length === 0 && door.pairings.length === 0 && <EmptyState title={t('quiet.none')} />}
          <Rows>
            {door.doors.map(({ id, name, firstOn }) => (
              <Row
                key={id}
                title={name}
                about={firstTime(firstOn)}
                action={
                  <LinkButton
                    href={bookingPath('psychologist-session', id)}
                    label={`${t('quiet.times')}: ${name}`}
                  >
                    {t('quiet.times')}
                  </LinkButton>
                }
              />
            ))}
          </Rows>
        </Section>
      )}
      <Section title={t('quiet.who')}>
        <Panel tone="quiet">
          <Facts
            facts={[
              { name: t('quiet.facts.two'), value: t('quiet.facts.twoText') },
              { name: t('quiet.facts.others'), value: t('quiet.facts.othersText') },
              { name: t('quiet.facts.kept'), value: t('quiet.facts.keptText') },
            ]}
          />
        </Panel>
      </Section>
      {ending && <EndSheet pairing={ending} />}
    </>
  )
}

/** When there is a first time, in words. */
function firstTimeIn(t: Words, locale: Locale, now: Date) {
  return (firstOn: CalendarDate | null) =>
    firstOn
      ? t('quiet.first', { date: formatDate(firstOn, locale, todayOn(now)) })
      : t('quiet.noFirst', { weeks: planWeeks })
}

async function Pairing({ pairing, door }: { pairing: QuietPairing; door: QuietDoor }) {
  const { locale, t, now } = await pageContext()
  const { id, name, isTherapist, pairingId, firstOn } = pairing
  const count =
    door.isResident && isTherapist
      ? t('quiet.counter', { held: door.therapyHeld, of: keptTimes['learning-therapy'] })
      : undefined
  return (
    <Row
      title={name}
      about={[door.isResident && firstTimeIn(t, locale, now)(firstOn), count].filter(Boolean).join(' ')}
      action={
        <Line>
          <LinkButton href={bookingPath('psychologist-session', id)} label={`${t('quiet.book')}: ${name}`}>
            {t('quiet.book')}
          </LinkButton>
          {isTherapist && (
            <LinkButton href={bookingPath('learning-therapy', id)} label={`${t('quiet.therapy')}: ${name}`}>
              {t('quiet.therapy')}
            </LinkButton>
          )}
          <LinkButton
            href={`/quiet-door?end=${pairingId}`}
            tone="quiet"
            label={`${t('quiet.stop')}: ${name}`}
          >
            {t('quiet.stop')}
          </LinkButton>
        </Line>
      }
    />
  )
}

async function Questions({ door }: { door: QuietDoor }) {
  const { locale, t, now } = await pageContext()
  if (door.questions.length === 0) return null
  return (
    <Section title={t('quiet.questions')}>
      <Rows>
        {door.questions.map((session) => {
          const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
          return (
            <Row
              key={session.id}
              title={nameOfOther(t, session)}
              about={when}
              action={
                <LinkButton
                  href={`/sessions/${session.id}`}
                  tone="primary"
                  label={`${t('quiet.answer')}: ${when}`}
                >
                  {t('quiet.answer')}
                </LinkButton>
              }
            />
          )
        })}
      </Rows>
    </Section>
  )
}

async function EndSheet({ pairing }: { pairing: QuietPairing }) {
  const { t } = await pageContext()
  return (
    <ConfirmSheet
      title={t('quiet.endTitle')}
      closeHref="/quiet-door"
      closeLabel={t('common.close')}
      action={end}
      fields={{ pairingId: pairing.pairingId }}
      confirm={t('quiet.stop')}
      keep={t('quiet.goOn')}
    >
      <p>{t('quiet.endText', { name: pairing.name })}</p>
    </ConfirmSheet>
  )
}
