import type { Locale } from '@/lib/time'

/** What a mail says, before it is text or HTML. */
export interface Letter {
  locale: Locale
  paragraphs: string[]
  /** Opens a page; it never does anything by itself. */
  link?: { url: string; text: string }
  /** A last line in small type: why somebody gets this. */
  footnote: string
}

/** One mail from one letter, or from the same letter in two languages: the part as plain text, and the part as HTML. */
export function writeLetters(letters: Letter[]): { text: string; html: string } {
  return { text: letters.map(asText).join('\n\n--\n\n') + '\n', html: page(letters) }
}

function asText({ paragraphs, link, footnote }: Letter): string {
  return [...paragraphs, ...(link ? [`${link.text}:\n${link.url}`] : []), footnote].join('\n\n')
}

// Styles stand at the elements, because mail programs drop style sheets. The colours keep their contrast in dark mode, where
// programs turn them round themselves.
function page(letters: Letter[]): string {
  const language = letters[0]?.locale ?? 'nl'
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Klankbord</title></head>
<body style="margin:0;padding:24px 16px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:16px;line-height:1.5">
<main style="max-width:34em;margin:0 auto">
<p style="margin:0 0 24px;font-weight:600">Klankbord</p>
${letters.map(section).join('\n<hr style="margin:32px 0;border:0;border-top:1px solid #8a94a3">\n')}
</main>
</body>
</html>
`
}

function section({ locale, paragraphs, link, footnote }: Letter): string {
  const lines = paragraphs.map(
    (paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`,
  )
  if (link)
    lines.push(
      `<p style="margin:24px 0"><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;` +
        `background:#0b5a6b;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(link.text)}</a></p>`,
    )
  lines.push(`<p style="margin:24px 0 0;font-size:14px">${escapeHtml(footnote)}</p>`)
  return `<section lang="${locale}">\n${lines.join('\n')}\n</section>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text that cannot become markup, also inside an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
