import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { isBookableForm } from '@/lib/sessions/forms'
import { loadOfficePhone } from '@/lib/sessions/office'
import { loadSession } from '@/lib/sessions/queries'
import { dateOf, formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { nameOfOther, stateWord, whereIs, withWhom } from '../said'
import { Answer } from './answer'
import { CancelSheet } from './cancel-sheet'
import { Mark } from './mark'
import { PlaceSheet } from './place-sheet'

const doneWords = [
  'booked',
  'asked',
  'repeated',
  'moved',
  'placed',
  'cancelled',
  'accepted',
  'declined',
  'noted',
  'series',
  'movedAll',
  'cancelledAll',
] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('sessions.agenda.title') }
}

/** One session: what, when, with whom, where; what may be done with it now. */
export default async function SessionPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<{ done?: string; count?: string; cancel?: string; mark?: string; place?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const search = await props.searchParams
  const session = isId(id) ? await loadSession(viewer, id, now) : null
  if (!session) notFound()
  const name = nameOfOther(t, session)
  const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
  const done = doneWords.find((word) => word === search.done)
  const { refused } = session
  const mayMove = !refused.move && isBookableForm(session.form) && session.departmentId === null
  // What an office planned a resident only leaves, where she took a seat herself; its guide may do more.
  const isOffice = session.departmentId !== null
  const mayCancel = !refused.cancel && (!isOffice || session.seats !== null || session.part === 'guide')
  const word = stateWord(t, session)
  const isOver = ['cancelled', 'declined', 'expired'].includes(session.state)
  return (
    <>
      <PageHeader title={t(`common.form.${session.form as 'check-in'}`)} lead={withWhom(t, session)} />
      {done && (
        <Notice
          tone="done"
          title={t(`sessions.done.${done}`, { when, name, count: Number(search.count) || 1 })}
          live
        />
      )}
      {isOver && done !== 'cancelled' && done !== 'declined' && (
        <Notice title={t(`sessions.over.${session.state as 'cancelled'}`)} />
      )}
      {refused.cancel === 'too-late' && (
        <Notice
          title={t('refusals.too-late', {
            phone: await loadOfficePhone(viewer, session),
            hours: Math.round(session.cancelMinutes / 60),
          })}
        />
      )}
      {session.plannedAnywayReason && !isOver && (
        <Notice tone="attention" title={t('sessions.anyway', { reason: session.plannedAnywayReason })} />
      )}
      <Answer session={session} />
      <Panel>
        <Stack>
          <Facts
            facts={[
              { name: t('sessions.when'), value: <strong>{when}</strong> },
              { name: t('sessions.who'), value: name },
              { name: t('sessions.where'), value: whereIs(session) ?? t('sessions.noPlace') },
              ...(session.link
                ? [
                    {
                      name: t('sessions.online'),
                      value: (
                        <a href={session.link} rel="noreferrer" target="_blank">
                          {t('sessions.join')}
                        </a>
                      ),
                    },
                  ]
                : []),
              ...(session.seriesId && !isOver
                ? [
                    {
                      name: t('planning.session.of'),
                      value: t('planning.session.ofText', { count: session.othersToCome }),
                    },
                  ]
                : []),
              ...(word ? [{ name: t('sessions.stateName'), value: word }] : []),
            ]}
          />
          <Line>
            {mayMove && (
              <LinkButton href={`/sessions/${id}/move`} icon="move">
                {t('sessions.moveButton')}
              </LinkButton>
            )}
            {mayMove && (
              <LinkButton href={`/sessions/${id}?place=1`}>{t('planning.session.place')}</LinkButton>
            )}
            {isOffice && session.part === 'guide' && !refused.move && (
              <LinkButton href={`/sessions/plan/${id}`}>{t('planning.session.changes')}</LinkButton>
            )}
            {mayCancel && (
              <LinkButton href={`/sessions/${id}?cancel=1`} tone="danger">
                {t('sessions.cancelButton')}
              </LinkButton>
            )}
            {session.form === 'check-in' && session.part === 'guide' && !refused.mark && session.other && (
              <LinkButton
                href={`/check-ins?open=${session.other.id}&on=${dateOf(session.startsAt)}#resident-${session.other.id}`}
                tone="primary"
              >
                {t('checkIns.asking.happened')}
              </LinkButton>
            )}
            <LinkButton href="/agenda" tone="quiet">
              {t('sessions.toAgenda')}
            </LinkButton>
          </Line>
        </Stack>
      </Panel>
      {!refused.mark && (session.departmentId === null || session.part === 'guide') && (
        <Mark session={session} isOpen={search.mark === '1'} />
      )}
      {mayMove && search.place && <PlaceSheet session={session} name={name} />}
      {mayCancel && search.cancel && <CancelSheet session={session} when={when} name={name} />}
    </>
  )
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
