import { expect, type APIResponse, type Page } from '@playwright/test'

/** Headers with which a page is asked for: as a document, and as the data that Next's router asks for. */
export const waysToAsk: Record<string, string>[] = [{}, { rsc: '1' }]

/** A form as a browser without script would post it: what the page gave, and the action that it names. */
export interface PlainForm {
  path: string
  fields: [string, string][]
}

/** The first form of a page that posts to an action and has this label, or a field of this name. Throws when there is none. */
export async function formOn(page: Page, path: string, mark: string): Promise<PlainForm> {
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
  const found = forms.find(({ label, fields }) => label === mark || fields.some(([name]) => name === mark))
  if (!found)
    throw new Error(`${path} has no form "${mark}", only: ${forms.map((form) => form.label).join(', ')}`)
  return { path, fields: found.fields }
}

/** Posts a form as somebody, with other values where they are given, and follows nothing. */
export function postForm(
  page: Page,
  form: PlainForm,
  changes: Record<string, string | File> = {},
  headers: Record<string, string> = {},
): Promise<APIResponse> {
  const body = new FormData()
  for (const [name, value] of form.fields) if (!(name in changes)) body.append(name, value)
  for (const [name, value] of Object.entries(changes)) body.append(name, value)
  return page.request.post(form.path, { multipart: body, maxRedirects: 0, headers })
}
