import { proveAccess } from '../verbs-access'

proveAccess(
  'secretary',
  [
    'how the mails fare',
    'the check-ins',
    'the norms',
    'the figures',
    'the figures of surgery as a file',
    'the pairings',
    'the pairings of a resident of surgery',
    'the roster',
    'a shift of surgery',
    'the import of rosters',
    'a sample of a roster',
    'somebody of surgery',
    'somebody elsewhere',
    'a group of intervision',
    'another date for a meeting',
  ],
  ['give a supervisor', 'take a shift out of the roster', 'import a roster'],
)
