import { commandOf, isAlive, parentOf } from './processes'

/** `npm start` puts up to three processes above us: npm, a shell, tsx. */
const mostParents = 4

/** The pids above us up to and including the package manager's; none when it did not start us. Exported for its test. */
export function startersOf(pid: number, of = { parentOf, commandOf }): number[] {
  const starters: number[] = []
  for (
    let parent = of.parentOf(pid);
    parent > 1 && starters.length < mostParents;
    parent = of.parentOf(parent)
  ) {
    starters.push(parent)
    if (/\b(npm|pnpm|yarn|bun)\b/.test(of.commandOf(parent))) return starters
  }
  return []
}

/** Calls back when what started us was killed in a way that it could not pass on. Only for a start through a package manager. */
export function watchStarters(whenGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const starters = startersOf(process.pid)
  if (starters.length === 0) return
  const timer = setInterval(() => {
    if (starters.every((pid) => isAlive(pid))) return
    clearInterval(timer)
    whenGone()
  }, 500)
  timer.unref()
}
