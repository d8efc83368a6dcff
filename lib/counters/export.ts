import { dateOf, formatDateLong, type Locale } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { writeFile, type FileContent, type FilePart } from './file'
import { ownPublicKey, signAsHospital } from './own-key'
import { loadCounters, type Counter, type OwnCounters } from './queries'

/**
 * The viewer's counters as a signed file with a text that people read too; null for whoever has none. Learning therapy is in it only
 * when she asked for it: a file is shown to others.
 */
export async function exportCounters(
  viewer: Viewer,
  withTherapy: boolean,
  now: Date,
): Promise<string | null> {
  const own = await loadCounters(viewer, now)
  if (!own) return null
  const counters = own.counters.filter(({ form }) => withTherapy || form !== 'learning-therapy')
  const content: FileContent = {
    text: textOf(viewer, own, counters, now),
    kind: 'klankbord-counters',
    version: 1,
    file: crypto.randomUUID(),
    issuedAt: now.toISOString(),
    name: nameOf(viewer),
    hospital: own.hospitalName,
    key: ownPublicKey(),
    source: own.source,
    parts: partsOf(own, counters, now),
  }
  return writeFile(content, signAsHospital)
}

export const nameOf = ({ givenName, familyName }: Viewer) => `${givenName} ${familyName}`

/** What was counted here, and what she brought, each from the place that counted it: carried on, and never counted twice. */
function partsOf(own: OwnCounters, counters: readonly Counter[], now: Date): FilePart[] {
  const here: FilePart = {
    source: own.source,
    hospital: own.hospitalName,
    counts: counters.map(({ form, here: held, added }) => ({
      form,
      held,
      // She took away no more than there was; a session that was marked as missed later may leave less.
      added: Math.max(added, -held),
      countedAt: now.toISOString(),
    })),
  }
  const parts = new Map([[own.source, here]])
  for (const { source, hospital, form, held, added, countedAt } of counters.flatMap(
    ({ brought }) => brought,
  )) {
    const part = parts.get(source) ?? { source, hospital, counts: [] }
    part.counts.push({ form, held, added, countedAt: countedAt.toISOString() })
    parts.set(source, part)
  }
  return [...parts.values()]
}

function textOf(viewer: Viewer, own: OwnCounters, counters: readonly Counter[], now: Date): string[] {
  const locale: Locale = viewer.locale
  const t = words(locale)
  return [
    t('counters.file.title', { name: nameOf(viewer) }),
    t('counters.file.issued', { hospital: own.hospitalName, date: formatDateLong(dateOf(now), locale) }),
    ...counters.flatMap((counter) => [
      t('counters.file.total', {
        name: t(`common.form.${counter.form}`),
        total: counter.total,
        of: counter.times,
      }),
      t('counters.file.here', { count: counter.here }),
      ...(counter.added === 0 ? [] : [t('counters.file.added', { count: counter.added })]),
      ...counter.brought.map(({ hospital, held, added }) =>
        t('counters.file.brought', { hospital, count: held + added }),
      ),
    ]),
    t('counters.file.unchanged'),
  ]
}
