import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Button, LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields } from '@/app/_ui/one-button'
import { Line, PageHeader, Panel, Section, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { SubmitButton } from '@/app/_ui/submit-button'
import { clashSentence } from '@/lib/sessions/clashes'
import { loadMovePreview } from '@/lib/sessions/planned-queries'
import type { Scope } from '@/lib/sessions/series-rules'
import { formatDate, formatRange } from '@/lib/time'
import { move } from '../../actions'
import { AnywayFields } from '../../anyway-fields'
import { ScopeChoice } from '../../../scope-choice'

const tones = { free: 'good', anyway: 'soon', never: 'late' } as const

interface MovePreviewProps {
  sessionId: string
  startsAt: Date
  scope: Scope
  skip: string[]
}

/** What moving this one, the following or all would change, date by date; nothing is stored yet. */
export async function MovePreview({ sessionId, startsAt, scope, skip }: MovePreviewProps) {
  const { viewer, locale, t, now } = await pageContext()
  const preview = await loadMovePreview(viewer, { sessionId, scope, startsAt, skip }, now)
  if (!preview) notFound()
  const { planned, previews, stays, names, mayAnyway, today, othersToCome } = preview
  const here = `/sessions/plan/${sessionId}/move`
  const at = startsAt.toISOString()
  const href = (skipped: string[]) =>
    `${here}?${new URLSearchParams([['at', at], ['scope', scope], ...skipped.map((on) => ['skip', on])])}`
  const wrong = previews.filter(
    ({ standing }) => standing === 'never' || (standing === 'anyway' && !mayAnyway),
  )
  const isRest = mayAnyway && previews.some(({ standing }) => standing === 'anyway')
  return (
    <>
      <PageHeader
        title={t('planning.move.title')}
        lead={t('planning.move.lead', {
          when: formatRange(planned.startsAt, planned.endsAt, locale, today),
        })}
      />
      <Stack>
        {planned.seriesId && othersToCome > 0 && (
          <form method="get" action={here} aria-label={t('planning.session.scope')}>
            <Panel>
              <Stack>
                <input type="hidden" name="at" value={at} />
                <ScopeChoice planned={{ ...planned, othersToCome }} chosen={scope} />
                <Line>
                  <Button>{t('planning.next')}</Button>
                </Line>
              </Stack>
            </Panel>
          </form>
        )}
        {wrong.length > 0 && (
          <Notice
            tone="attention"
            title={t('planning.series.clashes', { count: wrong.length })}
            action={<LinkButton href={here}>{t('planning.check.otherTime')}</LinkButton>}
            live
          >
            {t('planning.check.cannotText')}
          </Notice>
        )}
      </Stack>
      <Section title={t('planning.move.preview')} count={previews.length}>
        <Rows label={t('planning.move.preview')}>
          {previews.map((each) => (
            <Row
              key={each.on}
              title={formatRange(each.startsAt, each.endsAt, locale, today)}
              about={[
                t('planning.move.from', {
                  when: formatRange(each.from.startsAt, each.from.endsAt, locale, today),
                }),
                clashSentence(t, each.clashes, names),
                each.isRoomTaken ? t('planning.check.roomTaken') : '',
              ]
                .filter(Boolean)
                .join('. ')}
              status={<Status tone={tones[each.standing]}>{t(`planning.series.${each.standing}`)}</Status>}
              action={
                each.id !== sessionId && (
                  <LinkButton
                    tone="quiet"
                    prefetch={false}
                    href={href([...skip, each.on])}
                    label={t('planning.move.stayLabel', { date: formatDate(each.on, locale, today) })}
                  >
                    {t('planning.move.stay')}
                  </LinkButton>
                )
              }
            />
          ))}
          {stays.map((each) => (
            <Row
              key={each.on}
              title={formatRange(each.startsAt, each.endsAt, locale, today)}
              status={<Status tone="neutral">{t('planning.move.stays')}</Status>}
              action={
                <LinkButton
                  tone="quiet"
                  prefetch={false}
                  href={href(skip.filter((on) => on !== each.on))}
                  label={t('planning.series.backLabel', { date: formatDate(each.on, locale, today) })}
                >
                  {t('planning.series.back')}
                </LinkButton>
              }
            />
          ))}
        </Rows>
      </Section>
      <Section title={t('planning.check.title')}>
        <Panel>
          <ActionForm action={move} label={t('planning.move.title')}>
            <HiddenFields fields={{ sessionId, seen: planned.sequence, scope, startsAt: at, skip }} />
            {isRest && wrong.length === 0 && <AnywayFields />}
            <Line>
              {wrong.length === 0 && (
                <SubmitButton tone="primary" wide>
                  {t('planning.move.button')}
                </SubmitButton>
              )}
              <LinkButton href={here} tone="quiet" wide>
                {t('planning.check.otherTime')}
              </LinkButton>
            </Line>
          </ActionForm>
        </Panel>
      </Section>
    </>
  )
}
