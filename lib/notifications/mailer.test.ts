import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendMail, senderAddress } from './mailer'
import { sendSignInMail } from './sign-in-mail'

const mail = { to: 'zoe@ziekenhuis.test', subject: 'Afspraak', text: 'Tot dan.', html: '<p>Tot dan.</p>' }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'klankbord-mail-'))
  vi.stubEnv('KLANKBORD_DATA', folder)
  vi.stubEnv('NEXTAUTH_URL', 'https://klankbord.test')
  vi.stubEnv('SMTP_URL', '')
  vi.stubEnv('MAIL_FROM', '')
  vi.stubEnv('KLANKBORD_DEMO', '1')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function keptMails(): Promise<string[]> {
  const names = await readdir(join(folder, 'mail'))
  return Promise.all(names.map((name) => readFile(join(folder, 'mail', name), 'utf8')))
}

describe('sendMail', () => {
  it('keeps a mail of the demo as a file that only its owner may read', async () => {
    await sendMail({ ...mail, messageId: 'abc' })
    const [name] = await readdir(join(folder, 'mail'))
    expect(name).toMatch(/^\d{4}-\d{2}-\d{2}T.*\.eml$/)
    expect((await stat(join(folder, 'mail', name ?? ''))).mode & 0o077).toBe(0)
    const [kept] = await keptMails()
    expect(kept).toContain('To: zoe@ziekenhuis.test')
    expect(kept).toContain('Message-ID: <abc@klankbord.test>')
    expect(kept).toContain('Auto-Submitted: auto-generated')
  })

  it('carries an invitation beside the text, as mail programs look for it, and as a file', async () => {
    const calendar = 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n'
    await sendMail({ ...mail, invitation: { method: 'CANCEL', calendar } })
    const [kept = ''] = await keptMails()
    expect(kept).toMatch(/Content-Type: multipart\/alternative/)
    expect(kept).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/)
    expect(kept).toMatch(/Content-Disposition: attachment; filename=klankbord\.ics/)
    const parts = kept.split(/^--/m).filter((part) => part.includes('.ics') || part.includes('text/calendar'))
    expect(parts.map((part) => Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString())).toContain(
      calendar,
    )
  })

  it('outside the demo never keeps a mail as a file', async () => {
    vi.stubEnv('KLANKBORD_DEMO', '0')
    await expect(sendMail(mail)).rejects.toThrow('SMTP_URL')
    await expect(readdir(join(folder, 'mail'))).rejects.toThrow('ENOENT')
  })

  it('hands a mail to the server of SMTP_URL, from MAIL_FROM', async () => {
    const received: { from: string; to: string[]; data: string }[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        let data = ''
        stream.on('data', (part: Buffer) => (data += part.toString('utf8')))
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope
          received.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map((each) => each.address),
            data,
          })
          done()
        })
      },
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.server.address() as AddressInfo
    vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${port}`)
    vi.stubEnv('MAIL_FROM', 'Klankbord <post@ziekenhuis.test>')
    await sendMail(mail)
    await new Promise<void>((closed) => server.close(closed))
    expect(received).toMatchObject([{ from: 'post@ziekenhuis.test', to: ['zoe@ziekenhuis.test'] }])
    expect(received[0]?.data).toContain('Subject: Afspraak')
  })

  it('rejects when the server is not there', async () => {
    vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:1')
    await expect(sendMail(mail)).rejects.toThrow('ECONNREFUSED')
  })
})

it('names as the sender of invitations the bare address of MAIL_FROM', () => {
  expect(senderAddress()).toBe('no-reply@klankbord.test')
  vi.stubEnv('MAIL_FROM', 'Klankbord <post@ziekenhuis.test>')
  expect(senderAddress()).toBe('post@ziekenhuis.test')
  vi.stubEnv('MAIL_FROM', 'post@ziekenhuis.test')
  expect(senderAddress()).toBe('post@ziekenhuis.test')
})

describe('sendSignInMail', () => {
  it('leads to our page with a button, never to the address that signs in', async () => {
    await sendSignInMail(
      'zoe@ziekenhuis.test',
      'https://klankbord.test/api/auth/callback/email?callbackUrl=%2F&token=t0&email=zoe%40ziekenhuis.test',
    )
    const [kept = ''] = await keptMails()
    const read = kept.replaceAll('=\r\n', '').replaceAll('=3D', '=')
    expect(read).toContain(
      'https://klankbord.test/sign-in/confirm?callbackUrl=%2F&token=t0&email=zoe%40ziekenhuis.test',
    )
    expect(read).not.toContain('/api/auth/')
    expect(read).toContain('lang="nl"')
    expect(read).toContain('lang="en"')
  })
})
