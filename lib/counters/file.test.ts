import { assert, integer, nat, pre, property, uint8Array } from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { anotherHospital } from './file.test-support'
import { fileMostBytes, isWeakKey, readFile } from './file'
import { ownPublicKey, signAsHospital } from './own-key'

const east = anotherHospital()
const trusts = (key: string) => key === east.key
const bytesOf = (text: string) => Buffer.from(text, 'utf8')
const problemOf = (bytes: Uint8Array, isTrusted = trusts) => {
  const read = readFile(bytes, isTrusted)
  return 'problem' in read ? read.problem : null
}

describe('a file of counters', () => {
  it('is read as it was written, and is a text that people can read', () => {
    const content = east.contentOf(7)
    const file = east.signed(content)
    expect(readFile(bytesOf(file), trusts)).toEqual({ content })
    expect(file.split('\n').slice(0, 4).join()).toContain('"Tellers van Noor de Vries"')
  })

  it('is refused when any byte of it is another', () => {
    const bytes = bytesOf(east.fileOf(7))
    assert(
      property(nat(bytes.length - 1), integer({ min: 1, max: 255 }), (place, by) => {
        const changed = Uint8Array.from(bytes)
        changed[place] = changed[place]! ^ by
        expect(problemOf(changed)).not.toBeNull()
      }),
      { numRuns: 1500 },
    )
  })

  it('is refused when a byte is gone, is there twice, or stands before or after it', () => {
    const bytes = bytesOf(east.fileOf(7))
    assert(
      property(nat(bytes.length), nat(1), uint8Array({ maxLength: 3 }), (place, gone, put) => {
        const changed = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + gone)])
        pre(!changed.equals(bytes))
        expect(problemOf(changed)).not.toBeNull()
      }),
      { numRuns: 800 },
    )
  })

  it('is refused with other spaces, another order, a name twice, or a number written otherwise', () => {
    const file = east.fileOf(7)
    const { text, ...rest } = JSON.parse(file) as Record<string, unknown>
    const variants = [
      JSON.stringify(JSON.parse(file)),
      file.replaceAll('\n', '\r\n'),
      `\uFEFF${file}`,
      `${JSON.stringify({ ...rest, text }, null, 2)}\n`,
      file.replace('"version": 1', '"version": 2,\n  "version": 1'),
      file.replace('"held": 7', '"held": 7.0'),
      file.replace('één', '\\u00e9\\u00e9n'),
    ]
    for (const variant of variants) expect(problemOf(bytesOf(variant))).toBe('counters-file-changed')
  })

  it('says that it was changed when its numbers, name or text were', () => {
    const file = east.fileOf(7)
    for (const [was, is] of [
      ['"held": 7', '"held": 12'],
      ['"name": "Noor', '"name": "Bram'],
      ['Supervisiegroep: één', 'Supervisiegroep: twaalf'],
    ] as const)
      expect(problemOf(bytesOf(file.replace(was, is)))).toBe('counters-file-changed')
  })

  it('is refused of a hospital that is not trusted, also when it says to be another', () => {
    const west = anotherHospital('Ziekenhuis West')
    expect(readFile(bytesOf(west.fileOf(3)), trusts)).toEqual({
      problem: 'counters-hospital-unknown',
      hospital: 'Ziekenhuis West',
    })
    expect(problemOf(bytesOf(west.signed({ ...west.contentOf(3), key: east.key })))).toBe(
      'counters-file-changed',
    )
  })

  it.each([
    '',
    'null',
    '[]',
    '{}',
    'PK\u0003\u0004',
    '{"__proto__":{"isTrusted":true}}',
    '['.repeat(30_000),
    ' '.repeat(fileMostBytes + 1),
  ])('is no other text, whatever it does', (text) => {
    expect(problemOf(bytesOf(text))).toBe('counters-file-other')
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('has no names but its own: not even those that a prototype has', () => {
    const file = east.fileOf(7)
    for (const name of ['__proto__', 'constructor', 'extra'])
      expect(
        problemOf(bytesOf(file.replace('{\n', `{\n  "${name}": {"key": "${east.key}"},\n`))),
      ).not.toBeNull()
    expect(problemOf(Buffer.from([0xff, 0xfe, 0x00]))).toBe('counters-file-other')
  })

  it('counts no place twice, nothing below zero and nothing without end', () => {
    const content = east.contentOf(7)
    const part = content.parts[0]!
    const count = part.counts[0]!
    const counts = (...changed: (typeof count)[]) => ({ ...content, parts: [{ ...part, counts: changed }] })
    for (const wrong of [
      { ...content, parts: [part, part] },
      counts(count, count),
      counts({ ...count, held: -1 }),
      counts({ ...count, held: 1.5 }),
      counts({ ...count, added: -8 }),
      counts({ ...count, held: 1e9 }),
    ])
      expect(problemOf(bytesOf(east.signed(wrong)))).toBe('counters-file-other')
  })
})

describe('a key', () => {
  it('of small order is known: signatures that nobody made hold under it', () => {
    const identity = `01${'00'.repeat(31)}`
    expect(isWeakKey(identity)).toBe(true)
    expect(isWeakKey('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')).toBe(true)
    expect(isWeakKey(east.key)).toBe(false)
    expect(isWeakKey('ff'.repeat(32))).toBe(false)
  })

  it('of this hospital follows from its secret alone, and is another with another secret', () => {
    try {
      vi.stubEnv('AUTH_SECRET', 'a'.repeat(32))
      const key = ownPublicKey()
      const content = { ...east.contentOf(1), key }
      const signature = signAsHospital(Buffer.from('x'))
      expect(key).toMatch(/^[0-9a-f]{64}$/)
      expect(signature).toMatch(/^[0-9a-f]{128}$/)
      vi.stubEnv('AUTH_SECRET', 'b'.repeat(32))
      expect(ownPublicKey()).not.toBe(content.key)
      vi.stubEnv('AUTH_SECRET', 'a'.repeat(32))
      expect(ownPublicKey()).toBe(key)
      vi.stubEnv('AUTH_SECRET', 'short')
      expect(() => ownPublicKey()).toThrow('AUTH_SECRET')
    } finally {
      vi.unstubAllEnvs()
    }
  })
})
