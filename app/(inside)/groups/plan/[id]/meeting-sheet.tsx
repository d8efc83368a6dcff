import type { ReactNode } from 'react'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { ChoiceGroup } from '@/app/_ui/choice-group'
import { Disclosure } from '@/app/_ui/disclosure'
import { TextArea } from '@/app/_ui/field'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Line, Soft, Stack } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Cell, DraftGroup, Place } from '@/lib/groups/board'
import { formsOfGroup, levelOf } from '@/lib/groups/rules'
import { addDaysOn, addMinutes, formatRange, isoWeekOf, todayOn } from '@/lib/time'
import { anyway, lock, move } from '../actions'
import { levelTones, missingWords } from '../said'
import type { DraftPage } from './board-view'

interface SheetProps {
  page: DraftPage
  cell: string
  /** Only the times of this week. */
  toWeek: string | undefined
}

/** One meeting of a draft: where it can go, the most attendance first; whether it stays; and who comes against her rest. */
export async function MeetingSheet({ page, cell: named, toWeek }: SheetProps) {
  const { t, locale, now } = await pageContext()
  const { plan, board } = page
  const [groupId, index] = named.split('.')
  const group = board.draft.groups.find(({ id }) => id === groupId)
  const cell = group && board.cells(group)[Number(index)]
  if (!group || !cell) return null
  const here = `/groups/plan/${plan.id}`
  const fields = { planId: plan.id, seen: plan.version, groupId: group.id, meeting: cell.index }
  const startsAt = new Date(cell.startMs)
  const endsAt = addMinutes(startsAt, board.ground.minutes)
  const names = (ids: readonly string[]) => ids.map((id) => board.nameOf(id)).join(', ')
  return (
    <Sheet
      title={`${group.name}, ${formatRange(startsAt, endsAt, locale, todayOn(now))}`}
      closeHref={here}
      closeLabel={t('common.close')}
    >
      <Stack gap={5}>
        {!cell.isLocked &&
          (toWeek === undefined ? (
            <Places page={page} group={group} cell={cell} fields={fields} />
          ) : (
            <TimesOfWeek page={page} group={group} cell={cell} fields={fields} week={Number(toWeek)} />
          ))}
        <Stack gap={2}>
          <Line>
            <Status tone={levelTones[cell.level]}>
              {`${t('groupPlans.board.of', { count: cell.canIds.length, all: cell.members })}, ${t(`groups.level.${cell.level}`)}`}
            </Status>
            <Soft>{t('groupPlans.meeting.room', { name: cell.room })}</Soft>
          </Line>
          {cell.missingIds.length > 0 && (
            <p>
              {t('groupPlans.meeting.cannot', { names: names(cell.missingIds) })}{' '}
              {missingWords(t, cell.missing, cell.unknown)}
            </p>
          )}
          {cell.anyway && (
            <p>
              {t('groupPlans.meeting.isAnyway', {
                names: names(cell.anyway.members),
                reason: cell.anyway.reason,
              })}
            </p>
          )}
        </Stack>
        <Stack gap={2}>
          <OneButton action={lock} fields={fields} icon="lock">
            {t(cell.isLocked ? 'groupPlans.meeting.unlock' : 'groupPlans.meeting.lock')}
          </OneButton>
          <Soft>{t('groupPlans.meeting.lockHint')}</Soft>
        </Stack>
        <Anyway page={page} group={group} cell={cell} fields={fields} />
      </Stack>
    </Sheet>
  )
}

interface PartProps {
  page: DraftPage
  group: DraftGroup
  cell: Cell
  fields: Record<string, string | number>
}

const weekNumber = ({ plan }: DraftPage, week: number) => isoWeekOf(addDaysOn(plan.asked.fromOn, week * 7))

