import type { DepartmentCode } from './departments'

type StaffRole =
  'supervisor' | 'mentor' | 'psychologist' | 'nurse' | 'student' | 'secretary' | 'coordinator' | 'admin'

export type Held = {
  role: StaffRole
  department: DepartmentCode | null
  /** Weeks before this Monday from which it holds. */
  weeks: number
  /** Weeks after this Monday until which it holds; open when absent. */
  untilWeeks?: number
}

export type StaffLine = {
  name: string
  number: number
  held: readonly Held[]
  places?: number
  locale?: 'en'
}

const one = (number: number, name: string, ...held: Held[]): StaffLine => ({ number, name, held })
const supervises = (department: DepartmentCode, weeks: number): Held => ({
  role: 'supervisor',
  department,
  weeks,
})
const mentors = (department: DepartmentCode, weeks: number): Held => ({ role: 'mentor', department, weeks })

/** Mentors who supervise as well, and one who became supervisor last month where she has a mentee: the nightly check finds it. */
const supervisors: readonly StaffLine[] = [
  one(1101, 'Hendrik-Jan|Tuinstra', supervises('surgery-north', 230)),
  one(1102, 'Saskia|van Wijk', supervises('surgery-north', 140)),
  one(1103, 'Olga|Kamphuis', supervises('medicine-north', 310)),
  one(1104, 'Reza|Farahani', supervises('medicine-north', 120)),
  {
    ...one(1105, 'Ingrid|Sørensen', mentors('medicine-east', 150), supervises('medicine-north', 4)),
    places: 6,
  },
  one(1106, 'Marloes|Veenstra', supervises('emergency-north', 180)),
  one(1107, 'Kees|van den Bosch', supervises('emergency-north', 260)),
  one(1108, 'Annemiek|Roelofs', supervises('paediatrics-north', 210)),
  one(1109, 'Orhan|Demirtepe', supervises('paediatrics-north', 130)),
  {
    ...one(1110, 'Gerda|Haverkamp', supervises('geriatrics-east', 300), mentors('geriatrics-east', 110)),
    places: 7,
  },
  one(1111, 'Paul|Lemmens', supervises('geriatrics-east', 160)),
  { ...one(1112, 'Lucía|Ferrer', supervises('medicine-east', 115)), locale: 'en' },
  one(1113, 'Theo|Blokland', supervises('medicine-east', 340)),
  one(1114, 'Judith|Abbink', supervises('psychiatry-east', 190)),
  one(1115, 'Olivier|Baeten', supervises('psychiatry-east', 125)),
  one(1116, 'Frank|Dekkinga', supervises('surgery-south', 280)),
  one(1117, 'Yvonne|Sedney', supervises('surgery-south', 170)),
  {
    ...one(1118, 'Martijn|Spaans', supervises('emergency-south', 220), mentors('emergency-south', 118)),
    places: 6,
  },
  one(1119, 'Kinga|Nowicka', supervises('emergency-south', 135)),
  one(1120, 'Wim|Schreuder', supervises('geriatrics-south', 250)),
]

const mentorsOnly: readonly StaffLine[] = [
  { ...one(1201, 'Marijke|Bonnema', mentors('psychiatry-east', 200)), places: 8 },
  { ...one(1202, 'Eduard|Swinkels', mentors('paediatrics-north', 160)), places: 8 },
  { ...one(1203, 'Nadia|Ouali', mentors('surgery-south', 130)), places: 7 },
  { ...one(1204, 'Bernard|Telgenkamp', mentors('medicine-north', 240)), places: 10 },
  { ...one(1205, 'Agnieszka|Pawlak', mentors('geriatrics-south', 125)), places: 6, locale: 'en' },
]

const psychologist: Held = { role: 'psychologist', department: null, weeks: 150 }
const office = (role: 'coordinator' | 'admin'): Held => ({ role, department: null, weeks: 200 })
const plansFor = (...codes: DepartmentCode[]): Held[] =>
  codes.map((department) => ({ role: 'secretary', department, weeks: 190 }))

