import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from './launch-error'

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim() || null
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The demo's secret, made once and readable by us alone. Of two starts at once the first to finish decides. */
export function keptSecret(home: string): string {
  const file = join(home, 'secret')
  const kept = read(file)
  if (kept !== null) return kept
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  try {
    linkSync(fresh, file)
    rmSync(fresh)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') rmSync(fresh)
    else renameSync(fresh, file)
  }
  return read(file) ?? ''
}
