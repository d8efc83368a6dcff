import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Facts } from '@/app/_ui/facts'
import { Line, PageHeader, Panel, Section } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
import { loadShift } from '@/lib/rosters/queries'
import { dateOf, formatDate, formatRange, formatTime, mondayOf, todayOn } from '@/lib/time'
import { isWork } from '@/lib/rosters/rules'
import { remove } from '../actions'
import { NoteEnd } from './note-end'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('rosters.title') }
}

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ department?: string }>
}

/** One shift, for the secretary who may take it out of the roster. */
export default async function ShiftPage({ params, searchParams }: Props) {
  const { viewer, locale, t, now } = await pageContext()
  const shift = await loadShift(viewer, (await params).id)
  if (!shift) notFound()
  const { department } = await searchParams
  const today = todayOn(now)
  const inDepartment = shift.departmentIds.find((id) => id === department)
  const week = new URLSearchParams({
    week: mondayOf(dateOf(shift.startsAt)),
    ...(inDepartment ? { department: inDepartment } : {}),
  })
  return (
    <>
      <PageHeader
        title={t('rosters.shift.title', { name: shift.name, kind: t(`common.shift.${shift.kind}`) })}
        lead={t(shift.mayRemove ? 'rosters.shift.lead' : 'rosters.shift.leadOwn')}
      />
      <Panel>
        <Facts
          facts={[
            { name: t('rosters.shift.who'), value: shift.name },
            { name: t('rosters.shift.what'), value: t(`common.shift.${shift.kind}`) },
            {
              name: t('rosters.shift.when'),
              value: formatRange(shift.startsAt, shift.endsAt, locale, today),
            },
            ...(shift.endedAt
              ? [{ name: t('rosters.shift.ended'), value: formatTime(shift.endedAt, locale) }]
              : []),
            { name: t('rosters.shift.imported'), value: formatDate(dateOf(shift.importedAt), locale, today) },
          ]}
        />
      </Panel>
      {shift.mayNoteEnd && isWork(shift.kind) && shift.startsAt < now && <NoteEnd shift={shift} />}
      {shift.mayRemove && (
        <Section title={t('rosters.shift.removeTitle')} lead={t('rosters.shift.removeText')}>
          <ActionForm action={remove} label={t('rosters.shift.remove')}>
            <Line>
              <input type="hidden" name="shiftId" value={shift.id} />
              {inDepartment && <input type="hidden" name="department" value={inDepartment} />}
              <SubmitButton tone="danger">{t('rosters.shift.remove')}</SubmitButton>
              <LinkButton href={`/rosters?${week}`} tone="quiet">
                {t('rosters.shift.back')}
              </LinkButton>
            </Line>
          </ActionForm>
        </Section>
      )}
    </>
  )
}
