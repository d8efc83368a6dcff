import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from './brand'
import { Icon, type IconName } from './icon'
import { MoreMenu } from './more-menu'
import { NavLink } from './nav-link'
import styles from './shell.module.css'
import top from './top.module.css'

export interface NavItem {
  href: string
  label: string
  /** For the bar on a phone, when the label is long. */
  short?: string
  icon: IconName
  /** Something to do there, with its meaning for a screen reader. */
  count?: { value: number; meaning: string }
}

interface ShellProps {
  brand: string
  skip: string
  navLabel: string
  moreLabel: string
  items: NavItem[]
  /** Name and role of who is signed in: on a shared computer always in sight. */
  person: { name: string; role: string }
  /** The sign-out form, always in sight. */
  signOut: ReactNode
  /** Language and colours. */
  preferences: ReactNode
  children: ReactNode
}

const phoneItems = 4

/** The frame of every page inside: a rail on a desktop, a bar under the thumb on a phone. */
export function Shell({
  brand,
  skip,
  navLabel,
  moreLabel,
  items,
  person,
  signOut,
  preferences,
  children,
}: ShellProps) {
  const bar = items.length <= phoneItems + 1 ? items : items.slice(0, phoneItems)
  const rest = items.slice(bar.length)
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {skip}
      </a>
      <header className={styles.top}>
        <Link href="/" className={top.brand}>
          <BrandMark size={30} />
          <span className={top.brandName}>{brand}</span>
        </Link>
        <div className={top.person}>
          <span className={top.who}>
            <span className={top.name}>{person.name}</span>
            <span className={top.role}>{person.role}</span>
          </span>
          {signOut}
        </div>
      </header>
      <nav className={styles.nav} aria-label={navLabel}>
        <ul className={styles.items}>
          {bar.map((item) => (
            <li key={item.href}>
              <NavLink {...item} />
            </li>
          ))}
          {rest.map((item) => (
            <li key={item.href} className={styles.onDesktop}>
              <NavLink {...item} />
            </li>
          ))}
          {rest.length > 0 && (
            <li className={styles.onPhone}>
              <MoreMenu hrefs={rest.map((item) => item.href)} className={styles.more}>
                <summary className={styles.moreButton}>
                  <Icon name="more" />
                  <span>{moreLabel}</span>
                </summary>
                <ul className={styles.moreItems}>
                  {rest.map((item) => (
                    <li key={item.href}>
                      <NavLink {...item} isRow />
                    </li>
                  ))}
                  <li className={styles.morePreferences}>{preferences}</li>
                </ul>
              </MoreMenu>
            </li>
          )}
        </ul>
        <div className={styles.preferences}>{preferences}</div>
      </nav>
      <main id="content" tabIndex={-1} className={styles.content}>
        {children}
      </main>
    </div>
  )
}
