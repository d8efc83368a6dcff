import { pageContext } from '@/app/_server/session'
import { Pagination } from '@/app/_ui/pagination'

/** The page that an address asks for; the first when it asks for none. */
export function pageAsked(text: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : 1
}

interface ListPagerProps {
  page: number
  /** How many there are on all pages together, and on one. */
  count: number
  perPage: number
  /** The address of the list itself. */
  path: string
}

/** Through a long list of sessions, page by page; nothing where all stand on one. */
export async function ListPager({ page, count, perPage, path }: ListPagerProps) {
  const { t } = await pageContext()
  const pages = Math.ceil(count / perPage)
  if (pages <= 1) return null
  const hrefOf = (to: number) => (to === 1 ? path : `${path}?page=${to}`)
  return (
    <Pagination
      label={t('sessions.pager.label')}
      words={t('sessions.pager.page', { page, pages })}
      previous={page > 1 ? { href: hrefOf(page - 1), label: t('sessions.pager.previous') } : undefined}
      next={page < pages ? { href: hrefOf(page + 1), label: t('sessions.pager.next') } : undefined}
    />
  )
}
