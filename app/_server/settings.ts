import { schoolRegions, type SchoolRegion } from '@/lib/availability/school-holidays'
import { workingTime } from '@/lib/availability/settings'

/** What the environment says, read once. The configuration table in README.md lists every name. */
export const isDemo = process.env.KLANKBORD_DEMO === '1'

/** Refuses to start without a real secret outside demo mode. */
export function refuseSettings(): string | null {
  const secret = process.env.AUTH_SECRET ?? ''
  if (!isDemo && secret.length < 32) return 'AUTH_SECRET is missing or shorter than 32 characters'
  if (!isDemo && !process.env.OIDC_ISSUER && !process.env.SMTP_URL)
    return 'nobody could sign in: set OIDC_ISSUER (hospital account) or SMTP_URL (e-mail link)'
  if (!schoolRegions.includes(schoolRegion)) return 'KLANKBORD_SCHOOL_REGION must be noord, midden or zuid'
  try {
    workingTime()
  } catch (error) {
    return (error as Error).message
  }
  return null
}

/** The hospital's identity provider, when one is configured. */
export const identityProvider = process.env.OIDC_ISSUER
  ? {
      issuer: process.env.OIDC_ISSUER,
      clientId: process.env.OIDC_CLIENT_ID ?? '',
      clientSecret: process.env.OIDC_CLIENT_SECRET ?? '',
    }
  : null

export const canMail = Boolean(process.env.SMTP_URL) || isDemo
export const overTls = process.env.NEXTAUTH_URL?.startsWith('https:') ?? false
/** Whose school holidays are shown. */
export const schoolRegion = (process.env.KLANKBORD_SCHOOL_REGION || 'noord') as SchoolRegion
