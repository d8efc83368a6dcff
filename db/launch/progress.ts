export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

/** One line: what it is, what came of it, and how long it took. Exported for its test. */
export function line(name: string, outcome: string, milliseconds: number): string {
  return `  ${name.padEnd(10)}${outcome.padEnd(54)}${seconds(milliseconds).padStart(8)}`
}

/**
 * Runs a step and prints its line when it is done.
 * @param describe what came of it, in a few words
 */
export async function step<Result>(
  name: string,
  work: () => Result | Promise<Result>,
  describe: (result: Result) => string,
): Promise<Result> {
  const began = performance.now()
  const result = await work()
  console.log(line(name, describe(result), performance.now() - began))
  return result
}

/** For a step that takes long: says beforehand that it began. */
export function announce(name: string, text: string): void {
  console.log(`  ${name.padEnd(10)}${text}`)
}

export interface DemoAccount {
  name: string
  role: string
  email: string
}

/** The demo people as a table. */
export function accountLines(accounts: readonly DemoAccount[]): string[] {
  const width = (pick: (account: DemoAccount) => string) =>
    Math.max(0, ...accounts.map((account) => pick(account).length)) + 2
  const [names, roles] = [width(({ name }) => name), width(({ role }) => role)]
  return accounts.map(({ name, role, email }) => `  ${name.padEnd(names)}${role.padEnd(roles)}${email}`)
}
