import { currentLocale } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader } from '@/app/_ui/page'
import { words } from '@/lib/words/words'

export default async function NotFound() {
  const t = words(await currentLocale())
  return (
    <>
      <PageHeader title={t('common.notFound.title')} />
      <EmptyState
        title={t('common.notFound.text')}
        action={
          <LinkButton href="/" tone="primary">
            {t('common.notFound.home')}
          </LinkButton>
        }
      />
    </>
  )
}
