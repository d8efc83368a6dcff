import { describe, expect, it } from 'vitest'
import en from './en'
import nl from './nl'

type Catalog = { [key: string]: string | Catalog }

function texts(catalog: Catalog, prefix = ''): [string, string][] {
  return Object.entries(catalog).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : texts(value, `${prefix}${key}.`),
  )
}

/** The names between braces: both languages must ask for the same. */
const slots = (text: string) => [...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1]).sort()

describe('words', () => {
  const dutch = new Map(texts(nl as Catalog))
  const english = new Map(texts(en as Catalog))

  it('has every text in both languages', () => {
    expect([...dutch.keys()].filter((key) => !english.has(key))).toEqual([])
    expect([...english.keys()].filter((key) => !dutch.has(key))).toEqual([])
  })

  it('has no empty text', () => {
    expect([...dutch, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('fills in the same things in both languages', () => {
    const different = [...dutch].filter(
      ([key, text]) => slots(text).join() !== slots(english.get(key) ?? '').join(),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('speaks Dutch in Dutch', () => {
    const untranslated = [...dutch].filter(
      ([key, text]) => text === english.get(key) && text.split(' ').length > 3,
    )
    expect(untranslated).toEqual([])
  })
})
