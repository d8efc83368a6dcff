/** Something the person who starts Klankbord can mend. Its message is printed alone, without a stack. */
export class LaunchError extends Error {
  override name = 'LaunchError'
}

/** The code of a system error ('ENOENT'), or of a PostgreSQL error ('3D000'); '' for anything else. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

const notOurs = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'])

/** What to print for a start that failed: one sentence when the person can mend it, the whole error when only we can. */
export function explanationOf(error: unknown): unknown {
  if (error instanceof LaunchError) return `\n${error.message}\n`
  const path = error instanceof Error && 'path' in error ? String(error.path) : null
  if (path === null || !(notOurs.has(codeOf(error)) || codeOf(error) === 'ENOSPC')) return error
  return codeOf(error) === 'ENOSPC'
    ? `\nThe disk is full: ${path} cannot be written.\n`
    : `\n${path} cannot be opened or written by this user (${codeOf(error)}).\n` +
        'Start Klankbord as the user who began with it, or name a folder of your own in KLANKBORD_DATA.\n'
}
