import type { TestDatabase } from '@/db/testing/database'
import type { Role, Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { addDaysOn, todayOn } from '@/lib/time'
import { keepImport } from './commands'

/** A small hospital on a real database, for the tests of the imports: two departments, and people by staff number. */
export async function smallHospital({ owner }: TestDatabase) {
  const startedOn = addDaysOn(todayOn(new Date()), -300)
  const departmentId = { chi: crypto.randomUUID(), ger: crypto.randomUUID() }
  await owner`insert into departments (id, code, name, site) values
    (${departmentId.chi}, 'CHI', 'Chirurgie', 'Noord'), (${departmentId.ger}, 'GER', 'Geriatrie', 'Zuid')`
  const ids = new Map<string, string>()
  const add = async (number: string, givenName: string, ...held: [Role, string | null, string?][]) => {
    const id = crypto.randomUUID()
    ids.set(number, id)
    await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${number}, ${givenName}, 'Jansen')`
    await owner`insert into contacts (person_id, email) values (${id}, ${`${number.toLowerCase()}@zh.nl`})`
    for (const [role, department, fromOn = startedOn] of held) {
      const roleId = crypto.randomUUID()
      await owner`insert into roles (id, person_id, role, department_id, from_on) values (${roleId}, ${id}, ${role}, ${department}, ${fromOn})`
      if (role === 'resident')
        await owner`insert into residencies (role_id, kind, fte) values (${roleId}, 'anios', 1)`
    }
  }
  await add('K1', 'Sanne', ['resident', departmentId.chi])
  await add('K2', 'Omar', ['supervisor', departmentId.chi])
  await add('K3', 'Mila', ['supervisor', departmentId.chi])
  await add('K4', 'Joost', ['resident', departmentId.ger])
  await add('K5', 'Lotte', ['resident', departmentId.chi, addDaysOn(todayOn(new Date()), 30)])
  await add('K6', 'Mees', ['mentor', null])
  await add('K7', 'Co', ['coordinator', null])
  await add('K8', 'Sita', ['secretary', departmentId.chi])
  await add('K9', 'Geert', ['secretary', departmentId.ger])
  const idOf = (number: string) => {
    const id = ids.get(number)
    if (!id) throw new Error(`nobody has number ${number}`)
    return id
  }
  return { departmentId, startedOn, idOf, as: (number: string): Promise<Viewer> => signInAs(idOf(number)) }
}

export type SmallHospital = Awaited<ReturnType<typeof smallHospital>>

/** Keeps a text as an uploaded file. */
export function keep(viewer: Viewer, kind: 'people' | 'roster', text: string | Uint8Array<ArrayBuffer>) {
  return keepImport(viewer, { kind, file: new File([text], 'bestand.csv') })
}
