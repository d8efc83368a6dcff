import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Line, PageHeader } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { bookableForms, bookingPath, formAtAddress } from '@/lib/sessions/forms'
import { listBookable } from '@/lib/sessions/queries'
import { mayBookAny } from '@/lib/sessions/waiting-policy'
import { words } from '@/lib/words/words'
import { Times } from '../times'

interface Search {
  form?: string
  with?: string
  from?: string
  own?: string
  why?: string
  at?: string
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('sessions.book.title') }
}

/** Choose with whom, then when. */
export default async function BookPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, t, now } = await pageContext()
  const search = await searchParams
  if (search.with) {
    const form = formAtAddress(search.form, bookableForms)
    if (!form) notFound()
    return (
      <Times
        form={form}
        otherId={search.with}
        search={search}
        base={bookingPath(form, search.with)}
        heading={(name, isResident) => ({
          title: t(`sessions.book.titleFor.${form}`),
          lead: t(isResident ? 'sessions.book.leadOwn' : 'sessions.book.lead', { name }),
        })}
      />
    )
  }
  const bookable = await listBookable(viewer, now)
  const only = bookable[0]
  if (only && bookable.length === 1) redirect(bookingPath(only.form, only.otherId))
  return (
    <>
      <PageHeader
        title={t('sessions.book.title')}
        lead={bookable.length > 0 ? t('sessions.book.choose') : undefined}
      />
      {bookable.length === 0 ? (
        <EmptyState
          title={t('sessions.book.nobody')}
          action={
            <Line>
              <LinkButton href="/pairings" tone="primary">
                {t('sessions.book.toPairings')}
              </LinkButton>
              {mayBookAny(viewer) && <LinkButton href="/sessions/any">{t('waiting.any.go')}</LinkButton>}
            </Line>
          }
        >
          {t('sessions.book.nobodyText')}
        </EmptyState>
      ) : (
        <Rows>
          {bookable.map((entry) => (
            <Row
              key={entry.form + entry.otherId}
              title={`${entry.givenName} ${entry.familyName}`}
              about={t(`common.form.${entry.form}`)}
              action={
                <LinkButton href={bookingPath(entry.form, entry.otherId)}>
                  {t(`sessions.book.titleFor.${entry.form}`)}
                </LinkButton>
              }
            />
          ))}
          {mayBookAny(viewer) && (
            <Row
              title={t('waiting.any.orAny')}
              about={t('common.form.mentor-session')}
              action={
                <LinkButton
                  href="/sessions/any"
                  label={`${t('sessions.book.titleFor.mentor-session')}: ${t('waiting.any.orAny')}`}
                >
                  {t('sessions.book.titleFor.mentor-session')}
                </LinkButton>
              }
            />
          )}
        </Rows>
      )}
    </>
  )
}
