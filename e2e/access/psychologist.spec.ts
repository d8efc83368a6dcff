import { proveAccess } from '../verbs-access'

proveAccess(
  'psychologist',
  [
    'the norms',
    'the pairings',
    'the roster',
    'somebody of surgery',
    'somebody elsewhere',
    'a session in confidence',
    'a group of intervision',
    'who was at a meeting',
    'another date for a meeting',
    'the sheet of a group',
    'the sheet of a group as a file',
    'the quiet door',
  ],
  ['note who was there'],
)
