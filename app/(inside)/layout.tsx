import type { ReactNode } from 'react'
import { pageContext } from '@/app/_server/session'
import { Preferences, SignOut } from '@/app/_server/preference-forms'
import { Shell, type NavItem } from '@/app/_ui/shell'
import { countOwed } from '@/lib/coverage/queries'
import { holds, type Role, type Viewer } from '@/lib/viewer'
import type { Words } from '@/lib/words/words'
import { ForgetSelfChecks } from './self-check/forget'

export default async function InsideLayout({ children }: { children: ReactNode }) {
  const { viewer, t, locale, now } = await pageContext()
  const owed = holds(viewer, 'supervisor') ? await countOwed(viewer, now) : 0
  return (
    <Shell
      brand={t('common.product')}
      skip={t('common.skip')}
      navLabel={t('common.nav.label')}
      moreLabel={t('common.nav.more')}
      items={places(viewer, t, owed)}
      person={{ name: `${viewer.givenName} ${viewer.familyName}`, role: roleNames(viewer, t) }}
      signOut={<SignOut t={t} />}
      preferences={<Preferences t={t} locale={locale} />}
    >
      <ForgetSelfChecks keptFor={viewer.id} />
      {children}
    </Shell>
  )
}

function roleNames(viewer: Viewer, t: Words): string {
  return [...new Set(viewer.roles.map((held) => t(`common.role.${held.role}`)))].join(', ')
}

/** Where somebody with these roles has something to do, the most used first: a phone shows four and the rest under "Meer". */
function places(viewer: Viewer, t: Words, owed: number): NavItem[] {
  const all: (NavItem & { for: Role[] | 'all' })[] = [
    { href: '/', label: t('common.nav.today'), icon: 'today', for: 'all' },
    {
      href: '/check-ins',
      label: t('common.nav.checkIns'),
      short: t('common.nav.checkInsShort'),
      icon: 'checkIn',
      count: { value: owed, meaning: t('today.owedMeaning') },
      for: ['resident', 'supervisor', 'secretary', 'coordinator'],
    },
    { href: '/agenda', label: t('common.nav.agenda'), icon: 'agenda', for: 'all' },
    {
      href: '/sessions/plan',
      label: t('common.nav.plan'),
      icon: 'plan',
      for: ['nurse', 'secretary', 'coordinator'],
    },
    {
      href: '/pairings',
      label: t('common.nav.pairings'),
      icon: 'pairing',
      for: ['resident', 'supervisor', 'mentor', 'psychologist', 'secretary', 'coordinator'],
    },
    {
      href: '/groups',
      label: t('common.nav.groups'),
      icon: 'group',
      for: ['resident', 'mentor', 'psychologist', 'secretary', 'coordinator'],
    },
    {
      href: '/rosters',
      label: t('common.nav.rosters'),
      icon: 'roster',
      for: ['resident', 'supervisor', 'nurse', 'secretary', 'coordinator'],
    },
    {
      href: '/meeting-hours',
      label: t('common.nav.meetingHours'),
      icon: 'clock',
      for: ['supervisor', 'mentor', 'psychologist', 'secretary'],
    },
    {
      href: '/quiet-door',
      label: t('common.nav.quietDoor'),
      icon: 'lock',
      for: ['resident', 'psychologist'],
    },
    {
      href: '/figures',
      label: t('common.nav.figures'),
      icon: 'figures',
      for: ['supervisor', 'secretary', 'coordinator'],
    },
    { href: '/people', label: t('common.nav.people'), icon: 'people', for: 'all' },
    { href: '/log', label: t('common.nav.log'), icon: 'log', for: ['admin'] },
    { href: '/profile', label: t('common.nav.profile'), icon: 'profile', for: 'all' },
  ]
  return all.filter((place) => place.for === 'all' || holds(viewer, ...place.for))
}
