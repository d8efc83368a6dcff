import type { Metadata } from 'next'
import { currentLocale, pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Button, LinkButton } from '@/app/_ui/button'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { DateField, TextField, TimeField } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Beside, Columns, Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import { isPlanner } from '@/lib/sessions/office-queries'
import { listRooms, mayKeepRooms } from '@/lib/sessions/rooms'
import { addMinutes, formatRange, instantAt, isCalendarDate, todayOn, wallTimeOf } from '@/lib/time'
import { words } from '@/lib/words/words'
import { add, close } from './actions'

interface Search {
  on?: string
  time?: string
  minutes?: string
  done?: string
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('planning.roomList.title') }
}

/** The rooms of the hospital and which are free at a time: that one is taken, never by whom. */
export default async function RoomsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, locale, t, now } = await pageContext()
  const search = await searchParams
  const on = search.on && isCalendarDate(search.on) ? search.on : todayOn(now)
  const time = /^([01]\d|2[0-3]):[0-5]\d/.test(search.time ?? '') ? search.time!.slice(0, 5) : wallTimeOf(now)
  const asked = Math.trunc(Number(search.minutes))
  const minutes = asked >= 5 && asked <= 600 ? asked : 60
  const startsAt = instantAt(on, time)
  const endsAt = addMinutes(startsAt, minutes)
  const rooms = await listRooms(viewer, { startsAt, endsAt })
  const keeps = mayKeepRooms(viewer)
  type Room = (typeof rooms)[number]
  const columns: Column<Room>[] = [
    { key: 'name', title: t('planning.roomList.name'), isRowHeader: true, cell: (room) => room.name },
    { key: 'site', title: t('planning.roomList.site'), cell: (room) => room.site },
    { key: 'places', title: t('planning.roomList.places'), align: 'end', cell: (room) => room.places },
    {
      key: 'state',
      title: t('planning.roomList.state'),
      cell: (room) => (
        <Status tone={room.isTaken ? 'hold' : 'good'}>
          {room.isTaken ? t('common.busy') : t('planning.roomList.free')}
        </Status>
      ),
    },
    ...(keeps
      ? [
          {
            key: 'close',
            title: t('planning.roomList.change'),
            cell: (room: Room) => (
              <OneButton action={close} fields={{ roomId: room.id }} tone="quiet" about={room.name}>
                {t('planning.roomList.close')}
              </OneButton>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader
        title={t('planning.roomList.title')}
        lead={t('planning.roomList.lead')}
        actions={
          isPlanner(viewer) && (
            <LinkButton href="/sessions/plan" icon="back">
              {t('planning.roomList.back')}
            </LinkButton>
          )
        }
      />
      {search.done === 'added' && <Notice tone="done" live title={t('planning.roomList.added')} />}
      {search.done === 'closed' && <Notice tone="done" live title={t('planning.roomList.closed')} />}
      {rooms.length === 0 ? (
        <EmptyState title={t('planning.roomList.none')}>
          {t(keeps ? 'planning.roomList.noneText' : 'planning.roomList.noneOther')}
        </EmptyState>
      ) : (
        <Stack>
          <form method="get" action="/rooms" aria-label={t('planning.roomList.at')}>
            <Panel>
              <Beside>
                <DateField name="on" label={t('planning.roomList.date')} defaultValue={on} />
                <TimeField name="time" label={t('planning.roomList.time')} defaultValue={time} />
                <TextField
                  name="minutes"
                  type="number"
                  inputMode="numeric"
                  width="short"
                  label={t('planning.roomList.minutes')}
                  defaultValue={String(minutes)}
                />
                <Button icon="search">{t('planning.roomList.show')}</Button>
              </Beside>
            </Panel>
          </form>
          <DataTable<Room>
            caption={t('planning.roomList.when', {
              when: formatRange(startsAt, endsAt, locale, todayOn(now)),
            })}
            columns={columns}
            rows={rooms}
            rowKey={(room) => room.id}
          />
        </Stack>
      )}
      {keeps && (
        <Section title={t('planning.roomList.add')}>
          <Panel>
            <ActionForm action={add} label={t('planning.roomList.add')}>
              <Stack gap={5}>
                <Columns>
                  <TextField name="name" label={t('planning.roomList.name')} maxLength={80} />
                  <TextField name="site" label={t('planning.roomList.site')} maxLength={80} />
                </Columns>
                <TextField
                  name="places"
                  type="number"
                  inputMode="numeric"
                  width="short"
                  label={t('planning.roomList.places')}
                />
                <Line>
                  <SubmitButton tone="primary">{t('planning.roomList.addButton')}</SubmitButton>
                </Line>
              </Stack>
            </ActionForm>
          </Panel>
        </Section>
      )}
    </>
  )
}
