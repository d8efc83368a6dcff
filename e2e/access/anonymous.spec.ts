import { expect } from '../domain'
import { expectRefused } from '../verbs-access'
import { doors } from '../verbs-doors'
import { test } from '../verbs-people'
import { waysToAsk } from '../verbs-posting'
import { everybody, listThings, pagesOf } from '../verbs-routes'

test('nobody is sent to sign in from everywhere, and told nothing on the way', async ({
  request,
  hospital,
}) => {
  const things = await listThings(hospital)
  const behindDoors = Object.values(doors).map((addressOf) => addressOf(things))
  const paths = new Map(behindDoors.map(([path = '', secret]) => [path, secret]))
  for (const person of everybody)
    for (const path of pagesOf(person, things)) if (!paths.has(path)) paths.set(path, undefined)
  for (const [path, secret] of paths) {
    const isSample = /\/(sample|file)(\?|$)/.test(path)
    const answer = await request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(isSample ? 404 : 307)
    if (!isSample) expect(answer.headers().location, path).toMatch(/^\/sign-in/)
    for (const headers of [
      ...waysToAsk,
      { 'x-klankbord-path': '/', 'x-middleware-subrequest': 'proxy:proxy' },
    ]) {
      const followed = await request.get(path, { headers })
      const text = await followed.text()
      // The picker of the demo names people; no other page may.
      const isSignIn = new URL(followed.url()).pathname === '/sign-in'
      if (secret && !isSignIn) expect(text, path).not.toContain(secret)
      expect(text, path).not.toContain('Afmelden')
      expect(isSignIn || isSample || text.includes('NEXT_REDIRECT'), `${path} at ${followed.url()}`).toBe(
        true,
      )
    }
  }
})

test('a form that nobody posts does nothing', async ({ page, asPerson, hospital }) => {
  test.slow()
  await expectRefused(page, [], { asPerson, hospital })
})
