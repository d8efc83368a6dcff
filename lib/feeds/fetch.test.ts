import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isPublicAddress } from './addresses'
import { fetchCalendar, publicRules } from './fetch'

let url = ''
const asked: IncomingMessage[] = []
const megabyte = 'x'.repeat(1024 * 1024)
const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/good': (response) => response.setHeader('etag', '"1"').end('text'),
  '/etag': (response, request) =>
    request.headers['if-none-match'] === '"1"' ? response.writeHead(304).end() : response.end('other'),
  '/to-good': (response) => response.writeHead(302, { location: '/good' }).end(),
  '/to-itself': (response) => response.writeHead(302, { location: '/to-itself' }).end(),
  '/to-inside': (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/to-file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-name': (response) => response.writeHead(302, { location: url.replace('//', '//a:b@') }).end(),
  '/large': (response) => response.end(megabyte.repeat(6)),
  '/packed': (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('text')),
  '/bomb': (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(megabyte.repeat(6))),
  '/half': (response) => {
    response.writeHead(200, { 'content-length': 100 }).write('BEGIN')
    setTimeout(() => response.destroy(), 20)
  },
  '/never': () => {},
  '/gone': (response) => response.writeHead(404).end(),
  '/broken': (response) => response.writeHead(500).end(),
}
const server = createServer((request, response) => {
  asked.push(request)
  answers[request.url ?? '']?.(response, request)
})
/** As in production, but this server may be reached. */
const here = { mayConnect: (ip: string) => ip === '127.0.0.1' || isPublicAddress(ip), allowsHttp: true }
const read = (path: string, etag: string | null = null) => fetchCalendar(url + path, etag, here)

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

it('reads a text with its tag, and asks for it unpacked and under no name', async () => {
  expect(await read('/good')).toEqual({ text: 'text', etag: '"1"' })
  expect(asked.at(-1)?.headers['accept-encoding']).toBe('identity')
  expect(await read('/to-good')).toMatchObject({ text: 'text' })
  expect(await read('/packed')).toEqual({ text: 'text', etag: null })
})
it('hears that nothing changed', async () => {
  expect(await read('/etag', '"1"')).toBe('unchanged')
  expect(await read('/etag', '"0"')).toMatchObject({ text: 'other' })
})
it.each([
  ['/to-itself', 'unreachable'],
  ['/to-inside', 'refused'],
  ['/to-file', 'refused'],
  ['/to-name', 'refused'],
  ['/large', 'too-large'],
  ['/bomb', 'too-large'],
  ['/half', 'unreachable'],
  ['/gone', 'gone'],
  ['/broken', 'unreachable'],
])('%s is %s', async (path, problem) => {
  expect(await read(path)).toEqual({ problem })
})
it('waits 10 seconds in all', async () => {
  const began = Date.now()
  expect(await read('/never')).toEqual({ problem: 'too-slow' })
  expect(Date.now() - began).toBeLessThan(11_500)
}, 15_000)

it.each([
  'http://127.0.0.1:1',
  'http://localhost:1',
  'http://[::1]:1',
  'http://2130706433',
  'http://0x7f.1',
  'ftp://1.1.1.1',
  'not an address',
])('never goes to %s, demo or not', async (address) => {
  const before = asked.length
  for (const demo of ['1', '0']) {
    vi.stubEnv('KLANKBORD_DEMO', demo)
    const target = address.endsWith(':1') ? address.replace(/:1$/, `:${new URL(url).port}`) : address
    expect(await fetchCalendar(target, null)).toEqual({ problem: 'refused' })
    expect(await fetchCalendar(target.replace('http:', 'https:'), null)).toEqual({ problem: 'refused' })
  }
  vi.unstubAllEnvs()
  expect(asked).toHaveLength(before)
})
it('speaks plain http in demo mode only', async () => {
  for (const [demo, problem] of [
    ['0', 'refused'],
    ['1', 'reached'],
  ] as const) {
    vi.stubEnv('KLANKBORD_DEMO', demo)
    const answer = await fetchCalendar(`${url}/good`, null, { ...publicRules(), mayConnect: () => true })
    expect(answer).toMatchObject(problem === 'refused' ? { problem } : { text: 'text' })
  }
  vi.unstubAllEnvs()
})
