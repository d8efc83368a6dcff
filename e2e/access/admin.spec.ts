import { proveAccess } from '../verbs-access'

proveAccess(
  'admin',
  [
    'the form for a new person',
    'somebody of surgery',
    'somebody elsewhere',
    'the technical log',
    'how the mails fare',
  ],
  ['add a person', 'end a role', 'close an account'],
)
