import { Facts } from '@/app/_ui/facts'
import { Stack } from '@/app/_ui/page'
import { workingTime } from '@/lib/availability/settings'
import { partTimeBound, type Breach, type Load } from '@/lib/load/load'
import type { ResidentLoad } from '@/lib/load/queries'
import { formatDate, isoWeekOf, type CalendarDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { pageContext } from '@/app/_server/session'

/** A number with at most one decimal, or so many. */
const hoursOf = (hours: number, locale: Locale, decimals = 1) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(hours)

/** "Rust van 9 uur op vr 12 mrt; het moet minstens 11 uur zijn." */
export function breachWords(t: Words, locale: Locale, today: CalendarDate, breach: Breach): string {
  const { rule, on, hours, bound } = breach
  return t(`load.breach.${rule}`, {
    date: formatDate(on, locale, today),
    hours: hoursOf(hours, locale),
    bound: hoursOf(bound, locale),
  })
}

export const averageWords = (locale: Locale, average: number) => hoursOf(average, locale)

/** The same in one line. */
export function loadWords(t: Words, locale: Locale, load: Load): string {
  return t('load.short', {
    weeks: load.weeks.length,
    hours: hoursOf(load.average, locale),
    nights: load.nights,
    free: load.freeWeekends,
    breaches: load.breaches.length,
  })
}

/** What the roster of the last weeks asked of somebody: numbers, and where it broke a rule with the article. */
export async function LoadFacts({ load, today }: { load: ResidentLoad; today: CalendarDate }) {
  const { t, locale } = await pageContext()
  const { averageHours, averageWeeks } = workingTime()
  const bound = hoursOf(averageHours / averageWeeks, locale)
  const partTime = partTimeBound(load.fte)
  const busiest = load.weeks.toSorted((a, b) => b.hours - a.hours)[0]!
  return (
    <Stack gap={3}>
      <Facts
        facts={[
          {
            name: t('load.average'),
            value: t('load.most', { hours: hoursOf(load.average, locale), bound }),
          },
          ...(partTime === null
            ? []
            : [
                {
                  name: t('load.partTime'),
                  value: t(load.average <= partTime ? 'load.partTimeKept' : 'load.partTimeLost', {
                    fte: hoursOf(load.fte ?? 1, locale, 2),
                    bound: hoursOf(partTime, locale),
                  }),
                },
              ]),
          {
            name: t('load.busiest'),
            value: t('load.inWeek', {
              hours: hoursOf(busiest.hours, locale),
              week: isoWeekOf(busiest.mondayOn),
            }),
          },
          { name: t('load.nights'), value: load.nights },
          {
            name: t('load.weekends'),
            value: t('load.ofWeekends', { count: load.freeWeekends, all: load.weeks.length }),
          },
          {
            name: t('load.breaches'),
            value: load.breaches.length === 0 ? t('load.noBreaches') : load.breaches.length,
          },
        ]}
      />
      {load.breaches.length > 0 && (
        <ul>
          {load.breaches.map((breach) => (
            <li key={`${breach.rule} ${breach.on}`}>{breachWords(t, locale, today, breach)}</li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
