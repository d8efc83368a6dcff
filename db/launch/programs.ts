import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from './places'

const require = createRequire(import.meta.url)
const leash = new URL('leash.mjs', import.meta.url).href

export interface Program {
  name: string
  /** For node: no npx and no shell in between, so that a signal reaches the program itself. */
  args: string[]
  env: NodeJS.ProcessEnv
}

/** `next build`, `next start`, `next dev`. */
export function nextProgram(name: string, words: string[], env: NodeJS.ProcessEnv): Program {
  return { name, args: [require.resolve('next/dist/bin/next'), ...words], env }
}

/** A TypeScript program of ours, by its path in the project. */
export function ownProgram(name: string, path: string, env: NodeJS.ProcessEnv): Program {
  return {
    name,
    args: ['--import', pathToFileURL(require.resolve('tsx')).href, join(projectRoot, path)],
    env,
  }
}

/** Starts a program in a process group of its own, on the leash: it ends when we do. Its stdout is ours to show or not. */
export function startProgram({ args, env }: Program): ChildProcess {
  const child = spawn(process.execPath, ['--import', leash, ...args], {
    cwd: projectRoot,
    env: { ...env, KLANKBORD_LEASH: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  child.stdin?.on('error', () => {})
  return child
}

/** Signals a program and everything it started. */
export function signalProgram(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return
  try {
    if (process.platform !== 'win32') process.kill(-child.pid, signal)
    else spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
  } catch {
    // Gone already.
  }
}

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Asks a program to end, and after the grace makes it. What it started itself ends too. */
export async function endProgram(child: ChildProcess, graceMilliseconds: number): Promise<void> {
  if (!hasEnded(child)) {
    const gone = new Promise((settle) => child.once('exit', settle))
    signalProgram(child, 'SIGTERM')
    const timer = setTimeout(() => signalProgram(child, 'SIGKILL'), graceMilliseconds)
    await gone
    clearTimeout(timer)
  }
  signalProgram(child, 'SIGKILL')
}
