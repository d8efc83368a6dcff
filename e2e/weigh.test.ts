import { expect, it } from 'vitest'
import { scriptsOf } from './weigh'

it('finds each script once, where a page loads it and where its data name it', () => {
  const html = `<script src="/_next/static/chunks/a1.js" async=""></script><script src="/_next/static/chunks/a1.js"></script>
    <link rel="preload" as="script" href="/_next/static/chunks/turbopack-b2.js"/>
    <script nonce="x">self.__next_f.push([1,"I[1,[\\"/_next/static/chunks/c3.js\\",\\"static/chunks/d4.js\\"]]"])</script>`
  expect(scriptsOf(html)).toEqual([
    '/_next/static/chunks/a1.js',
    '/_next/static/chunks/c3.js',
    '/_next/static/chunks/d4.js',
    '/_next/static/chunks/turbopack-b2.js',
  ])
})

it('leaves out what only old browsers load', () => {
  expect(scriptsOf('<script src="/_next/static/chunks/old.js" noModule=""></script>')).toEqual([])
})

it('takes style sheets for what they are', () => {
  expect(scriptsOf('<link rel="stylesheet" href="/_next/static/chunks/a.css"/>')).toEqual([])
})
