import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createTransport, type Transporter } from 'nodemailer'
import { siteHost } from '@/lib/site'

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /** The same message sent twice has the same one, so that a mail program can show it once. Without angle brackets. */
  messageId?: string
  /** What a calendar program does with the mail; as RFC 5545. */
  invitation?: { method: 'REQUEST' | 'CANCEL'; calendar: string }
}

/**
 * Sends one mail through SMTP_URL. In demo mode without one it becomes an .eml file in the folder `mail` of KLANKBORD_DATA.
 * Rejects when the server does not take it, or does not answer within seconds.
 */
export async function sendMail({ messageId, invitation, ...mail }: Mail): Promise<void> {
  const message = {
    ...mail,
    from: sender(),
    icalEvent: invitation && {
      method: invitation.method,
      filename: 'klankbord.ics',
      content: invitation.calendar,
    },
    messageId: messageId ? `<${messageId}@${siteHost()}>` : undefined,
    // Nobody's holiday answer should come back to a machine.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
  if (process.env.SMTP_URL) {
    await transport(process.env.SMTP_URL).sendMail(message)
    return
  }
  if (process.env.KLANKBORD_DEMO !== '1') throw new Error('SMTP_URL is not set: there is no way to send mail')
  const { message: written } = await createTransport({ streamTransport: true, buffer: true }).sendMail(
    message,
  )
  await keepAsFile(written as Buffer)
}

/** The folder in which the demo keeps its mails. */
function mailFolder(): string {
  return join(resolve(/*turbopackIgnore: true*/ process.env.KLANKBORD_DATA || '.klankbord'), 'mail')
}

function sender(): string {
  return process.env.MAIL_FROM || `Klankbord <no-reply@${siteHost()}>`
}

/** The address that our mails come from: who sends an invitation must also be its organizer. */
export function senderAddress(): string {
  return /<([^<>]+)>\s*$/.exec(sender())?.[1] ?? sender()
}

async function keepAsFile(message: Buffer): Promise<void> {
  await mkdir(mailFolder(), { recursive: true, mode: 0o700 })
  // ISO instants sort by time; a file appears whole, by a rename.
  const name = `${new Date().toISOString().replaceAll(':', '.')}-${randomBytes(4).toString('hex')}`
  const unfinished = join(mailFolder(), `.${name}`)
  await writeFile(unfinished, message, { mode: 0o600 })
  await rename(unfinished, join(mailFolder(), `${name}.eml`))
}

const transports = new Map<string, Transporter>()

function transport(smtpUrl: string): Transporter {
  const known = transports.get(smtpUrl)
  if (known) return known
  const url = new URL(smtpUrl)
  // nodemailer waits two minutes for a server that is silent; a message waits better in the outbox.
  for (const [name, milliseconds] of patience)
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(milliseconds))
  const made = createTransport(url.href)
  transports.set(smtpUrl, made)
  return made
}

const patience = [
  ['connectionTimeout', 10_000],
  ['greetingTimeout', 10_000],
  ['socketTimeout', 20_000],
  ['dnsTimeout', 10_000],
] as const
