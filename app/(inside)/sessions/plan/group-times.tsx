import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { Row, Rows } from '@/app/_ui/rows'
import { SlotGrid, WhyNot } from '@/app/_ui/slot-grid'
import { clashSentence } from '@/lib/sessions/clashes'
import { groupWeeks, type RankedTime } from '@/lib/sessions/office-queries'
import { addDaysOn, dateOf, formatDate, formatTime, todayOn, type CalendarDate } from '@/lib/time'
import { slotDays } from '../slots'

interface GroupTimesProps {
  times: { all: RankedTime[]; most: RankedTime[]; names: ReadonlyMap<string, string> }
  fromOn: CalendarDate
  hrefAt: (startsAt: Date) => string
  hrefFrom: (from: CalendarDate) => string
}

/** Times for several people, by date: all can, or "6 van 8 kunnen" with who cannot on demand. For planning and for moving. */
export async function GroupTimes({ times, fromOn, hrefAt, hrefFrom }: GroupTimesProps) {
  const { locale, t, now } = await pageContext()
  const today = todayOn(now)
  const days = slotDays(
    times.all.map(({ startAt }) => ({ startAt, endAt: startAt, warnings: [] })),
    locale,
    hrefAt,
  )
  const before = addDaysOn(fromOn, -7 * groupWeeks)
  return (
    <>
      <Pagination
        label={t('planning.times.weeks')}
        words={t('planning.times.weekOf', { date: formatDate(fromOn, locale, today) })}
        previous={
          fromOn > today
            ? { href: hrefFrom(before < today ? today : before), label: t('planning.times.earlier') }
            : undefined
        }
        next={
          fromOn < addDaysOn(today, 365)
            ? { href: hrefFrom(addDaysOn(fromOn, 7 * groupWeeks)), label: t('planning.times.later') }
            : undefined
        }
      />
      {days.length > 0 ? (
        <Section
          title={t('planning.times.all')}
          lead={t('planning.times.allText', { count: times.all[0]?.all ?? 0 })}
        >
          <SlotGrid days={days} />
        </Section>
      ) : (
        <EmptyState title={t('planning.times.none')}>
          {t('planning.times.noneText', { weeks: groupWeeks })}
        </EmptyState>
      )}
      {times.most.length > 0 && (
        <Section title={t('planning.times.most')}>
          <Rows>
            {times.most.map((time) => {
              const when = `${formatDate(dateOf(time.startAt), locale, today)}, ${formatTime(time.startAt, locale)}`
              return (
                <Row
                  key={when}
                  title={when}
                  about={
                    <>
                      {t('planning.times.canOf', { free: time.free, all: time.all })}
                      <WhyNot title={t('planning.times.why')}>
                        <p>{clashSentence(t, time.clashes, times.names)}</p>
                      </WhyNot>
                    </>
                  }
                  action={
                    <LinkButton href={hrefAt(time.startAt)} label={`${t('planning.times.use')}: ${when}`}>
                      {t('planning.times.use')}
                    </LinkButton>
                  }
                />
              )
            })}
          </Rows>
        </Section>
      )}
    </>
  )
}
