import { cookies } from 'next/headers'
import { Button } from '@/app/_ui/button'
import type { Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { setLocale, setTheme, signOut } from './preferences'
import styles from './preference-forms.module.css'

/** Language and colours, as small forms that work anywhere. `where` tells two of them on one page apart. */
export async function Preferences({ t, locale, where }: { t: Words; locale: Locale; where?: string }) {
  const theme = (await cookies()).get('klankbord.theme')?.value ?? 'system'
  return (
    <div className={styles.preferences}>
      <form
        action={setLocale}
        aria-label={[where, t('common.language.label')].filter(Boolean).join(': ')}
        className={styles.choices}
      >
        {(['nl', 'en'] as const).map((each) => (
          <button
            key={each}
            name="locale"
            value={each}
            lang={each}
            aria-pressed={each === locale}
            className={styles.choice}
          >
            {t(`common.language.${each}`)}
          </button>
        ))}
      </form>
      <form
        action={setTheme}
        aria-label={[where, t('common.theme.label')].filter(Boolean).join(': ')}
        className={styles.choices}
      >
        {(['system', 'light', 'dark'] as const).map((each) => (
          <button
            key={each}
            name="theme"
            value={each}
            aria-pressed={each === theme}
            className={styles.choice}
          >
            {t(`common.theme.${each}`)}
          </button>
        ))}
      </form>
    </div>
  )
}

export function SignOut({ t }: { t: Words }) {
  return (
    <form action={signOut}>
      <Button tone="quiet" size="small" icon="signOut">
        {t('common.signOut')}
      </Button>
    </form>
  )
}
