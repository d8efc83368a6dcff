import { createTranslator } from 'use-intl/core'
import { hospitalZone, type Locale } from '@/lib/time'
import en from './en'
import nl from './nl'

/** Every text a person reads, by concept. The two languages have the same keys: a test holds them together. */
const catalogs: Record<Locale, typeof nl> = { nl, en }

/** The texts in one language, as a function of their key: `t('sessions.book.title')`. Dates come in already written. */
export function words(locale: Locale) {
  return translators[locale]
}

function translator(locale: Locale) {
  return createTranslator({ locale, messages: catalogs[locale], timeZone: hospitalZone })
}

const translators = { nl: translator('nl'), en: translator('en') }

export type Words = ReturnType<typeof words>
export type RefusalReason = keyof typeof nl.refusals
export type IssueKey = keyof typeof nl.issues
