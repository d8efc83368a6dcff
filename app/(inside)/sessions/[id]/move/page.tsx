import { notFound, redirect } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { isBookableForm } from '@/lib/sessions/forms'
import { loadSession } from '@/lib/sessions/queries'
import { formatRange, todayOn } from '@/lib/time'
import { Times } from '../../times'

interface Search {
  from?: string
  own?: string
  at?: string
}

/** Another time for a session that stands. */
export default async function MovePage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<Search>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const session = /^[0-9a-f-]{36}$/i.test(id) ? await loadSession(viewer, id, now) : null
  if (!session?.other || !isBookableForm(session.form) || session.departmentId) notFound()
  if (session.refused.move) redirect(`/sessions/${id}`)
  return (
    <Times
      form={session.form}
      otherId={session.other.id}
      search={await props.searchParams}
      base={`/sessions/${id}/move`}
      moving={session}
      heading={(name) => ({
        title: t('sessions.move.title'),
        lead: t('sessions.move.lead', {
          when: formatRange(session.startsAt, session.endsAt, locale, todayOn(now)),
          name,
        }),
      })}
    />
  )
}
