import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { type Sources, needsBuild, readBuild, stampBuild } from './build'
import { LaunchError } from './launch-error'
import { takeLock } from './lock'
import { projectRoot } from './places'
import { endProgram, nextProgram, signalProgram, startProgram } from './programs'
import { announce, step } from './progress'

/** Two starts from one checkout on two ports take turns: there is one `.next`. */
async function takeTurn(home: string) {
  for (;;) {
    try {
      return await takeLock(join(home, 'build.lock'))
    } catch {
      await sleep(500)
    }
  }
}

interface Breakable {
  stop: () => Promise<void>
  kill: () => void
}

async function build(env: NodeJS.ProcessEnv, onBegin: (build: Breakable) => void): Promise<void> {
  const child = startProgram(nextProgram('build', ['build'], env))
  onBegin({ stop: () => endProgram(child, 500), kill: () => signalProgram(child, 'SIGKILL') })
  const output: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => output.push(data))
  child.stderr?.on('data', (data: Buffer) => output.push(data))
  const code = await new Promise<number | null>((settle, fail) => {
    child.once('error', fail)
    child.once('close', settle)
  })
  if (code === 0) return
  throw new LaunchError(
    `${Buffer.concat(output).toString('utf8').trim()}\n\nThe site could not be built; the reason stands above.`,
  )
}

/**
 * Builds the site unless the build at hand was made from these very sources. Quiet, except when it fails.
 * @param onBegin receives how to break it off
 */
export async function buildSite(
  home: string,
  sources: Sources,
  env: NodeJS.ProcessEnv,
  onBegin: (build: Breakable) => void,
): Promise<void> {
  if (!needsBuild(readBuild(projectRoot), sources)) return
  const turn = await takeTurn(home)
  try {
    if (!needsBuild(readBuild(projectRoot), sources)) return
    announce('site', 'building, once; about a minute…')
    await step(
      'site',
      async () => {
        await build(env, onBegin)
        stampBuild(projectRoot, sources.fingerprint)
      },
      () => 'built',
    )
  } finally {
    turn.release()
  }
}

/** Resolves when the site gives any answer; whether it may be given people is for /api/readyz to say. Throws when told to stop. */
export async function untilAnswering(port: number, host: string | null, signal: AbortSignal): Promise<void> {
  const address = host === null || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  for (;;) {
    signal.throwIfAborted()
    try {
      await fetch(`http://${address.includes(':') ? `[${address}]` : address}:${port}/api/livez`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      })
      return
    } catch {
      await sleep(25)
    }
  }
}
