import { colleague, residentsOn, type Person } from './cast'

const residentNumbered = (staffNumber: string): Person => {
  // Who somebody is does not depend on the week; only her dates do.
  const found = residentsOn('2026-01-05').find((resident) => resident.staffNumber === staffNumber)
  if (!found) throw new Error(`no resident ${staffNumber} in the demo hospital`)
  return found
}

/** The people of the demo by the part they play; the ids are the same in every demo hospital. */
export const demoPeople = {
  resident: residentNumbered('K1001'),
  newcomer: residentNumbered('K1002'),
  supervisor: colleague('K1101'),
  mentor: colleague('K1201'),
  secretary: colleague('K1601'),
  coordinator: colleague('K1701'),
  admin: colleague('K1801'),
  psychologist: colleague('K1301'),
  nurse: colleague('K1401'),
  student: colleague('K1501'),
} satisfies Record<string, Person>

const account = (person: Person, role: string, about: string) => ({
  name: `${person.givenName} ${person.familyName}`,
  role,
  email: person.email,
  about,
})

/** Whom the launcher prints and the picker puts first. */
export const demoAccounts: { name: string; role: string; email: string; about: string }[] = [
  account(
    demoPeople.resident,
    'resident',
    'has a mentor, night shifts this week and next, and nothing booked',
  ),
  account(demoPeople.newcomer, 'resident', 'started five weeks ago: no check-in on record, no mentor yet'),
  account(demoPeople.supervisor, 'supervisor', 'owes three conversations and has held the others'),
  account(demoPeople.mentor, 'mentor', 'has room, and one resident waits for her answer'),
  account(demoPeople.secretary, 'secretary', 'plans for surgery, emergency and paediatrics at Noorderzijl'),
  account(
    demoPeople.coordinator,
    'coordinator',
    'two newcomers need a supervisor, one mentor is no longer independent',
  ),
  account(demoPeople.admin, 'admin', 'keeps accounts and settings, and sees no content'),
  account(demoPeople.psychologist, 'psychologist', 'sees residents in confidence; one waits for her answer'),
  account(demoPeople.nurse, 'nurse', 'works on the surgery ward at Noorderzijl'),
  account(demoPeople.student, 'student', 'a medical student on the surgery ward at Noorderzijl'),
]
