import type { ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Disclosure } from '@/app/_ui/disclosure'
import { SelectField } from '@/app/_ui/field'
import { listDemoPeople, type DemoPerson } from '@/lib/sign-in/sign-in'
import type { Role } from '@/lib/viewer'
import type { Words } from '@/lib/words/words'
import styles from '../outside.module.css'

/** In demo mode only: enter as one of the invented people. The first of each role stand ready; the others are in a list. */
export async function DemoPicker({ t, hidden }: { t: Words; hidden: ReactNode }) {
  const people = await listDemoPeople()
  const roleOf = (person: DemoPerson) => t(`common.role.${person.role as Role}`)
  const named = firstOfEachRole(people)
  return (
    <>
      <section className={styles.form} aria-labelledby="demo-title">
        <div>
          <h2 className={styles.subtitle} id="demo-title">
            {t('signIn.demoTitle')}
          </h2>
          <p className={styles.lead}>{t('signIn.demoText')}</p>
        </div>
        <form method="post" action="/api/auth/callback/demo" className={styles.people}>
          {hidden}
          {named.map((person) => (
            <button key={person.id} name="personId" value={person.id} className={styles.pick}>
              <span className={styles.pickName}>
                {person.givenName} {person.familyName}
              </span>
              <span className={styles.pickRole}>{roleOf(person)}</span>
            </button>
          ))}
        </form>
      </section>
      <Disclosure title={t('signIn.demoOthers')}>
        <form method="post" action="/api/auth/callback/demo" className={styles.form}>
          {hidden}
          <SelectField
            name="personId"
            label={t('signIn.demoChoose')}
            options={oncePerPerson(people).map((person) => ({
              value: person.id,
              label: `${person.givenName} ${person.familyName}, ${roleOf(person)}${person.department ? `, ${person.department}` : ''}`,
            }))}
          />
          <Button>{t('signIn.demoGo')}</Button>
        </form>
      </Disclosure>
    </>
  )
}

const order = [
  'resident',
  'supervisor',
  'mentor',
  'secretary',
  'coordinator',
  'psychologist',
  'nurse',
  'student',
  'admin',
]

/** The people with the lowest staff numbers tell the demo's story: two residents, and one of every other role. */
function firstOfEachRole(people: DemoPerson[]): DemoPerson[] {
  return order.flatMap((role) =>
    people
      .filter(
        (person) => person.role === role && !people.some((row) => row.id === person.id && row.role !== role),
      )
      .toSorted((a, b) => a.staffNumber.localeCompare(b.staffNumber))
      .slice(0, role === 'resident' ? 2 : 1),
  )
}

/** Somebody with two roles stands in the list once. */
function oncePerPerson(people: DemoPerson[]): DemoPerson[] {
  return [...new Map(people.map((person) => [person.id, person])).values()]
}
