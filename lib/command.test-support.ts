import { Refusal } from './command'

/** The reason for which this is refused, as a test reads it; "no refusal" when it is done. */
export async function refused(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Refusal ? error.reason : String(error)),
  )
}