const offices: readonly StaffLine[] = [
  one(1301, 'Carlijn|Overbeek', psychologist),
  one(1302, 'Hamid|Rostamian', psychologist),
  one(1303, 'Liesbeth|van Acker', psychologist),
  one(1601, 'Wilma|Kleinjan', ...plansFor('surgery-north', 'emergency-north', 'paediatrics-north')),
  one(1602, 'Jolanda|Tjon Kie', ...plansFor('medicine-north', 'geriatrics-east')),
  one(1603, 'Rachid|Mansouri', ...plansFor('medicine-east', 'psychiatry-east', 'geriatrics-south')),
  one(1604, 'Anita|Bosma', ...plansFor('surgery-south', 'emergency-south')),
  one(1701, 'Helma|Rietkerk', office('coordinator')),
  one(1801, 'Jeroen|Ravensbergen', office('admin')),
]

const nursesOf: readonly (readonly [DepartmentCode, readonly [string, string, string, string]])[] = [
  ['surgery-north', ['Joyce|Meijerink', 'Sanne|Bakhuis', 'Ömer|Kılıç', 'Patricia|Burleson']],
  ['medicine-north', ['Esther|Zijlstra', 'Latifa|Boukhari', 'Marco|van Dongen', 'Ans|Grooten']],
  ['emergency-north', ['Kevin|Hollander', 'Romy|Sietsma', 'Achmed|Tazi', 'Beata|Grabowska']],
  ['paediatrics-north', ['Linda|Pruim', 'Winny|Sastrowidjojo', 'Eline|van Hove', 'Hatice|Polat']],
  ['geriatrics-east', ['Corrie|Nieuwland', 'Fenna|Jorritsma', 'Delano|Vrede', 'Mia|Verstuyft']],
  ['medicine-east', ['Suzan|Elmas', 'Gerrit|Hulshof', 'Kim|Rozendaal', 'Wati|Hardjono']],
  ['psychiatry-east', ['Ronald|Kuperus', 'Soraya|el Amrani', 'Mandy|Boels', 'Piotr|Lisowski']],
  ['surgery-south', ['Carla|Damen', 'Jurgen|Peeters', 'Samira|Chentouf', 'Froukje|Algra']],
  ['emergency-south', ['Dennis|Wouda', 'Melissa|Pengel', 'Aylin|Güneş', 'Tim|van Zanten']],
  ['geriatrics-south', ['Betty|Kerkhof', 'Imane|Zerouali', 'Nel|de Vos-Smits', 'Ravi|Bissumbhar']],
]

const studentsOf: readonly (readonly [string, DepartmentCode])[] = [
  ['Tess|van Beek', 'surgery-north'],
  ['Mohamed|Ziani', 'surgery-north'],
  ['Sterre|Veldkamp', 'medicine-north'],
  ['Jonas|Declercq', 'medicine-north'],
  ['Amber|Soerodimedjo', 'emergency-north'],
  ['Ilayda|Yavuz', 'paediatrics-north'],
  ['Olaf|Reitsma', 'geriatrics-east'],
  ['Julia|Majewska', 'medicine-east'],
  ['Boris|Hendrix', 'psychiatry-east'],
  ['Nova|Kalisvaart', 'surgery-south'],
]

/** Everybody who is not a resident; the staff number tells the kind of work. */
export const staffLines: readonly StaffLine[] = [
  ...supervisors,
  ...mentorsOnly,
  ...offices,
  ...nursesOf.flatMap(([department, names], ward) =>
    names.map((name, index) =>
      one(1401 + ward * 4 + index, name, { role: 'nurse', department, weeks: 60 + 20 * index }),
    ),
  ),
  ...studentsOf.map(([name, department], index) =>
    one(1501 + index, name, {
      role: 'student',
      department,
      weeks: 1 + (index % 4),
      untilWeeks: 8 + (index % 4),
    }),
  ),
]
