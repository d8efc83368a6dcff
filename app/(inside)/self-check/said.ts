import { frequencies, manners, statements, workItems } from '@/lib/self-check/rules'
import type { Words } from '@/lib/words/words'

const by = <Key extends string | number, Text>(keys: readonly Key[], say: (key: Key) => Text) =>
  Object.fromEntries(keys.map((key) => [key, say(key)])) as Record<Key, Text>

const burnOuts = ['none', 'strain', 'signs', 'now'] as const

/** Every text that the check may have to say: it asks no server once it stands there. */
export function saidIn(t: Words) {
  return {
    script: t('selfCheck.script'),
    scriptText: t('selfCheck.scriptText'),
    workTitle: t('selfCheck.workTitle'),
    workLead: t('selfCheck.workLead'),
    asks: by(workItems, (item) => t(`selfCheck.items.${item}.ask`)),
    names: by(workItems, (item) => t(`selfCheck.items.${item}.name`)),
    frequency: by(frequencies, (frequency) => t(`selfCheck.frequency.${frequency}`)),
    burnOutTitle: t('selfCheck.burnOutTitle'),
    burnOutLead: t('selfCheck.burnOutLead'),
    burnOutAsk: t('selfCheck.burnOutAsk'),
    statement: by(statements, (statement) => t(`selfCheck.statement.${statement}`)),
    source: t('selfCheck.source'),
    sourceText: t('selfCheck.sourceText'),
    show: t('selfCheck.show'),
    choose: t('selfCheck.choose'),
    again: t('selfCheck.again'),
    outcome: t('selfCheck.outcome'),
    outcomeLead: t('selfCheck.outcomeLead'),
    burnOut: by(burnOuts, (burnOut) => t(`selfCheck.burnOut.${burnOut}`)),
    manner: by(manners, (manner) => t(`selfCheck.manner.${manner}`)),
    notYou: t('selfCheck.notYou'),
    /** With the date still to be filled in: only the browser knows it. */
    since: (t.raw('selfCheck.since') as string).split('{date}'),
    better: t('selfCheck.better'),
    less: t('selfCheck.less'),
    sameWork: t('selfCheck.sameWork'),
    change: by(['lighter', 'heavier', 'same'], (change) => t(`selfCheck.change.${change}`)),
    keepHint: t('selfCheck.keepHint'),
    keepHere: t('selfCheck.keepHere'),
    isKept: t('selfCheck.isKept'),
    isNotKept: t('selfCheck.isNotKept'),
    cannotKeep: t('selfCheck.cannotKeep'),
    keptTitle: t('selfCheck.keptTitle'),
    keptLead: t('selfCheck.keptLead'),
    keptBurnOut: by(burnOuts, (burnOut) => t(`selfCheck.keptBurnOut.${burnOut}`)),
    forget: t('selfCheck.forget'),
    forgotten: t('selfCheck.forgotten'),
  }
}

export type SelfCheckWords = ReturnType<typeof saidIn>
