import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestDatabase } from '@/db/testing/database'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'

const cast = [
  'resident',
  'colleague',
  'secretary',
  'elsewhere',
  'supervisor',
  'coordinator',
  'nurse',
] as const
export type Name = (typeof cast)[number]

/** A resident, a colleague and a nurse of one department with its secretary, and a secretary of another. */
export async function layHospital({ owner }: TestDatabase): Promise<Record<Name, Viewer>> {
  const departments = [crypto.randomUUID(), crypto.randomUUID()]
  for (const [index, id] of departments.entries())
    await owner`insert into departments (id, code, name, site) values (${id}, ${`d${index}`}, ${`D${index}`}, 'Noord')`
  const who = {} as Record<Name, Viewer>
  for (const name of cast) {
    const id = crypto.randomUUID()
    const role = name === 'colleague' ? 'resident' : name === 'elsewhere' ? 'secretary' : name
    const department = name === 'coordinator' ? null : (departments[name === 'elsewhere' ? 1 : 0] ?? null)
    await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${name}, ${name}, 'X')`
    await owner`insert into contacts (person_id, email) values (${id}, ${`${name}@zh.nl`})`
    await owner`insert into roles (person_id, role, department_id, from_on) values (${id}, ${role}, ${department}, '2020-01-01')`
    who[name] = await signInAs(id)
  }
  return who
}

/** A calendar server on this machine. `answer` says what it gives next. */
export async function serveCalendar() {
  const state = { answer: '', status: 200, asked: 0, whole: 0 }
  const server = createServer((request, response) => {
    state.asked += 1
    const etag = `"${createHash('sha256').update(state.answer).digest('hex')}"`
    if (request.headers['if-none-match'] === etag && state.status === 200)
      return response.writeHead(304).end()
    state.whole += 1
    return response.writeHead(state.status, { etag }).end(state.answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-token.ics`
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  /** As in production, but this server may be reached. */
  const rules = { mayConnect: (ip: string) => ip === '127.0.0.1', allowsHttp: true }
  return Object.assign(state, { url, stop, rules })
}
