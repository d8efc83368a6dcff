import { expect, type APIResponse, type Page } from '@playwright/test'

/** Headers with which a page is asked for: as a document, and as the data that Next's router asks for. */
export const waysToAsk: Record<string, string>[] = [{}, { rsc: '1' }]

/** A form as a browser without script would post it: what the page gave, and the action that it names. */
export interface PlainForm {
  label: string
  fields: [string, string][]
}

/** The forms of a page that post to an action and carry this label. Throws when the page has none. */
export async function formsOn(page: Page, path: string, label: string): Promise<PlainForm[]> {
  const answer = await page.request.get(path)
  expect(answer.status(), path).toBe(200)
  const forms = await page.evaluate(
    (html) =>
      [...new DOMParser().parseFromString(html, 'text/html').forms]
        .filter((form) => form.method === 'post')
        .map((form) => ({
          label: form.ariaLabel ?? '',
          fields: [...new FormData(form)].map(([name, value]): [string, string] => [
            name,
            typeof value === 'string' ? value : '',
          ]),
        })),
    await answer.text(),
  )
  const found = forms.filter((form) => form.label === label)
  if (found.length === 0)
    throw new Error(`${path} has no form "${label}", only ${forms.map((form) => form.label).join(', ')}`)
  return found
}

/** Posts a form as somebody, with other values where they are given, and follows nothing. */
export function postForm(
  page: Page,
  path: string,
  form: PlainForm | undefined,
  changes: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const body = new FormData()
  const fields = [...(form?.fields ?? []).filter(([name]) => !(name in changes)), ...Object.entries(changes)]
  for (const [name, value] of fields) body.append(name, value)
  return page.request.post(path, { multipart: body, maxRedirects: 0, headers })
}
