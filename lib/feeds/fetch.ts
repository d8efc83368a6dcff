import { lookup } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { isPublicAddress } from './addresses'

const mostBytes = 5 * 1024 * 1024
const mostMilliseconds = 10_000
const mostRedirects = 5

/** Why an address gave no text. `refused`: it leads to where we do not go. `gone`: it says that there is no calendar (any more). */
export type FetchProblem = 'refused' | 'unreachable' | 'gone' | 'too-large' | 'too-slow'

export type Fetched = { text: string; etag: string | null } | 'unchanged' | { problem: FetchProblem }

interface Rules {
  /** Whether this IP address may be connected to. */
  mayConnect: (address: string) => boolean
  /** Plain http too: demo mode only. */
  allowsHttp: boolean
}

class Failed extends Error {
  constructor(readonly problem: FetchProblem) {
    super(problem)
  }
}

/** What production fetches: https to the public internet; http only in demo mode. */
export const publicRules = (): Rules => ({
  mayConnect: isPublicAddress,
  allowsHttp: process.env.KLANKBORD_DEMO === '1',
})

/**
 * Fetches the text of a calendar, at most 5 MB in at most 10 seconds, over at most 5 redirects. Each host is looked up here and
 * connected to at the very address that was checked. Never throws, and its answer never holds the address.
 */
export async function fetchCalendar(
  address: string,
  etag: string | null,
  rules = publicRules(),
): Promise<Fetched> {
  const deadline = AbortSignal.timeout(mostMilliseconds)
  try {
    return await Promise.race([follow(address, etag, rules, deadline), late(deadline)])
  } catch (error) {
    if (deadline.aborted) return { problem: 'too-slow' }
    return { problem: error instanceof Failed ? error.problem : 'unreachable' }
  }
}

function late(deadline: AbortSignal): Promise<never> {
  return new Promise((_, fail) => deadline.addEventListener('abort', () => fail(new Failed('too-slow'))))
}

async function follow(
  first: string,
  etag: string | null,
  rules: Rules,
  deadline: AbortSignal,
): Promise<Fetched> {
  let address = first
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const url = URL.canParse(address) ? new URL(address) : null
    if (!url || !isAllowed(url, rules)) throw new Failed('refused')
    const answer = await open(url, etag, await addressOf(url, rules), deadline)
    const status = answer.statusCode ?? 0
    const { location } = answer.headers
    if ([301, 302, 303, 307, 308].includes(status) && location) {
      answer.destroy()
      address = URL.canParse(location, url.href) ? new URL(location, url).href : ''
      continue
    }
    if (status === 200) return { text: await readText(answer), etag: answer.headers.etag ?? null }
    answer.destroy()
    if (status === 304 && etag) return 'unchanged'
    throw new Failed([401, 403, 404, 410].includes(status) ? 'gone' : 'unreachable')
  }
  throw new Failed('unreachable')
}

function isAllowed(url: URL, { allowsHttp }: Rules): boolean {
  const isWeb = url.protocol === 'https:' || (allowsHttp && url.protocol === 'http:')
  return isWeb && url.username === '' && url.password === ''
}

/** The address to connect to: of a host with several, each must be allowed. */
async function addressOf(url: URL, { mayConnect }: Rules): Promise<{ address: string; family: number }> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const version = isIP(host)
  const found = version ? [{ address: host, family: version }] : await lookup(host, { all: true })
  const [chosen] = found
  if (!chosen || found.some(({ address }) => !mayConnect(address))) throw new Failed('refused')
  return chosen
}

function open(
  url: URL,
  etag: string | null,
  checked: { address: string; family: number },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      signal,
      // A connection of its own, straight to the address that was checked: the name is not asked again.
      agent: false,
      lookup: (_host, options, done) => {
        if (options.all) done(null, [checked])
        else done(null, checked.address, checked.family)
      },
      headers: {
        accept: 'text/calendar',
        'accept-encoding': 'identity',
        'user-agent': 'Klankbord',
        ...(etag ? { 'if-none-match': etag } : {}),
      },
    })
    asked.once('response', (answer) => {
      // An answer that breaks off is told by reading it; without a listener it would end the program.
      answer.on('error', () => {})
      resolve(answer)
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** The text, unpacked where a server packs it unasked; both counted. */
async function readText(answer: IncomingMessage): Promise<string> {
  const packing = (answer.headers['content-encoding'] ?? 'identity').toLowerCase()
  const unpack = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }
  const maker = Object.hasOwn(unpack, packing) ? unpack[packing as keyof typeof unpack] : null
  if (!maker && packing !== 'identity') throw new Failed('unreachable')
  const plain = maker ? answer.pipe(maker()) : answer
  if (maker) {
    let received = 0
    answer.on('data', (piece: Buffer) => {
      received += piece.length
      if (received > mostBytes) plain.destroy(new Failed('too-large'))
    })
    answer.once('error', (error) => plain.destroy(error))
  }
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of plain as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > mostBytes) throw new Failed('too-large')
      pieces.push(piece)
    }
  } finally {
    answer.destroy()
  }
  if (!answer.complete) throw new Failed('unreachable')
  return Buffer.concat(pieces).toString('utf8')
}
