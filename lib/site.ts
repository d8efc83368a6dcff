/** Where people reach the site, for links: without a slash at the end. */
export function siteUrl(): string {
  return (process.env.NEXTAUTH_URL || 'http://localhost:3000').replace(/\/+$/, '')
}

/** The name of the site's host: what makes an id of ours unique in the world. */
export function siteHost(): string {
  return new URL(siteUrl()).hostname
}
