import type { ChildProcess } from 'node:child_process'
import { type Program, endProgram, signalProgram, startProgram } from './programs'

/** A life this short counts as dying at once. */
const shortLifeMilliseconds = 5_000

export interface Life {
  startedAt: number
  endedAt: number
}

/** How often in a row, up to now, it died at once. */
export function shortLives(lives: Life[]): number {
  const long = lives.findLastIndex((life) => life.endedAt - life.startedAt >= shortLifeMilliseconds)
  return lives.length - 1 - long
}

/** How long to wait before starting it again: 0.1 s after a long life, then ever longer up to half a minute. */
export function pauseBefore(lives: Life[]): number {
  return Math.min(30_000, 100 * 3 ** shortLives(lives))
}

export interface Supervised {
  stop: (graceMilliseconds: number) => Promise<void>
  kill: () => void
  /** From now on its stdout is shown. */
  show: () => void
}

/**
 * Runs a program and starts it again when it dies.
 * @param mostShortLives after so many deaths at once in a row `giveUp` is called instead
 */
export function supervise(program: Program, mostShortLives: number, giveUp: () => void): Supervised {
  const lives: Life[] = []
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined
  let isStopping = false
  let isShown = false

  const run = () => {
    const startedAt = Date.now()
    child = startProgram(program)
    child.stdout?.on('data', (data: Buffer) => (isShown ? process.stdout.write(data) : undefined))
    child.stderr?.on('data', (data: Buffer) => process.stderr.write(data))
    child.once('exit', (code, signal) => {
      // Its own children may still hold the port.
      signalProgram(child, 'SIGKILL')
      if (isStopping) return
      lives.push({ startedAt, endedAt: Date.now() })
      if (shortLives(lives) >= mostShortLives) return giveUp()
      console.error(`\n  The ${program.name} ended (${signal ?? `code ${code}`}); it is started again.`)
      timer = setTimeout(run, pauseBefore(lives))
    })
  }
  run()
  return {
    stop: async (graceMilliseconds) => {
      isStopping = true
      clearTimeout(timer)
      await endProgram(child, graceMilliseconds)
    },
    kill: () => {
      isStopping = true
      clearTimeout(timer)
      signalProgram(child, 'SIGKILL')
    },
    show: () => (isShown = true),
  }
}
