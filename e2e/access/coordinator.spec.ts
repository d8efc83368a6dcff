import { proveAccess } from '../verbs-access'

proveAccess(
  'coordinator',
  [
    'how the mails fare',
    'the check-ins',
    'the hospitals whose files count',
    'the norms',
    'the pairings',
    'the proposal of mentors',
    'the pairings of a resident of surgery',
    'the pairings of a resident elsewhere',
    'the roster',
    'the roster of a department elsewhere',
    'the import of people',
    'a sample of people',
    'the form for a new person',
    'somebody of surgery',
    'somebody elsewhere',
    'a group of intervision',
    'another date for a meeting',
  ],
  ['give a supervisor', 'propose a mentor', 'propose to all', 'import people', 'add a person', 'end a role'],
)
