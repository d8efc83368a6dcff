import { describe, expect, it } from 'vitest'
import { escapeHtml, writeLetters } from './letter'

const letter = {
  locale: 'nl' as const,
  paragraphs: ['Dag Zoë,', 'Een <b>naam</b> & "meer"'],
  link: { url: 'https://klankbord.test/agenda?a=1&b="2"', text: 'Open Klankbord' },
  footnote: 'Tot ziens.',
}

describe('a letter', () => {
  it('cannot become markup, whatever somebody is called', () => {
    const { html } = writeLetters([letter])
    expect(html).toContain('Een &lt;b&gt;naam&lt;/b&gt; &amp; &quot;meer&quot;')
    expect(html).toContain('href="https://klankbord.test/agenda?a=1&amp;b=&quot;2&quot;"')
    expect(html).not.toContain('<b>')
  })

  it('has all it says in both its parts', () => {
    const { text, html } = writeLetters([letter])
    expect(text).toBe(
      'Dag Zoë,\n\nEen <b>naam</b> & "meer"\n\nOpen Klankbord:\nhttps://klankbord.test/agenda?a=1&b="2"\n\nTot ziens.\n',
    )
    for (const part of [letter.paragraphs[0], letter.link.text, letter.footnote]) expect(html).toContain(part)
  })

  it('names the language of each part, so that it is read aloud rightly', () => {
    const { html } = writeLetters([letter, { ...letter, locale: 'en' }])
    expect(html).toContain('<html lang="nl">')
    expect(html).toContain('<section lang="nl">')
    expect(html).toContain('<section lang="en">')
  })

  it('loads nothing from elsewhere and runs nothing', () => {
    const { html } = writeLetters([letter])
    expect(html).not.toMatch(/<(?:img|script|link|iframe|form)\b|url\(/)
  })
})

describe('escapeHtml', () => {
  it('replaces every sign that HTML knows', () => {
    expect(escapeHtml(`<a href='x' title="y">&`)).toBe('&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;')
  })
})
