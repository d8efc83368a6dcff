import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Panel, Stack } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import { isBookableForm } from '@/lib/sessions/forms'
import { loadOfficePhone } from '@/lib/sessions/office'
import { loadSession } from '@/lib/sessions/queries'
import { isPast, refuseChange } from '@/lib/sessions/rules'
import { formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { cancel } from '../actions'

const doneWords = ['booked', 'repeated', 'moved', 'cancelled'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('sessions.agenda.title') }
}

/** One session: what, when, with whom, where; move it or cancel it. */
export default async function SessionPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<{ done?: string; cancel?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const search = await props.searchParams
  const session = isId(id) ? await loadSession(viewer, id) : null
  if (!session) notFound()
  const name = `${session.other.givenName} ${session.other.familyName}`
  const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
  const done = doneWords.find((word) => word === search.done)
  const refusal = refuseChange(session, session.part, session.sequence, now)
  const mayChange = refusal === null
  return (
    <>
      <PageHeader
        title={t(`common.form.${session.form as 'check-in'}`)}
        lead={t('sessions.with', { name })}
      />
      {done && <Notice tone="done" title={t(`sessions.done.${done}`, { when, name })} live />}
      {session.cancelledAt && done !== 'cancelled' && <Notice title={t('sessions.cancelled')} />}
      {!session.cancelledAt && isPast(session, now) && <Notice title={t('sessions.past')} />}
      {refusal === 'too-late' && (
        <Notice title={t('refusals.too-late', { phone: await loadOfficePhone(viewer, session) })} />
      )}
      <Panel>
        <Stack>
          <Facts
            facts={[
              { name: t('sessions.when'), value: <strong>{when}</strong> },
              { name: t('sessions.who'), value: name },
              { name: t('sessions.where'), value: session.place ?? t('sessions.noPlace') },
            ]}
          />
          <Line>
            {mayChange && isBookableForm(session.form) && (
              <>
                <LinkButton href={`/sessions/${id}/move`} icon="move">
                  {t('sessions.moveButton')}
                </LinkButton>
                <LinkButton href={`/sessions/${id}?cancel=1`} tone="danger">
                  {t('sessions.cancelButton')}
                </LinkButton>
              </>
            )}
            <LinkButton href="/agenda" tone="quiet">
              {t('sessions.toAgenda')}
            </LinkButton>
          </Line>
        </Stack>
      </Panel>
      {mayChange && search.cancel && (
        <Sheet
          title={t('sessions.cancel.title')}
          closeHref={`/sessions/${id}`}
          closeLabel={t('common.close')}
        >
          <p>
            <strong>{when}</strong>
            <br />
            {t('sessions.cancel.text', { name })}
          </p>
          <ActionForm
            action={cancel}
            mistakesTitle={t('common.errorSummary')}
            label={t('sessions.cancel.title')}
          >
            <input type="hidden" name="sessionId" value={id} />
            <input type="hidden" name="seen" value={session.sequence} />
            <Line>
              <SubmitButton tone="danger" wide working={t('common.working')}>
                {t('sessions.cancel.button')}
              </SubmitButton>
              <LinkButton href={`/sessions/${id}`} tone="quiet" wide>
                {t('sessions.cancel.keep')}
              </LinkButton>
            </Line>
          </ActionForm>
        </Sheet>
      )}
    </>
  )
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
