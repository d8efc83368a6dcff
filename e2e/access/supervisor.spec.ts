import { proveAccess } from '../verbs-access'

proveAccess(
  'supervisor',
  [
    'the check-ins',
    'check-ins with a resident of the supervisor of the demo',
    'the norms',
    'the figures',
    'the figures of surgery as a file',
    'the pairings',
    'the roster',
    'somebody of surgery',
    'somebody elsewhere',
    'a time with a resident of the supervisor',
  ],
  ['log a check-in'],
)
