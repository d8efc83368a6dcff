import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { logCheckIn } from './commands'

/** A database of its own with a department, two supervisors and one resident of the first, who began 40 days ago. */
export interface Office {
  database: TestDatabase
  ward: Ward
  surgery: string
  supervisor: Viewer
  colleague: Viewer
  resident: Viewer
  now: Date
  /** The fields of a promise by the supervisor, due in a fortnight. */
  promise: () => { promiseText: string; promiseOwner: 'supervisor'; promiseDueOn: string }
  /** Logs a check-in with the resident: held, unless the fields say otherwise. */
  log: (
    fields?: Partial<Parameters<typeof logCheckIn>[1]>,
    by?: Viewer,
    at?: Date,
  ) => ReturnType<typeof logCheckIn>
}

/** Lays one out; `office.database.drop()` removes it. */
export async function openOffice(now: Date): Promise<Office> {
  const database = await testDatabase()
  const ward = wardOf(database.owner)
  const surgery = await ward.department('Chirurgie')
  const supervisor = await signInAs(await ward.person('Sup', 'supervisor', surgery))
  const colleague = await signInAs(await ward.person('Col', 'supervisor', surgery))
  const resident = await signInAs(await ward.person('Res', 'resident', surgery, -40))
  await ward.pair(resident.id, supervisor.id, -40)
  return {
    database,
    ward,
    surgery,
    supervisor,
    colleague,
    resident,
    now,
    promise: () => ({
      promiseText: 'Geen dienst op de dag na een nacht.',
      promiseOwner: 'supervisor',
      promiseDueOn: ward.on(14),
    }),
    log: (fields = {}, by = supervisor, at = now) =>
      logCheckIn(by, { residentId: resident.id, outcome: 'held', ...fields }, at),
  }
}
