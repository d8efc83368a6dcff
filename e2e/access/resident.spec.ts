import { proveAccess } from '../verbs-access'

proveAccess(
  'resident',
  [
    'the check-ins',
    'the norms',
    'the pairings',
    'the list of mentors to ask',
    'the roster',
    'somebody of surgery',
    'somebody elsewhere',
    'a time with the mentor',
    'the open places',
    'a session with any mentor',
    'the quiet door',
    'the self-check',
    'counters of one’s own',
    'counters of one’s own as a file',
  ],
  ['ask a mentor', 'wish for a mentor', 'wait for a time', 'sign up for an open place'],
)
