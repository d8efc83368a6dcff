import { idOf } from './dice'

// Subscriber numbers that begin with 0 do not exist in the Dutch numbering plan: nobody can be called by accident.
const lines = [
  ['surgery-north', 'Chirurgie', 'Noorderzijl', '+31 50 055 0110'],
  ['medicine-north', 'Interne geneeskunde', 'Noorderzijl', '+31 50 055 0120'],
  ['emergency-north', 'Spoedeisende hulp', 'Noorderzijl', '+31 50 055 0130'],
  ['paediatrics-north', 'Kindergeneeskunde', 'Noorderzijl', '+31 50 055 0140'],
  ['geriatrics-east', 'Geriatrie', 'Oosterduin', '+31 50 055 0210'],
  ['medicine-east', 'Interne geneeskunde', 'Oosterduin', '+31 50 055 0220'],
  ['psychiatry-east', 'Psychiatrie', 'Oosterduin', '+31 50 055 0230'],
  ['surgery-south', 'Chirurgie', 'Zuiderbeek', '+31 50 055 0310'],
  ['emergency-south', 'Spoedeisende hulp', 'Zuiderbeek', '+31 50 055 0320'],
  ['geriatrics-south', 'Geriatrie', 'Zuiderbeek', '+31 50 055 0330'],
] as const

export type DepartmentCode = (typeof lines)[number][0]

export const departmentId = (code: DepartmentCode) => idOf(`department ${code}`)

export const departmentRows = lines.map(([code, name, site, phone]) => ({
  id: departmentId(code),
  code,
  name,
  site,
  phone,
}))
