import { proveAccess } from '../verbs-access'

proveAccess(
  'psychologist',
  [
    'the pairings',
    'the roster',
    'somebody of surgery',
    'somebody elsewhere',
    'a session in confidence',
    'the quiet door',
  ],
  [],
)
