/** Something the person who starts Klankbord can mend. Its message is printed alone, without a stack. */
export class LaunchError extends Error {
  override name = 'LaunchError'
}

/** The code of a system error ('ENOENT'), or of a PostgreSQL error ('3D000'); '' for anything else. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
