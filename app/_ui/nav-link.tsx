'use client'

import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon } from './icon'
import type { NavItem } from './shell'
import styles from './shell.module.css'
import { Skeleton } from './skeleton'

/** One place to go; says whether one is there. */
export function NavLink({ href, label, short, icon, count, isRow }: NavItem & { isRow?: boolean }) {
  const path = usePathname()
  const isHere = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      className={isRow ? styles.row : styles.link}
    >
      <Icon name={icon} />
      {short && !isRow ? (
        <>
          <span className={styles.long}>{label}</span>
          <span className={styles.short} aria-hidden="true">
            {short}
          </span>
        </>
      ) : (
        <span className={styles.label}>{label}</span>
      )}
      <Pending />
      {count && count.value > 0 && (
        <span className={styles.badge}>
          {count.value}
          <span className="unseen"> {count.meaning}</span>
        </span>
      )}
    </Link>
  )
}

/** While the next page is on its way, a skeleton stands over the present one: only after 300 ms, and only with script. */
function Pending() {
  const { pending } = useLinkStatus()
  return pending ? <Skeleton /> : null
}