/** The best time of each week, the most attendance first. */
async function Places({ page, group, cell, fields }: PartProps) {
  const { t } = await pageContext()
  const here = `/groups/plan/${page.plan.id}?cell=${group.id}.${cell.index}`
  const places = page.board.placesFor(group, cell.index).filter(({ startMs }) => startMs !== cell.startMs)
  return (
    <ActionForm action={move} label={t('groupPlans.meeting.move')}>
      <HiddenFields fields={{ ...fields, was: cell.week }} />
      <Stack gap={2}>
        <h3>{t('groupPlans.meeting.move')}</h3>
        <Soft>{t(places.length > 0 ? 'groupPlans.meeting.moveLead' : 'groupPlans.meeting.nowhere')}</Soft>
        {places.map((place) => (
          <PlaceLine key={place.startMs} page={page} place={place}>
            <LinkButton
              href={`${here}&week=${place.week}`}
              size="small"
              tone="quiet"
              prefetch={false}
              label={`${t('groupPlans.meeting.otherTimes')}: ${t('groupPlans.board.week', { week: weekNumber(page, place.week) })}`}
            >
              {t('groupPlans.meeting.otherTimes')}
            </LinkButton>
          </PlaceLine>
        ))}
      </Stack>
    </ActionForm>
  )
}

/** Every time of one week, the most attendance first. */
async function TimesOfWeek({ page, group, cell, fields, week }: PartProps & { week: number }) {
  const { t } = await pageContext()
  const places = page.board
    .placesFor(group, cell.index, Infinity)
    .filter((place) => place.week === week && place.startMs !== cell.startMs)
  const title = t('groupPlans.meeting.inWeek', { week: weekNumber(page, week) })
  return (
    <ActionForm action={move} label={title}>
      <HiddenFields fields={{ ...fields, was: cell.week }} />
      <Stack gap={2}>
        <h3>{title}</h3>
        {places.length === 0 && <Soft>{t('groupPlans.meeting.noTime')}</Soft>}
        {places.map((place) => (
          <PlaceLine key={place.startMs} page={page} place={place} />
        ))}
        <Line>
          <LinkButton
            href={`/groups/plan/${page.plan.id}?cell=${group.id}.${cell.index}`}
            tone="quiet"
            prefetch={false}
          >
            {t('groupPlans.meeting.otherWeeks')}
          </LinkButton>
        </Line>
      </Stack>
    </ActionForm>
  )
}

async function PlaceLine({ page, place, children }: { page: DraftPage; place: Place; children?: ReactNode }) {
  const { t, locale, now } = await pageContext()
  const { plan, board } = page
  const startsAt = new Date(place.startMs)
  const level = levelOf(place.can, place.members, formsOfGroup[plan.form].quorum)
  return (
    <Line spread>
      <SubmitButton name="startsAt" value={String(place.startMs)}>
        {t('groupPlans.meeting.to', {
          week: weekNumber(page, place.week),
          when: formatRange(startsAt, addMinutes(startsAt, board.ground.minutes), locale, todayOn(now)),
        })}
      </SubmitButton>
      <Line>
        <Status tone={levelTones[level]}>
          {`${t('groupPlans.board.of', { count: place.can, all: place.members })}, ${t(`groups.level.${level}`)}`}
        </Status>
        {children}
      </Line>
    </Line>
  )
}

async function Anyway({ page, group, cell, fields }: PartProps) {
  const { t } = await pageContext()
  const resting = page.board.resting(group, cell.index)
  if (resting.length === 0) return null
  return (
    <Disclosure title={t('groupPlans.meeting.anyway')}>
      <ActionForm action={anyway} label={t('groupPlans.meeting.anyway')}>
        <HiddenFields fields={fields} />
        <Stack gap={4}>
          <p>{t('groupPlans.meeting.anywayLead')}</p>
          <ChoiceGroup
            name="members"
            legend={t('groupPlans.meeting.anywayWho')}
            many
            defaultValue={cell.anyway?.members ?? []}
            choices={resting.map((id) => ({ value: id, label: page.board.nameOf(id) }))}
          />
          <TextArea
            name="reason"
            label={t('groupPlans.meeting.reason')}
            maxLength={200}
            defaultValue={cell.anyway?.reason}
          />
          <Line>
            <SubmitButton>{t('groupPlans.meeting.anywayButton')}</SubmitButton>
          </Line>
        </Stack>
      </ActionForm>
    </Disclosure>
  )
}
