import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** Every colour stands once, as `light-dark(light, dark)`. */
const pairs = [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)]
const light = new Map(pairs.map((pair) => [pair[1] ?? '', pair[2] ?? '']))
const dark = new Map(pairs.map((pair) => [pair[1] ?? '', pair[3] ?? '']))

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const text: [string, string][] = [
  ...['paper', 'surface', 'sunken', 'accent-soft', 'good-soft', 'soon-soft', 'late-soft', 'hold-soft'].map(
    (ground): [string, string] => ['ink', ground],
  ),
  ...['shift-day', 'shift-evening', 'shift-night', 'shift-presence', 'shift-on-call', 'shift-leave'].map(
    (ground): [string, string] => ['ink', ground],
  ),
  ...['paper', 'surface', 'sunken', 'accent-soft'].map((ground): [string, string] => ['ink-soft', ground]),
  ...['paper', 'surface', 'accent-soft'].map((ground): [string, string] => ['accent', ground]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['surface', 'late'],
  ...['good', 'soon', 'late', 'hold'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    [tone, 'surface'],
  ]),
]
const edges: [string, string][] = ['paper', 'surface'].flatMap((ground): [string, string][] => [
  ['line-strong', ground],
  ['focus', ground],
  ['accent', ground],
])

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, tokens) => {
  it.each(text)('%s can be read on %s', (ink, ground) => {
    expect(contrast(tokens.get(ink) ?? '#000000', tokens.get(ground) ?? '#000000')).toBeGreaterThanOrEqual(
      4.5,
    )
  })
  it.each(edges)('%s can be seen on %s', (edge, ground) => {
    expect(contrast(tokens.get(edge) ?? '#000000', tokens.get(ground) ?? '#000000')).toBeGreaterThanOrEqual(3)
  })
})

it('has a dark side for every colour', () => {
  expect(pairs.length).toBeGreaterThan(20)
  expect(css).not.toMatch(/--[\w-]+:\s*#/)
})
