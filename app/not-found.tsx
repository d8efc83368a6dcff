import { currentLocale } from './_server/session'
import { LinkButton } from './_ui/button'
import { EmptyState } from './_ui/empty-state'
import { words } from '@/lib/words/words'
import styles from './outside.module.css'

export default async function NotFound() {
  const t = words(await currentLocale())
  return (
    <main className={styles.outside}>
      <h1 className="unseen">{t('common.notFound.title')}</h1>
      <EmptyState
        title={t('common.notFound.title')}
        action={
          <LinkButton href="/" tone="primary">
            {t('common.notFound.home')}
          </LinkButton>
        }
      >
        {t('common.notFound.text')}
      </EmptyState>
    </main>
  )
}
