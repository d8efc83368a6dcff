import { proveAccess } from '../verbs-access'

proveAccess(
  'mentor',
  [
    'the norms',
    'the pairings',
    'the roster',
    'somebody of surgery',
    'somebody elsewhere',
    'a session of the mentor with somebody',
    'moving a session of the mentor with somebody',
  ],
  ['accept a resident', 'cancel a session'],
)
