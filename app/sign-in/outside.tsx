import type { ReactNode } from 'react'
import { Preferences } from '@/app/_server/preference-forms'
import { currentLocale } from '@/app/_server/session'
import { BrandMark } from '@/app/_ui/brand'
import { words } from '@/lib/words/words'
import styles from '../outside.module.css'

/** The frame of the few pages that one sees before signing in. */
export async function Outside({
  title,
  lead,
  children,
}: {
  title: string
  lead?: string
  children?: ReactNode
}) {
  const locale = await currentLocale()
  const t = words(locale)
  return (
    <main className={styles.outside}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <BrandMark size={36} />
          {t('common.product')}
        </p>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </div>
      <Preferences t={t} locale={locale} />
    </main>
  )
}
